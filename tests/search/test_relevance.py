"""The offline embedder finds what people describe in the sample catalogue, in either language."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from movie.search.index import forget_indexes
from movie.search.ranking import search

PROMPTS = Path(__file__).parents[1] / "prompts"
LANGUAGES = ("en", "es")
NOT_FOUND = 1000


def ranks(language: str) -> list[int]:
    """For each prompt of a language, where the first film that is right for it stands, from 1."""
    found = []
    for line in (PROMPTS / f"prompts.{language}.jsonl").read_text(encoding="utf-8").splitlines():
        prompt = json.loads(line)
        films = [match.movie.tmdb_id for match in search(prompt["query"], k=10)]
        right = [place for place, film in enumerate(films, 1) if film in prompt["relevant"]]
        found.append(min(right, default=NOT_FOUND))
    return found


def share(places: list[int], within: int) -> float:
    """How many of the prompts have a right film among the first `within`."""
    return sum(place <= within for place in places) / len(places)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request, django_db_setup, django_db_blocker) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """The language of the catalogue, and the ranks for prompts of each language; made once for the file."""
    quiet = {"stdout": StringIO(), "stderr": StringIO(), "verbosity": 0}
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_movies", sample=True, language=request.param, **quiet)
        call_command("movie_embeddings", **quiet)
        forget_indexes()
        yield request.param, {language: ranks(language) for language in LANGUAGES}
        transaction.set_rollback(True)
    forget_indexes()


def test_prompt_in_the_catalogues_language_finds_its_film(catalogue):
    language, found = catalogue
    assert share(found[language], within=1) >= 0.85
    assert share(found[language], within=3) >= 0.95


def test_prompt_in_the_other_language_finds_its_film(catalogue):
    language, found = catalogue
    (other,) = set(LANGUAGES) - {language}
    assert share(found[other], within=1) >= 0.7
