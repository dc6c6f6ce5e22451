"""What benchmarks share: a migrated database, films with random vectors, and a stopwatch."""

import json
import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

import numpy as np

SENTENCES = 5  # of a description, as in the sample
GENRES = (
    "Action",
    "Adventure",
    "Comedy",
    "Crime",
    "Drama",
    "Fantasy",
    "Horror",
    "Romance",
    "Thriller",
    "War",
)


def start(embedder: str = "offline") -> None:
    """Django, and the tables of an empty database."""
    os.environ |= {"EMBEDDER": embedder, "openai_apikey": "sk-unused"}
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
    """Films told in the sample's sentences, about 100 words each, of one to three genres and with three
    people, with random vectors of so many dimensions, if any.
    """
    from django.db import transaction
    from django.utils import timezone

    from movie.database.triggers import written_together
    from movie.models import Movie
    from movie.text import movie_text, text_digest

    dice, told = np.random.default_rng(1), sentences()
    for first in range(0, count, 1000):
        films = []
        vectors = random_rows(min(1000, count - first), dimensions, seed=first) if dimensions else None
        for number in range(first, min(first + 1000, count)):
            text = " ".join(dice.choice(told, SENTENCES))
            genre = ", ".join(dice.choice(GENRES, dice.integers(1, 4), replace=False))
            film = Movie(title=f"Film {number}", year=1950 + number % 70, genre=genre, description=text)
            if vectors is not None:
                film.emb, film.emb_model = vectors[number - first].tobytes(), model_id
                film.emb_digest, film.emb_at = text_digest(movie_text(film)), timezone.now()
            films.append(film)
        with transaction.atomic(), written_together() as written:
            Movie.objects.bulk_create(films)
            _credit(films, count, dice)
            written |= {film.pk for film in films}


def _credit(films: list[Any], count: int, dice: np.random.Generator) -> None:
    """A director and two actors for each film, of half as many people as there are films."""
    from movie.models import Credit, Person

    if not Person.objects.exists():
        names = (f"{chr(65 + number % 26)}na Person{number}" for number in range(count // 2 + 1))
        Person.objects.bulk_create(Person(name=name) for name in names)
    people = list(Person.objects.values_list("pk", flat=True))
    roles = (Credit.Role.DIRECTOR, Credit.Role.ACTOR, Credit.Role.ACTOR)
    Credit.objects.bulk_create(
        Credit(movie=film, person_id=int(person), role=role)
        for film in films
        for role, person in zip(roles, dice.choice(people, 3, replace=False), strict=True)
    )


def sentences(language: str = "en") -> list[str]:
    """The sentences of the sample's films."""
    from movie.sample import sample_file

    films = json.loads(sample_file(language).read_text(encoding="utf-8"))
    return [f"{sentence.strip(' .')}." for film in films for sentence in film["description"].split(". ")]


class Timing(NamedTuple):
    """Milliseconds that an action takes: at best, and mostly."""

    least: float
    median: float


def in_turn(runs: int, *actions: Callable[[], object]) -> list[Timing]:
    """The times of several actions, each run once uncounted and then in turn with the others.

    So a machine that is busy for a while slows all of them, and the caches are warm for none. What
    they take at best is what to compare where others work on the same machine.
    """
    times: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    for _ in range(runs):
        for action, taken in zip(actions, times, strict=True):
            begin = time.perf_counter()
            action()
            taken.append((time.perf_counter() - begin) * 1000)
    return [Timing(min(taken), median(taken)) for taken in times]


def megabytes() -> float:
    """The largest memory that this process has had."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
