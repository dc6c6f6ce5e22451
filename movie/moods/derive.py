"""Guesses a film's emotions and emojis from its text, its genres and what the sample's films teach."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..models import Movie
from ..text import Described, movie_text, text_digest
from ..text.emojis import emojis_of
from ..text.emotions import MOST, families
from ..vectors import Vector, from_bytes
from .genre_priors import common, expected
from .regression import EmotionRegression, learnt
from .similarity import embedder, nearness_of

# Begins the digest of a derived mood's text: raise it when the guess changes, and all are made anew.
RECIPE = "4"
# What speaks for an emotion, against the 1 of what the sample teaches and of what is common. Chosen on half
# of the sample's films, left out of what was learnt, and on half of another catalogue's, checked on the rest.
# Each term brings 0.014 to 0.028 of precision@8 (`python -m tests.benchmarks moods`).
BY_GENRE = 0.5
BY_NEARNESS = 0.08
EMOJIS = 8


def derived_emotions(movies: Sequence[Described], taught: EmotionRegression | None = None) -> list[list[str]]:
    """The eight likeliest emotions of each film, by their English names, the likeliest first."""
    return likeliest(sum(terms(movies, taught or learnt()).values()))


def likeliest(scores: NDArray[np.float64]) -> list[list[str]]:
    """The eight emotions of the highest scores in each row, (films, families), the likeliest first."""
    names = list(families())
    return [[names[place] for place in np.argsort(-row, kind="stable")[:MOST]] for row in scores]


def terms(movies: Sequence[Described], taught: EmotionRegression) -> dict[str, NDArray[np.float64]]:
    """What speaks for each family of emotions, (films, families), by what says so; their sum decides.

    A film's row does not depend on the other films: nobody else's mood changes with a new one.
    """
    vectors = _vectors(movies, [movie_text(movie) for movie in movies])
    return {
        "common": np.tile(common(), (len(movies), 1)),
        "taught": taught.ahead(vectors),
        "genre": BY_GENRE * np.stack([expected(movie.genre) for movie in movies]),
        "nearness": BY_NEARNESS * nearness_of(vectors),
    }


def _vectors(movies: Sequence[Described], texts: Sequence[str]) -> Vector:
    """The offline embedder's vectors of the texts, (n, 512): those that films have, and new ones."""
    rows = [_stored(movie, text) for movie, text in zip(movies, texts, strict=True)]
    missing = [place for place, row in enumerate(rows) if row is None]
    for place, row in zip(
        missing, embedder().embed_documents(texts[place] for place in missing), strict=True
    ):
        rows[place] = row
    return np.stack(rows)


def _stored(movie: Described, text: str) -> Vector | None:
    """A film's own vector where the offline embedder has made it from this text."""
    maker = (embedder().model_id, text_digest(text))
    if not isinstance(movie, Movie) or (movie.emb_model, movie.emb_digest) != maker or movie.emb is None:
        return None
    return from_bytes(movie.emb)


def derived_digest(movie: Described) -> str:
    """Names the text that a mood is derived from, and the way of deriving."""
    return f"{RECIPE}:{text_digest(movie_text(movie))}"


def derived_emojis(movie: Described, emotions: Sequence[str]) -> str:
    """Emojis for what the text speaks of, in its order; then one for each emotion, until there are eight."""
    told = emojis_of(f"{movie.description}\n{movie.keywords}\n{movie.genre}")
    felt = [families()[emotion].emojis for emotion in emotions if emotion in families()]
    return "".join(list(dict.fromkeys([*told, *felt]))[:EMOJIS])
