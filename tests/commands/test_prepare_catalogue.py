"""A fresh checkout becomes a site with films, moods and embeddings; the second start changes nothing."""

import json

import pytest

from movie.importing.readers.shipped import sample
from movie.management.commands import import_movies
from movie.models import MapPoint, Movie

from .running import manage


def state() -> list[tuple]:
    fields = ("pk", "title", "image", "emb", "emb_digest", "emb_at")
    return list(Movie.objects.order_by("pk").values_list(*fields))


@pytest.fixture(autouse=True)
def _small_sample(recording_embedder, db, monkeypatch, tmp_path):
    """A catalogue of two films in the place of the one that ships."""
    for language, title in {"en": "The Shark", "es": "El tiburón"}.items():
        texts = {"genre": "Drama", "keywords": "sea"}
        films = [
            {"title": title, "description": "Sea.", **texts},
            {"title": "B", "description": "C.", **texts},
        ]
        (tmp_path / f"movies.{language}.json").write_text(json.dumps(films), encoding="utf-8")
    names = [{"titles": [{"name": "Squalo", "language": "it"}]}, {"titles": []}]
    (tmp_path / "titles.json").write_text(json.dumps(names), encoding="utf-8")
    monkeypatch.setattr(import_movies, "sample", lambda language: sample(language, tmp_path))


def test_second_start_changes_nothing(recording_embedder):
    manage("prepare_catalogue", "--language", "es")
    first = state()
    batches = len(recording_embedder.batches)
    assert [row[1] for row in first] == ["El tiburón", "B"]
    assert manage("prepare_catalogue", "--language", "en").code == 0
    assert state() == first
    assert len(recording_embedder.batches) == batches


def test_empty_catalogue_becomes_the_sample_with_embeddings():
    manage("prepare_catalogue")
    assert set(Movie.objects.values_list("title", flat=True)) == {"The Shark", "B"}
    assert manage("check_embeddings").code == 0


def test_films_have_the_texts_of_both_languages_and_all_their_titles():
    manage("prepare_catalogue", "--language", "es")
    shark = Movie.objects.get(title="El tiburón")
    assert shark.in_language("en").title == "The Shark"
    assert [title.name for title in shark.titles.all()] == ["Squalo"]


def test_every_embedded_film_is_on_the_map_and_stays_there():
    manage("prepare_catalogue")
    points = list(MapPoint.objects.values())
    assert len(points) == 2
    manage("prepare_catalogue")
    assert list(MapPoint.objects.values()) == points


def test_films_of_ones_own_are_kept_and_no_sample_added(make_movie):
    make_movie("Mine")
    manage("prepare_catalogue")
    assert Movie.objects.get().title == "Mine"
    assert Movie.objects.get().emb is not None
