"""Which stored film a row means, where ids, titles and years do not all agree."""

import json
import sqlite3
from contextlib import closing

import pytest

from movie.embedding.store import store
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.models import Movie
from movie.text import movie_text
from tests.fakes import unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path):
    def take(*films):
        path = tmp_path / "films.json"
        path.write_text(json.dumps(films), encoding="utf-8")
        return import_films(recognise(path))

    return take


@pytest.mark.parametrize("title", ["None", "NULL", "N/A"])
def test_film_called_nothing_is_a_film(take, title):
    assert take({"title": title, "year": 2020}).created == 1
    assert Movie.objects.get().title == title


def test_refused_id_finds_the_film_that_has_it_and_no_other(take):
    take({"title": "Alien", "tmdb_id": 1}, {"title": "Brazil", "tmdb_id": 2, "imdb_id": "tt0000002"})
    take({"title": "Alien", "tmdb_id": 1, "imdb_id": "tt0000002", "genre": "Horror"})
    take({"title": "Brazil", "imdb_id": "tt0000002", "genre": "Satire"})
    assert dict(Movie.objects.values_list("title", "genre")) == {"Alien": "Horror", "Brazil": "Satire"}


def test_one_imdb_id_with_two_tmdb_ids_overwrites_nothing_and_is_told(take):
    take({"title": "Alien", "year": 1979, "tmdb_id": 1, "imdb_id": "tt0000001"})
    report = take({"title": "Brazil", "year": 1985, "tmdb_id": 2, "imdb_id": "tt0000001"})
    assert (report.created, report.left_out) == (1, [(1, "Brazil: its imdb_id belongs to another film")])
    report = take({"title": "Alien", "year": 1979, "tmdb_id": 3, "imdb_id": "tt0000001", "genre": "Horror"})
    assert (report.updated, report.left_out[0][1]) == (1, "Alien: its tmdb_id is not the stored one, 1")
    assert sorted(Movie.objects.values_list("title", "tmdb_id", "imdb_id")) == [
        ("Alien", 1, "tt0000001"),
        ("Brazil", 2, None),
    ]


def test_year_missing_on_either_side_means_the_only_film_of_that_title(take):
    take({"title": "Alien", "year": 1979}, {"title": "Brazil"})
    report = take({"title": "Alien", "genre": "Horror"}, {"title": "Brazil", "year": 1985})
    assert (report.created, report.updated) == (0, 2)
    assert sorted(Movie.objects.values_list("title", "year")) == [("Alien", 1979), ("Brazil", 1985)]


def test_year_missing_is_no_guess_among_several_films(take):
    take({"title": "Nosferatu", "year": 1922}, {"title": "Nosferatu", "year": 1979})
    assert take({"title": "Nosferatu", "genre": "Horror"}).created == 1
    assert not Movie.objects.filter(year__isnull=False, genre="Horror").exists()


def test_stale_vector_of_this_projects_own_database_stays_there(make_movie, tmp_path):
    movies = [make_movie("Alien"), make_movie("Brazil")]
    for movie in movies:
        store(movie.pk, unit(1, 2, 3), "maker", movie_text(movie))
    Movie.objects.filter(title="Brazil").update(description="Rewritten.")
    path = tmp_path / "own.sqlite3"
    columns = ("id", "title", "description", "genre", "keywords", "emb", "emb_model", "emb_digest")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE movie_movie ({', '.join(columns)})")
        rows = list(Movie.objects.with_vectors().values_list(*columns))
        database.executemany(f"INSERT INTO movie_movie VALUES ({', '.join('?' * len(columns))})", rows)
    Movie.objects.all().delete()
    report = import_films(recognise(path))
    assert (report.created, report.vectors) == (2, 1)
    assert "another text" in report.left_out[0][1]
    assert Movie.objects.get(title="Brazil").emb is None
