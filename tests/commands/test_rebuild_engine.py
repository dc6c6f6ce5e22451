"""The command that makes the search engine's copy anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from movie.management.commands import rebuild_engine
from movie.models import Movie
from movie.search.engines import selection

pytestmark = pytest.mark.usefixtures("recording_embedder")


def said(*arguments: str) -> str:
    """What the command writes."""
    out = StringIO()
    call_command("rebuild_engine", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_films_are_counted_and_moods_that_are_not_there_are_told(make_movie):
    make_movie(vector=(1, 2, 3))
    told = said()
    assert "memory, films: 1 in" in told
    assert "no moods are embedded" in told


def test_check_tells_how_far_a_copy_is_behind(make_movie):
    make_movie(vector=(1, 2, 3))
    assert "memory, films: 1, changes behind: 0" in said("--check")


def test_copy_is_in_step_while_the_next_search_takes_over_what_is_behind(settings, monkeypatch, make_movie):
    monkeypatch.setattr(selection, "MOST_IN_MEMORY", -1)
    settings.SEARCH_ENGINES = {"default": settings.SEARCH_ENGINE_CHOICES["memory"]}
    film = make_movie(vector=(1, 2, 3))
    said()
    Movie.objects.filter(pk=film.pk).update(year=1999)
    assert "films: 1, changes behind: 1" in said("--check")
    monkeypatch.setattr(rebuild_engine, "MOST_AT_ONCE", 0)
    with pytest.raises(CommandError, match="not in step"):
        said("--check")


@pytest.mark.django_db
def test_empty_catalogue_is_no_failure():
    assert "no films are embedded" in said("--check")
    assert "no films are embedded" in said()


@pytest.mark.django_db
def test_engine_that_does_not_exist_is_told_with_those_that_do(settings):
    settings.SEARCH_ENGINES = {"default": {"BACKEND": "faiss"}}
    with pytest.raises(CommandError, match="memory, pgvector, milvus"):
        said()
