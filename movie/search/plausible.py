"""Tells requests that a film may answer from those that none can, such as recipes or random letters."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..embedders import Embedder, get_embedder
from ..text import fold
from ..text.glossary import WORD, is_listed
from ..vectors import Vector
from .prompts import read

FILE = Path(__file__).with_name("requests.json")
NEIGHBOURS = 3
# By logistic regression on requests.json; `python -m tests.benchmarks.floor` fits and checks them.
WEIGHTS = np.array([13.6, -20.7, 12.7, -0.9, 1.5, 14.4])
BIAS = -14.37


def is_plausible(prompt: str, query: Vector, rows: Vector) -> bool:
    """Whether a film may be meant, for an embedder that costs nothing.

    `query` is the prompt's vector (d,), `rows` are the films' (n, d), with n at least 1.
    """
    return bool(features(prompt, query, rows) @ WEIGHTS + BIAS > 0)


def features(prompt: str, query: Vector, rows: Vector) -> NDArray[np.float64]:
    """What the decision rests on, (6,): likeness to known requests for films and to other requests,
    likeness to the nearest film, the number of films (among more, one is nearer by chance) as a power
    of ten, share of listed words, share of letters and blanks.
    """
    wanted, others = (_likeness(known, query) for known in _known_requests(get_embedder().model_id))
    nearest, size = float((rows @ query).max()), np.log10(len(rows))
    return np.array([wanted, others, nearest, size, _listed_share(prompt), _letter_share(prompt)])


def _likeness(rows: Vector, query: Vector) -> float:
    """Mean cosine similarity with the nearest few."""
    return float(np.sort(rows @ query)[-NEIGHBOURS:].mean())


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


def _listed_share(prompt: str) -> float:
    words = [fold(word) for word in WORD.findall(prompt)]
    return sum(map(is_listed, words)) / len(words) if words else 0.0


def _letter_share(prompt: str) -> float:
    return sum(char.isalpha() or char.isspace() for char in prompt) / len(prompt) if prompt else 0.0
