"""Tells requests that a film may answer from those that none can, such as recipes or random letters."""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..embedders import Embedder, get_embedder
from ..text.glossary import is_listed
from ..vectors import Vector
from .prompts import read
from .wording import Wording, words_of

FILE = Path(__file__).with_name("requests.json")
# By logistic regression; `python -m tests.benchmarks.plausible` makes it anew.
FITTED = Path(__file__).with_name("plausible.npz")
NEIGHBOURS = (1, 3, 10)
SHARPNESS = (8, 16)
SYMBOLS = frozenset("{}[]()<>=+*/;_#$%&|\\^@~")
FILM_WORDS = frozenset(
    """
    movie movies film films flick flicks peli pelis pelicula peliculas filme cine watch ver actor actress
    actriz scene scenes escena escenas plot director directed dirigida starring sequel oscar character
    characters protagonista protagonistas personaje personajes animated trailer
    """.split()  # noqa: SIM905
)
QUESTIONS = frozenset("how what can when where is como que cuanto cuanta cuando puedo cual donde".split())  # noqa: SIM905


class Fitted(NamedTuple):
    """What was learned from examples."""

    wording: Wording
    weights: NDArray[np.float64]
    bias: float


def is_plausible(prompt: str, query: Vector, rows: Vector) -> bool:
    """Whether a film may be meant, for an embedder that costs nothing.

    `query` is the prompt's vector (d,), `rows` are the films' (n, d), with n at least 1. Always true for
    the vectors of an embedder that nothing was learned about.
    """
    if not get_embedder().judged:
        return True
    weights, bias = fitted().weights, fitted().bias
    return bool(features(prompt, query, rows) @ weights + bias > 0)


def features(prompt: str, query: Vector, rows: Vector) -> NDArray[np.float64]:
    """What the decision rests on, (n,): the wording, then what `described` tells."""
    return np.array([fitted().wording.score(words_of(prompt)), *described(prompt, query, rows)])


def described(prompt: str, query: Vector, rows: Vector) -> list[float]:
    """Likeness to known requests for films and for other things, likeness to the nearest film, the number
    of films (among more, one is nearer by chance) as a power of ten, and the look of the text.
    """
    wanted, others = (_likeness(known, query) for known in _known_requests(get_embedder().model_id))
    return [*wanted, *others, float((rows @ query).max()), float(np.log10(len(rows))), *_look(prompt)]


@cache
def fitted() -> Fitted:
    """What the file says."""
    with np.load(FITTED) as file:
        table = file["table"].astype(np.float32) * file["step"]
        return Fitted(Wording(table), file["weights"], float(file["bias"]))


def _likeness(rows: Vector, query: Vector) -> list[float]:
    """Mean cosine similarity with the nearest few, then soft maxima over all."""
    similarities = rows @ query
    nearest = np.sort(np.partition(similarities, -NEIGHBOURS[-1])[-NEIGHBOURS[-1] :])
    soft = (float(np.log(np.exp(similarities * sharp).sum()) / sharp) for sharp in SHARPNESS)
    return [*(float(nearest[-few:].mean()) for few in NEIGHBOURS), *soft]


@lru_cache(maxsize=2)
def _known_requests(model_id: str) -> tuple[Vector, Vector]:
    """Vectors of requests for films, and of requests for other things."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        embed_requests([*known[kind]["en"], *known[kind]["es"]], get_embedder())
        for kind in ("film", "nonsense")
    )


def embed_requests(prompts: list[str], embedder: Embedder) -> Vector:
    """Vectors (n, d) of prompts, as a search embeds them."""
    return embedder.embed_documents([read(prompt).text for prompt in prompts])


def _look(prompt: str) -> list[float]:
    """Shares of listed words, letters, digits and symbols; length; words for films; one word; a question."""
    words, size = words_of(prompt), max(len(prompt), 1)
    return [
        _listed_share(words),
        sum(char.isalpha() or char.isspace() for char in prompt) / size,
        sum(map(str.isdigit, prompt)) / size,
        sum(char in SYMBOLS for char in prompt) / size,
        float(np.log1p(len(words))),
        float(not FILM_WORDS.isdisjoint(words)),
        float(len(words) == 1),
        float(words[0] in QUESTIONS),
    ]


def _listed_share(words: Sequence[str]) -> float:
    return sum(map(_is_listed, words)) / len(words)


_is_listed = lru_cache(maxsize=50_000)(is_listed)
