"""Many vectors out of few real ones: mixtures of three of them with noise.

The real ones are the offline model's of some ten thousand texts that the repository holds: the sample's
sentences in both languages, and what the tests ask and say. Of fewer texts mixtures come in clumps of near
doubles, which a real catalogue has not: see docs/scaling.md.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from .setup import GENRES, sentences

PROMPTS = Path(__file__).parents[1] / "prompts"
LEAST_WORDS = 4  # of a text: shorter ones say little of a film
# Real vectors in each, how even their shares are (1: any are as likely), and how long its noise is.
MIXED, EVEN, NOISE = 3, 0.5, 0.3
BLOCK = 10_000


@cache
def real_rows() -> np.ndarray:
    """Unit vectors (n, 512) of the offline model, of all these texts."""
    from movie.embedders.offline import OfflineEmbedder

    asked = {
        text for file in PROMPTS.iterdir() for text in _texts(_read(file)) if len(text.split()) >= LEAST_WORDS
    }
    return np.asarray(OfflineEmbedder().embed_documents([*sentences("en"), *sentences("es"), *sorted(asked)]))


def _read(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    return json.loads(text) if file.suffix == ".json" else [json.loads(line) for line in text.splitlines()]


def _texts(value: Any) -> Iterator[str]:
    """All strings of what a JSON file holds, but for the names of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def noisy_rows(count: int, dimensions: int, seed: int = 0) -> Iterator[np.ndarray]:
    """Unit vectors in blocks of (10,000, d), float32. Beyond 512 dimensions the real ones are turned by a
    random map that keeps their angles.
    """
    real = real_rows()
    dice = np.random.default_rng(seed)
    if dimensions != real.shape[1]:
        axes, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((dimensions, real.shape[1])))
        real = (real @ axes.T).astype(np.float32)
    for first in range(0, count, BLOCK):
        size = min(BLOCK, count - first)
        shares = dice.dirichlet(np.full(MIXED, EVEN), size).astype(np.float32)
        rows = sum(shares[:, [n]] * real[dice.integers(0, len(real), size)] for n in range(MIXED))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        noise = dice.standard_normal((size, dimensions), dtype=np.float32) * (NOISE / dimensions**0.5)
        rows += noise
        yield rows / np.linalg.norm(rows, axis=1, keepdims=True)


def stored_films(count: int, dimensions: int, model_id: str, queries: np.ndarray, k: int = 10) -> np.ndarray:
    """Writes films with such vectors into the benchmark's SQLite file, without texts, past all triggers.

    Gives the ids (m, k) of those nearest to each query (m, d), compared exactly on the way.
    """
    from django.db import connection

    from movie.database.schema import uninstall
    from movie.models import Movie

    Movie.objects.bulk_create([Movie(title="Film", emb_model=model_id)])
    uninstall(connection)
    names = [field.column for field in Movie._meta.concrete_fields]
    own = ("id", "year", "runtime", "genre", "emb")
    taken = ", ".join("?" if name in own else name for name in names)
    order = [name for name in names if name in own]
    statement = f"INSERT INTO movie_movie ({', '.join(names)}) SELECT {taken} FROM movie_movie WHERE id = 1"
    # Only the first film's other columns are copied; those that are unique are empty there.
    best_ids = np.zeros((len(queries), k), dtype=np.int64)
    best = np.full((len(queries), k), -np.inf, dtype=np.float32)
    first = 2
    for rows in noisy_rows(count, dimensions):
        ids = np.arange(first, first + len(rows))
        films = [
            {"id": n, "year": 1920 + n % 100, "runtime": 60 + n % 90, "genre": GENRES[n % 10], "emb": row}
            for n, row in zip(ids.tolist(), map(np.ndarray.tobytes, rows), strict=True)
        ]
        connection.connection.executemany(statement, [[film[name] for name in order] for film in films])
        all_ids = np.hstack([best_ids, np.broadcast_to(ids, (len(queries), len(ids)))])
        scores = np.hstack([best, queries @ rows.T])
        chosen = np.argpartition(-scores, k, axis=1)[:, :k]
        best_ids, best = (np.take_along_axis(each, chosen, axis=1) for each in (all_ids, scores))
        first += len(rows)
    connection.connection.execute("DELETE FROM movie_movie WHERE id = 1")
    connection.connection.commit()
    return best_ids
