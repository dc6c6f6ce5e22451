"""Derived moods agree with hand-written ones clearly more often than naming the commonest emotions does."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from movie.catalogue.deriving import derived_digest, derived_emotions
from movie.catalogue.examples import Example, examples, learn
from movie.catalogue.expecting import FILE, common, expected
from movie.catalogue.readers import recognise
from movie.catalogue.sample import LANGUAGES
from movie.text.emotions import MOST, families, family_of, split_emotions

Felt = list[set[str | None]]


def own(films: Sequence[Example]) -> Felt:
    return [set(map(family_of, film.emotions)) for film in films]


def precision(derived: Sequence[Sequence[str]], felt: Felt) -> float:
    """Precision@8: the mean share of the derived emotions that are a film's own."""
    hits = (len(own.intersection(emotions)) for emotions, own in zip(derived, felt, strict=True))
    return sum(hits) / MOST / len(felt)


def baseline(felt: Felt) -> float:
    """The precision of naming the eight emotions that are the commonest among these films, for each."""
    counts = Counter(name for own in felt for name in own if name)
    return precision([[name for name, _ in counts.most_common(MOST)]] * len(felt), felt)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half", [0, 1])
def test_half_of_the_sample_is_guessed_from_the_other_better_than_by_the_commonest(language, half):
    taught = learn([film for each in LANGUAGES for film in examples(each)[1 - half :: 2]])
    films = examples(language)[half::2]
    assert precision(derived_emotions(films, taught), own(films)) > baseline(own(films)) + 0.1


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
    film = Example("A film", genre, "", text, ())
    assert emotions <= set(derived_emotions([film])[0])


def test_film_is_guessed_the_same_alone_and_among_others():
    films = examples("en")[:20]
    together = derived_emotions(films)
    assert [derived_emotions([film])[0] for film in films] == together
    assert len({tuple(emotions) for emotions in together}) == len(films)


def test_every_name_in_the_table_of_genres_is_an_emotion():
    assert common().shape == (len(families()),) and expected("Drama").max() == 1
    assert FILE.is_file() and not expected("Nobody's genre").any() and not expected("").any()


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
        Example(row["title"], row["genres"].strip("[]"), "", row["description"], ())
        for row in rows
        if row["description"]
    ]
    felt = [set(map(family_of, split_emotions(row["emotions"]))) for row in rows if row["description"]]
    assert precision(derived_emotions(films), felt) > baseline(felt) + 0.03
