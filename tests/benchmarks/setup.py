"""What benchmarks share: a migrated database, films with random vectors, and a stopwatch."""

import time
from collections.abc import Callable
from statistics import median

import numpy as np

WORDS = ("city", "night", "war", "love", "child", "river", "train", "letter", "ghost", "ship", "winter")


def start() -> None:
    """Django, and the tables of an empty database."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def random_rows(count: int, dimensions: int, seed: int = 0) -> np.ndarray:
    """Random unit vectors (n, d), float32."""
    rows = np.random.default_rng(seed).standard_normal((count, dimensions), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def add_films(count: int, dimensions: int = 0, model_id: str = "") -> None:
    """Films of about 100 words each, with random vectors of so many dimensions, if any."""
    from django.utils import timezone

    from movie.models import Movie
    from movie.text import movie_text, text_digest

    dice = np.random.default_rng(1)
    for first in range(0, count, 1000):
        films = []
        vectors = random_rows(min(1000, count - first), dimensions, seed=first) if dimensions else None
        for number in range(first, min(first + 1000, count)):
            text = " ".join(dice.choice(WORDS, 100))
            film = Movie(
                title=f"Film {number}", year=1950 + number % 70, genre="Drama", description=f"{text}."
            )
            if vectors is not None:
                film.emb, film.emb_model = vectors[number - first].tobytes(), model_id
                film.emb_digest, film.emb_at = text_digest(movie_text(film)), timezone.now()
            films.append(film)
        Movie.objects.bulk_create(films)


def milliseconds(action: Callable[[], object], runs: int = 50) -> float:
    """The median time of an action, after one run that is not counted."""
    action()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        times.append((time.perf_counter() - begin) * 1000)
    return median(times)


def megabytes() -> float:
    """The largest memory that this process has had."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
