"""Learns from the sample's films, whose emotions are written by hand, which texts leave which emotions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..embedders.feelings import embedder
from ..text import movie_text
from ..text.emotions import families, family_of
from ..vectors import Vector
from .sample import LANGUAGES, sample_file

# How far the weights are held down: of 2, 3 and 5 the best on films that were left out.
RIDGE = 3.0


class Example(NamedTuple):
    """A film of the sample, with the texts that `movie_text` reads."""

    title: str
    genre: str
    keywords: str
    description: str
    emotions: tuple[str, ...]


@dataclass(frozen=True)
class Learnt:
    """A linear map from embeddings (512,) to families of emotions (families,), around what is usual."""

    mean: Vector
    weights: Vector

    def ahead(self, rows: Vector) -> NDArray[np.float64]:
        """By how much each family, (n, families), is likelier than usual for these embeddings (n, 512)."""
        return (rows - self.mean) @ self.weights


@cache
def examples(language: str) -> tuple[Example, ...]:
    """The films of the sample in one language, "en" or "es"."""
    films = json.loads(sample_file(language).read_text(encoding="utf-8"))
    return tuple(
        Example(*(film.get(name, "") for name in Example._fields[:-1]), tuple(film["emotions"]))
        for film in films
    )


@cache
def learnt() -> Learnt:
    """What the whole sample teaches, in both languages."""
    return learn([example for language in LANGUAGES for example in examples(language)])


def learn(taught: Sequence[Example]) -> Learnt:
    """Ridge regression of the families of emotions on the embeddings of the texts."""
    rows = embedder().embed_documents(map(movie_text, taught)).astype(np.float64)
    felt = np.array([felt_by(example.emotions) for example in taught])
    mean = rows.mean(axis=0)
    rows, felt = rows - mean, felt - felt.mean(axis=0)
    held = rows.T @ rows + RIDGE * np.eye(rows.shape[1])
    return Learnt(mean, np.linalg.solve(held, rows.T @ felt))


def felt_by(emotions: Sequence[str]) -> NDArray[np.float64]:
    """1 for each family that one of the emotions is of, else 0, (families,)."""
    own = set(map(family_of, emotions))
    return np.array([float(name in own) for name in families()])
