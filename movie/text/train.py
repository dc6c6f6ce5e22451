"""Learns which letters speak for Spanish from the sample's descriptions: `python -m movie.text.train`."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from .language import LETTER_WORD, LETTERS, PLACES, STEP, places_of

SAMPLE = Path(__file__).parents[1] / "sample"
ROUNDS = 25
RATE = 0.3

Example = tuple[str, int]  # a text, and 1 where it is Spanish, -1 where it is English


def examples() -> list[Example]:
    """Sentences of the sample's descriptions, then the words that one language alone has there."""
    sentences = [
        (sentence, spanish)
        for code, spanish in (("es", 1), ("en", -1))
        for film in json.loads((SAMPLE / f"movies.{code}.json").read_text(encoding="utf-8"))
        for sentence in film["description"].split(". ")
    ]
    said = Counter((word, spanish) for text, spanish in sentences for word in LETTER_WORD.findall(text))
    words = (word for word in said if word[0].islower() and (word[0], -word[1]) not in said)
    return [*sentences, *sorted(words)]


def learn(taught: Iterable[Example]) -> np.ndarray:
    """Weights (PLACES,), int8, in units of STEP: logistic regression by AdaGrad (Duchi and others, 2011)."""
    rows = [(np.array(_places(text)), spanish) for text, spanish in taught]
    rows = [row for row in rows if len(row[0])]
    weights, squares = np.zeros(PLACES), np.full(PLACES, 1e-8)
    generator = np.random.default_rng(1)
    for number in generator.permuted(np.tile(np.arange(len(rows)), (ROUNDS, 1)), axis=1).ravel():
        places, spanish = rows[number]
        scale = spanish / len(places) ** 0.5
        gradient = -scale / (1 + np.exp(scale * weights[places].sum()))
        np.add.at(squares, places, gradient**2)
        np.add.at(weights, places, -RATE * gradient / np.sqrt(squares[places]))
    return np.clip(np.rint(weights / STEP), -127, 127).astype(np.int8)


def _places(text: str) -> list[int]:
    return [place for word in LETTER_WORD.findall(text.lower()) for place in places_of(word)]


if __name__ == "__main__":
    LETTERS.write_bytes(learn(examples()).tobytes())
