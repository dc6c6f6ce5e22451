"""Databases whose films have people and genres in tables of their own."""

import sqlite3

import pytest

from movie.importing.pipeline import import_films
from movie.importing.readers import sources_in
from movie.models import Movie

pytestmark = pytest.mark.django_db
FILMS = "CREATE TABLE films (id INTEGER PRIMARY KEY, title TEXT, year INTEGER{more});"
SAID = "INSERT INTO films (id, title, year) VALUES (1, 'Sand', 1999), (2, 'Salt', 2001);"
BY_ROLE = """
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO people VALUES (1, 'Eva Salas'), (2, 'Tom Ford'), (3, 'Ana Gil');
CREATE TABLE credits (film_id INTEGER REFERENCES films, person_id INTEGER REFERENCES people,
    role TEXT, ord INTEGER);
INSERT INTO credits VALUES (1, 3, 'actor', 2), (1, 2, 'actor', 1),
    (1, 1, 'director', 1), (2, 1, 'producer', 1);
CREATE TABLE genres (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO genres VALUES (1, 'Drama'), (2, 'War');
CREATE TABLE film_genres (film_id INTEGER, genre_id INTEGER);
INSERT INTO film_genres VALUES (1, 1), (1, 2), (2, 1);
"""
BY_TABLE = """
CREATE TABLE person (person_id INTEGER PRIMARY KEY, full_name TEXT);
INSERT INTO person VALUES (1, 'Eva Salas'), (2, 'Tom Ford'), (3, 'Ana Gil');
CREATE TABLE film_directors (film_id INTEGER, person_id INTEGER);
INSERT INTO film_directors VALUES (1, 1);
CREATE TABLE film_cast (film_id INTEGER, person_id INTEGER);
INSERT INTO film_cast VALUES (1, 2), (1, 3);
CREATE TABLE film_genre (film_id INTEGER, genre TEXT);
INSERT INTO film_genre VALUES (1, 'Drama'), (1, 'War'), (2, 'Drama');
"""


def imported(path, script):
    database = sqlite3.connect(path)
    database.executescript(script)
    database.close()
    return import_films(*sources_in(path))


@pytest.mark.parametrize("others", [BY_ROLE, BY_TABLE])
def test_people_and_genres_come_from_the_tables_beside_the_films(tmp_path, stored, others):
    imported(tmp_path / "a.sqlite3", FILMS.format(more="") + SAID + others)
    film = stored("Sand")
    people = [(one.role, one.person.name) for one in film.credits.order_by("role", "position")]
    assert people == [("actor", "Tom Ford"), ("actor", "Ana Gil"), ("director", "Eva Salas")]
    assert (film.genre, stored("Salt").genre) == ("Drama, War", "Drama")
    assert not stored("Salt").credits.exists()


def test_number_in_the_films_own_table_is_read_as_what_it_stands_for(tmp_path, stored):
    more = ", director_id INTEGER REFERENCES directors"
    others = "CREATE TABLE directors (id INTEGER PRIMARY KEY, name TEXT);"
    others += "INSERT INTO directors VALUES (7, 'Eva Salas');"
    imported(tmp_path / "a.db", FILMS.format(more=more) + SAID + others + "UPDATE films SET director_id = 7;")
    assert [one.person.name for one in stored("Salt").credits.all()] == ["Eva Salas"]


def test_name_in_two_columns_is_one_name(tmp_path, stored):
    people = BY_TABLE.replace("full_name TEXT", "first_name TEXT, last_name TEXT")
    for name in ("Eva Salas", "Tom Ford", "Ana Gil"):
        people = people.replace(f"'{name}'", ", ".join(f"'{part}'" for part in name.split()))
    imported(tmp_path / "a.sqlite3", FILMS.format(more="") + SAID + people)
    assert [one.name for one in stored("Sand").actors] == ["Tom Ford", "Ana Gil"]


def test_people_are_found_in_a_database_with_spanish_names(tmp_path, stored):
    imported(
        tmp_path / "a.db",
        """
        CREATE TABLE directores (id_director INTEGER PRIMARY KEY, nombre TEXT, apellidos TEXT);
        INSERT INTO directores VALUES (7, 'Eva', 'Salas');
        CREATE TABLE peliculas (id_pelicula INTEGER PRIMARY KEY, titulo TEXT, anio INTEGER,
            id_director INTEGER);
        INSERT INTO peliculas VALUES (1, 'Sal', 1999, 7);
        CREATE TABLE actores (id_actor INTEGER PRIMARY KEY, nombre_completo TEXT);
        INSERT INTO actores VALUES (3, 'Ana Gil');
        CREATE TABLE reparto (id_pelicula INTEGER, id_actor INTEGER);
        INSERT INTO reparto VALUES (1, 3);
        """,
    )
    assert [one.name for one in (*stored("Sal").directors, *stored("Sal").actors)] == ["Eva Salas", "Ana Gil"]


def test_tables_refer_by_the_names_of_their_own_ids_and_jobs_stand_in_a_list(tmp_path):
    path = tmp_path / "archive.db"
    imported(
        path,
        """
        CREATE TABLE film (film_nr INTEGER PRIMARY KEY, haupttitel TEXT, jahr INTEGER);
        INSERT INTO film VALUES (1, 'Sand', 1999), (2, 'Salz', 2001);
        CREATE TABLE person (person_nr INTEGER PRIMARY KEY, vorname TEXT, nachname TEXT);
        INSERT INTO person VALUES (1, 'Eva', 'Salas'), (2, 'Tom', 'Ford');
        CREATE TABLE funktion (kuerzel TEXT PRIMARY KEY, bezeichnung TEXT);
        INSERT INTO funktion VALUES ('R', 'Regie'), ('D', 'Darsteller'), ('K', 'Kamera');
        CREATE TABLE mitwirkung (film_nr INTEGER, person_nr INTEGER, kuerzel TEXT);
        INSERT INTO mitwirkung VALUES (1, 1, 'R'), (1, 2, 'D'), (2, 2, 'R'), (2, 1, 'K');
        """,
    )
    told = {
        film.title: [(one.role, one.person.name) for one in film.credits.order_by("role")]
        for film in Movie.objects.all()
    }
    assert told == {
        "Sand": [("actor", "Tom Ford"), ("director", "Eva Salas")],
        "Salz": [("director", "Tom Ford")],
    }
