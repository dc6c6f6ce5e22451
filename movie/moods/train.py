"""Learns from the sample's films, whose emotions are written by hand, which texts leave which emotions.

Run: python -m movie.moods.train
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..sample import LANGUAGES, sample_file
from ..text import movie_text
from ..text.emotions import families, family_of
from ..vectors import Vector
from .regression import WEIGHTS, EmotionRegression
from .similarity import embedder

# How far the weights are held down: of 2, 3 and 5 the best on films that were left out.
RIDGE = 3.0


class TaughtMovie(NamedTuple):
    """A film of the sample, with the texts that `movie_text` reads."""

    title: str
    genre: str
    keywords: str
    description: str
    emotions: tuple[str, ...]


@cache
def examples(language: str) -> tuple[TaughtMovie, ...]:
    """The films of the sample in one language, "en" or "es"."""
    films = json.loads(sample_file(language).read_text(encoding="utf-8"))
    return tuple(
        TaughtMovie(*(film.get(name, "") for name in TaughtMovie._fields[:-1]), tuple(film["emotions"]))
        for film in films
    )


def learn(taught: Sequence[TaughtMovie]) -> EmotionRegression:
    """Ridge regression of the families of emotions on the embeddings of the texts of the sample's films."""
    rows = np.stack([embedded()[example] for example in taught]).astype(np.float64)
    felt = np.array([felt_by(example.emotions) for example in taught])
    mean = rows.mean(axis=0)
    rows, felt = rows - mean, felt - felt.mean(axis=0)
    held = rows.T @ rows + RIDGE * np.eye(rows.shape[1])
    return EmotionRegression(mean, np.linalg.solve(held, rows.T @ felt))


@cache
def embedded() -> Mapping[TaughtMovie, Vector]:
    """Each film of the sample in each language with its embedding (512,); made once, in some 10 seconds."""
    known = everything()
    return dict(zip(known, embedder().embed_documents(map(movie_text, known)), strict=True))


def everything() -> list[TaughtMovie]:
    """The films of the sample in all languages."""
    return [example for language in LANGUAGES for example in examples(language)]


def felt_by(emotions: Sequence[str]) -> NDArray[np.float64]:
    """1 for each family that one of the emotions is of, else 0, (families,)."""
    own = set(map(family_of, emotions))
    return np.array([float(name in own) for name in families()])


def main() -> None:
    """Learn from the whole sample anew, and store it."""
    fit = learn(everything())
    np.savez_compressed(WEIGHTS, mean=fit.mean.astype(np.float32), weights=fit.weights.astype(np.float32))


if __name__ == "__main__":
    main()
