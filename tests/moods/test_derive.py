"""Derived moods agree with hand-written ones clearly more often than naming the commonest emotions does."""

import os
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from movie.importing.readers import recognise
from movie.models import Movie
from movie.moods.derive import derived_digest, derived_emotions
from movie.moods.genre_priors import common, expected
from movie.moods.regression import EmotionRegression, learnt
from movie.moods.similarity import embedder
from movie.moods.train import TaughtMovie, embedded, everything, examples, learn
from movie.sample import LANGUAGES
from movie.text import movie_text, text_digest
from movie.text.emotions import MOST, families, family_of, split_emotions
from movie.text.genres import genres
from movie.vectors import to_bytes

Felt = list[set[str | None]]


def own(films: Sequence[TaughtMovie]) -> Felt:
    return [set(map(family_of, film.emotions)) for film in films]


def precision(derived: Sequence[Sequence[str]], felt: Felt) -> float:
    """Precision@8: the mean share of the derived emotions that are a film's own."""
    hits = (len(own.intersection(emotions)) for emotions, own in zip(derived, felt, strict=True))
    return sum(hits) / MOST / len(felt)


def baseline(felt: Felt) -> float:
    """The precision of naming the eight emotions that are the commonest among these films, for each."""
    counts = Counter(name for own in felt for name in own if name)
    return precision([[name for name, _ in counts.most_common(MOST)]] * len(felt), felt)


def stored(film: TaughtMovie) -> Movie:
    """A film of the sample as the catalogue has it, with its vector."""
    movie = Movie(title=film.title, genre=film.genre, keywords=film.keywords, description=film.description)
    movie.emb, movie.emb_model = to_bytes(embedded()[film]), embedder().model_id
    movie.emb_digest = text_digest(movie_text(film))
    return movie


@cache
def half_learnt(half: int) -> EmotionRegression:
    return learn([film for each in LANGUAGES for film in examples(each)[half::2]])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half", [0, 1])
def test_half_of_the_sample_is_guessed_from_the_other_better_than_by_the_commonest(language, half):
    films = examples(language)[half::2]
    derived = derived_emotions(list(map(stored, films)), half_learnt(1 - half))
    assert precision(derived, own(films)) > baseline(own(films)) + 0.1


def test_what_is_stored_is_what_the_sample_teaches():
    fresh = learn(everything())
    assert np.allclose(learnt().mean, fresh.mean, atol=1e-5)
    assert np.allclose(learnt().weights, fresh.weights, atol=1e-4)


@pytest.mark.parametrize(
    ("genre", "text", "emotions"),
    [
        ("Horror", "A family moves into a house where something knocks at night.", {"fear", "dread"}),
        ("Terror", "Una familia se muda a una casa en la que algo golpea de noche.", {"fear", "dread"}),
        ("Comedy", "Two friends get drunk before a wedding and lose the groom.", {"amusement", "joy"}),
        ("Comedia romántica", "Dos vecinos se enamoran en una boda.", {"love", "amusement"}),
        ("Documentary", "How octopuses learn, hide and play.", {"curiosity", "fascination"}),
        ("", "A widow mourns her dead son and cannot forgive herself.", {"sadness", "grief"}),
    ],
)
def test_emotions_fit_a_film_of_its_kind(genre, text, emotions):
    film = TaughtMovie("A film", genre, "", text, ())
    assert emotions <= set(derived_emotions([film])[0])


def test_film_is_guessed_the_same_alone_and_among_others():
    films = examples("en")[:20]
    together = derived_emotions(films)
    assert [derived_emotions([film])[0] for film in films] == together
    assert len({tuple(emotions) for emotions in together}) == len(films)


def test_every_genre_has_eight_emotions_and_an_unknown_one_none():
    assert common().shape == (len(families()),)
    assert {key: np.count_nonzero(expected(key)) for key in genres()} == dict.fromkeys(genres(), MOST)
    assert not expected("Nobody's genre").any() and not expected("").any()


def test_genre_is_known_in_both_languages_and_in_company():
    assert (expected("Sci-Fi") == expected("Ciencia ficción")).all()
    assert (expected("Romantic comedy") == (expected("Romance") + expected("Comedy")) / 2).all()


def test_digest_changes_with_the_text_alone():
    film = examples("en")[0]
    assert derived_digest(film) == derived_digest(film._replace(emotions=()))
    assert derived_digest(film) != derived_digest(film._replace(keywords="other"))


@pytest.mark.skipif(not os.environ.get("MOVIE_DATA"), reason="MOVIE_DATA names no folder with real files.")
def test_real_catalogue_is_guessed_better_than_by_the_commonest():
    path = Path(os.environ["MOVIE_DATA"]) / "netflixgpt_emotions.csv"
    rows = [row.cells for row in recognise(path).rows()]
    films = [
        TaughtMovie(row["title"], row["genres"].strip("[]"), "", row["description"], ())
        for row in rows
        if row["description"]
    ]
    felt = [set(map(family_of, split_emotions(row["emotions"]))) for row in rows if row["description"]]
    assert precision(derived_emotions(films), felt) > baseline(felt) + 0.03
