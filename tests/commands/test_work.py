"""`work` does what is due and says how it went."""

import pytest

from movie.database.locks import held
from movie.models import Movie

from .running import manage

pytestmark = pytest.mark.django_db


def test_films_are_made_ready_and_each_job_is_told(recording_embedder, make_movie):
    make_movie("Alien", genre="Horror")
    lines = manage("work").lines
    assert [line.split(":")[0] for line in lines] == ["embedding", "moods", "mood_embedding", "map"]
    assert Movie.objects.get().emb is not None
    assert manage("work").lines == []


def test_where_another_process_is_at_it_this_one_says_so_and_ends_well(make_movie):
    make_movie("Alien")
    with held("jobs"):
        done = manage("work")
    assert done.code == 0 and "Another process is at it already." in done.complaints


def test_failed_job_is_a_sentence_and_an_exit_code(make_movie, settings):
    settings.EMBEDDERS = {"default": {"BACKEND": "tests.fakes.FailingEmbedder"}}
    make_movie("Alien", genre="Horror")
    done = manage("work")
    assert done.code == 1 and "Traceback" not in done.complaints
