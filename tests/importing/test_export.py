"""What is exported can be imported again without loss, and a file is replaced whole or not at all."""

import csv
import json
import resource
from contextlib import contextmanager
from datetime import date

import numpy as np
import pytest

from movie.embedding.store import store
from movie.errors import CatalogueError
from movie.importing.export import export_films
from movie.importing.people import store_people
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.importing.records import MovieRecord, Someone
from movie.models import Credit, Mood, Movie, Person
from movie.moods.store import store_mood
from movie.text import movie_text
from movie.vectors import from_bytes
from tests.fakes import unit

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("name", ["films.json", "films.csv", "films.jsonl"])
VECTOR = unit(*np.random.default_rng(5).normal(size=24))
MOOD = ("movie__title", "emotions", "emojis", "source", "text_digest")
PROVENANCE = ("id", "emb", "emb_at")


def who(*names):
    """People without ids."""
    return [Someone(name) for name in names]


@pytest.fixture
def catalogue(make_movie):
    """Films with all that a file format can stumble over."""
    odd = make_movie(
        "Commas, “quotes” \"straight\" and 'single'",
        description='New\nlines,\r\ncommas; tabs\t, a "quoted" word, 🎬👩‍🚀 and ñandú.\n\nThe end',
        genre="Drama, Ciencia ficción",
        keywords="cat, [brackets], ünïcode",
        url="https://example.org/?a=1,2&b=3",
        year=1999,
        release_date=date(1999, 3, 31),
        runtime=136,
        vote_average=7.123456789,
        vote_count=0,
        popularity=0.1 + 0.2,
        budget=2**40,
        revenue=1,
        tmdb_id=603,
        imdb_id="tt0133093",
    )
    store(odd.pk, VECTOR, "maker", movie_text(odd))
    plain = make_movie("[REC]", description="")
    store_people(
        [
            (
                odd.pk,
                MovieRecord(
                    "", directors=who("Downey, Jr."), actors=who("Zoë “Zo” Day", "Downey, Jr.", "Åsa")
                ),
            ),
            (plain.pk, MovieRecord("", actors=who("Åsa"))),
        ]
    )
    store_mood(odd.pk, ["joy", "miedo"], "🎬👩‍🚀", Mood.Source.MODEL, "1:digest")
    return odd, plain


def everything():
    """All that is stored of every film but its id, the time and the bytes of its vector."""
    films = Movie.objects.order_by("pk")
    values = [
        {name: value for name, value in row.items() if name not in PROVENANCE} for row in films.values()
    ]
    people = [[(credit.role, credit.person.name) for credit in film.credits.all()] for film in films]
    moods = list(Mood.objects.order_by("movie__title").values_list(*MOOD))
    return values, people, moods


def forget_all():
    """Empty the catalogue."""
    Movie.objects.all().delete()
    Person.objects.all().delete()


@FORMATS
def test_round_trip_into_an_empty_catalogue_loses_nothing(catalogue, tmp_path, name):
    before = everything()
    assert export_films(tmp_path / name, with_embeddings=True) == 2
    forget_all()
    report = import_films(recognise(tmp_path / name))
    assert (report.created, report.rejected, report.left_out, report.vectors) == (2, [], [], 1)
    assert everything() == before


@FORMATS
def test_vectors_survive_the_round_trip(catalogue, tmp_path, name):
    export_films(tmp_path / name, with_embeddings=True)
    forget_all()
    import_films(recognise(tmp_path / name))
    first, second = Movie.objects.with_vectors().order_by("pk")
    assert np.allclose(from_bytes(first.emb), VECTOR, atol=1e-7)
    assert (first.emb_model, first.text_changed, second.emb) == ("maker", False, None)


@FORMATS
def test_import_of_what_was_just_exported_changes_nothing(catalogue, tmp_path, name):
    before = everything(), list(Credit.objects.values()), list(Movie.objects.values("emb", "emb_at"))
    export_films(tmp_path / name, with_embeddings=True)
    report = import_films(recognise(tmp_path / name))
    assert (report.unchanged, report.rows, report.vectors) == (2, 2, 0)
    assert (
        everything(),
        list(Credit.objects.values()),
        list(Movie.objects.values("emb", "emb_at")),
    ) == before


@FORMATS
def test_stale_embedding_does_not_become_fresh_by_a_round_trip(catalogue, tmp_path, name):
    Movie.objects.filter(tmdb_id=603).update(description="Rewritten.")
    export_films(tmp_path / name, with_embeddings=True)
    assert import_films(recognise(tmp_path / name)).vectors == 0
    assert Movie.objects.get(tmdb_id=603).text_changed


@FORMATS
def test_embeddings_stay_at_home_unless_asked_for(catalogue, tmp_path, name):
    export_films(tmp_path / name)
    assert "embedding" not in (tmp_path / name).read_text()
    assert all("embedding" not in row.cells for row in recognise(tmp_path / name).rows())


def test_corrupt_embedding_is_left_out_and_the_film_is_written(catalogue, tmp_path):
    Movie.objects.filter(tmdb_id=603).update(emb=b"abc")
    assert export_films(tmp_path / "films.json", with_embeddings=True) == 2
    assert all("embedding" not in film for film in json.loads((tmp_path / "films.json").read_text()))


def test_json_is_read_by_json_and_csv_by_csv(catalogue, tmp_path):
    export_films(tmp_path / "films.json")
    export_films(tmp_path / "FILMS.CSV")
    films = json.loads((tmp_path / "films.json").read_text(encoding="utf-8"))
    with (tmp_path / "FILMS.CSV").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = [movie.title for movie in catalogue]
    assert [film["title"] for film in films] == [row["title"] for row in rows] == titles
    assert rows[0]["description"] == films[0]["description"] == catalogue[0].description


@FORMATS
def test_empty_catalogue_makes_a_file_that_can_be_imported(tmp_path, name):
    assert export_films(tmp_path / name) == 0
    assert import_films(recognise(tmp_path / name)).rows == 0


@pytest.mark.parametrize("name", ["films.xlsx", "films", "films.json.bak"])
def test_unknown_suffix_is_refused_and_nothing_is_written(catalogue, tmp_path, name):
    with pytest.raises(CatalogueError, match=r"use one of: \.json, \.csv"):
        export_films(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def full_disk(size):
    """Files can grow to this many bytes and no further."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@FORMATS
def test_export_that_fails_halfway_leaves_the_old_file_and_no_draft(catalogue, tmp_path, name):
    (tmp_path / name).write_text("the old one")
    Movie.objects.update(description="A long story. " * 10_000)
    with full_disk(200_000), pytest.raises(CatalogueError, match="cannot be written: File too large"):
        export_films(tmp_path / name)
    assert (tmp_path / name).read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_place_where_nothing_can_be_written_is_refused(catalogue, tmp_path):
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "folder.json", tmp_path / "none" / "films.json", tmp_path / "file" / "films.csv"):
        with pytest.raises(CatalogueError, match="cannot be written"):
            export_films(path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.json"]


def test_number_of_queries_is_the_same_for_two_films_and_for_twenty(
    catalogue, make_movie, tmp_path, django_assert_num_queries
):
    for expected in (2, 20):
        with django_assert_num_queries(6):
            assert export_films(tmp_path / "films.json") == expected
        for number in range(18):
            make_movie(f"Film {number}")


@FORMATS
@pytest.mark.parametrize("source", Mood.Source.values)
def test_mood_of_every_source_survives_the_round_trip(make_movie, tmp_path, name, source):
    film = make_movie("Alien", description="A ship.")
    store_mood(film.pk, ["fear", "awe"], "👽🚀", source, "1:digest")
    export_films(tmp_path / name)
    before = everything()
    forget_all()
    assert import_films(recognise(tmp_path / name)).left_out == []
    assert everything() == before


def test_unknown_source_in_a_file_is_left_out_and_the_mood_is_imported(tmp_path, db):
    path = tmp_path / "films.csv"
    path.write_text("title,emotions,mood_source\nAlien,fear,oracle\n", encoding="utf-8")
    report = import_films(recognise(path))
    assert Mood.objects.get().source == Mood.Source.IMPORTED
    assert list(report.values) == [("mood_source", "left out: no mood source could be read")]


@pytest.mark.parametrize("title", ["=1+1", "-30-", "+1", "@Home", "'=1", "''-", "'71", "\t=x"])
def test_what_spreadsheets_take_for_formulas_is_marked_in_csv_and_comes_back(title, make_movie, tmp_path):
    make_movie(title, description=title)
    path = tmp_path / "films.csv"
    export_films(path)
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in list(csv.reader(file))[1:] for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t")]
    Movie.objects.all().delete()
    import_films(recognise(path))
    assert [(movie.title, movie.description) for movie in Movie.objects.all()] == [
        (title.strip(), title.strip())
    ]
