"""The workshops' older commands do what they did, and say their new names."""

import json

import pytest

from movie.management.commands import add_embeddings_db
from movie.management.commands.check_rec_sys import REQUEST
from movie.models import Movie

from ..openai_server import embed
from .running import manage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_embeddings_are_made_where_there_is_no_file(recording_embedder, make_movie):
    make_movie("Alien")
    done = manage("add_embeddings_db")
    assert done.code == 0 and "python manage.py movie_embeddings" in done.complaints
    assert "Embedding stored for: Alien" in done.output


@pytest.mark.parametrize("place", add_embeddings_db.PLACES)
def test_embeddings_are_taken_from_the_workshops_file_where_it_lies(settings, openai_embedder, place):
    folder = settings.BASE_DIR = settings.BASE_DIR / "project"
    (folder / "movie/management/commands").mkdir(parents=True)
    rows = [{"title": "Alien", "description": "A ship.", "embedding": embed("a ship").tolist()}]
    (folder / place / add_embeddings_db.FILE).write_text(json.dumps(rows))
    done = manage("add_embeddings_db")
    assert done.code == 0 and "import_movies" in done.complaints
    assert Movie.objects.get().emb is not None


def test_check_shows_what_is_stored(recording_embedder, make_movie):
    make_movie("Alien", [1, 0, 0])
    done = manage("check_embeddings_db", "--summary")
    assert "python manage.py check_embeddings" in done.complaints
    assert "films: 1" in done.output and "missing: 0" in done.output


def test_recommender_is_tried_with_the_workshops_request_or_ones_own(recording_embedder, make_movie):
    make_movie("Alien", [1, 0, 0])
    assert REQUEST in manage("check_rec_sys").complaints
    done = manage("check_rec_sys", "a ship", "--limit", "1")
    assert "a ship" in done.complaints and "Alien" in done.output
