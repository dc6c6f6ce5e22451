"""Files in the shapes of public catalogues, each as its makers write it, with films that nobody has made."""

import json
from pathlib import Path

import pytest

from movie.importing.detection import plan
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise, sources_in
from movie.models import Movie

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "catalogues"
FILMS = {
    "imdb_top_1000.csv": {("The Lamp Keeper", 1994), ("Salt Harbor", None), ("Paper Trains", 2008)},
    "letterboxd_list.csv": {("Salt Harbor", 1972), ("Paper Trains", 2008), ("Amélie at Sea", 2001)},
    "rotten_tomatoes_movies.csv": {("The Lamp Keeper", 2010), ("Salt Harbor", 2010), ("Paper Trains", 1979)},
    "filmaffinity.csv": {("El faro compartido", 1994), ("Trenes de papel", 2008)},
    "wikidata.json": {("The Lamp Keeper", 1994), ("Trenes de papel", 2008)},
    "trakt_list.json": {("The Lamp Keeper", 1994), ("Paper Trains", 2008)},
    "kodi.csv": {("Trenes de papel", 2008), ("El faro compartido", 1994)},
    "movielens.csv": {
        ("Paper Trains", 1995),
        ("The Lamp Keeper", 1994),
        ("The City of Salt", 1995),
        ('Babble: The "Lost" Tape', 1999),
    },
    "netflix_titles.csv": {("Dick Sea Is Dead", 2020), ("Louis at Sea 2017", 2017)},
    "videoclub.csv": {("El faro compartido", 1994), ("Trenes de papel", 2008), ("LA CAJA DE SAL", 1972)},
}


def imported(name):
    return import_films(*sources_in(FOLDER / name))


def named(movie, role):
    return [person.name for person in getattr(movie, role)]


@pytest.mark.parametrize("name", FILMS)
def test_films_of_each_catalogue_are_stored_with_their_years(name):
    report = imported(name)
    assert set(Movie.objects.values_list("title", "year")) == FILMS[name]
    assert report.created == len(FILMS[name]) and not report.conflicts


def test_every_catalogue_is_tried():
    assert {path.name for path in FOLDER.iterdir()} == FILMS.keys()


def test_people_between_slashes_and_an_and_are_several(stored):
    imported("videoclub.csv")
    assert named(stored("Trenes de papel"), "directors") == ["Nol Chris", "Jon Nol"]
    assert named(stored("Trenes de papel"), "actors") == ["Chris Bale", "Hea Led"]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Ana Ruiz and Leo Sanz, Mia Rey", ["Ana Ruiz", "Leo Sanz", "Mia Rey"]),
        ("Santiago Ramón y Cajal, Ana Ruiz", ["Santiago Ramón y Cajal", "Ana Ruiz"]),
        ("Tom & Jerry", ["Tom & Jerry"]),
        ("AC/DC", ["AC/DC"]),
    ],
)
def test_name_with_an_and_in_it_stays_one(taken, stored, cell, people):
    taken("a.json", [{"title": "Salt", "director": cell}])
    assert named(stored("Salt"), "directors") == people


def test_points_between_genres_part_them(stored):
    imported("filmaffinity.csv")
    assert stored("El faro compartido").genre == "Drama, Amistad, Cárcel"
    assert stored("Trenes de papel").vote_average is None


def test_dashes_say_nothing_and_are_no_fault():
    report = imported("filmaffinity.csv")
    assert not [done for column, done in report.values if column == "nota"]


def test_rating_beside_a_count_of_votes_is_the_public_s(stored):
    imported("kodi.csv")
    assert (stored("Trenes de papel").vote_average, stored("Trenes de papel").vote_count) == (8.4, 2303232)
    assert "userrating" in plan(recognise(FOLDER / "kodi.csv")).header.viewers


def test_rating_beside_a_public_one_stays_the_viewer_s(taken, stored):
    taken("a.csv", "title,year,rating,imdb_rating,imdb_votes,watched_date\nSalt,1999,2,7.9,900,2020-01-02\n")
    assert stored("Salt").vote_average == 7.9


def test_only_column_of_dates_is_when_films_came_out(taken, stored):
    assert plan(recognise(FOLDER / "wikidata.json")).header.guessed["pubdate"] == 50
    rows = "".join(f"F{number},20{number:02}-03-04\n" for number in range(12))
    taken("a.csv", f"title,xyz\n{rows}")
    assert stored("F7").year == 2007


def test_days_on_which_a_file_was_made_are_no_release_dates(taken, stored):
    rows = "".join(f"F{number},2021-03-{number + 1:02}\n" for number in range(12))
    taken("a.csv", f"title,xyz\n{rows}")
    assert stored("F7").year is None


def test_number_of_an_entity_without_a_label_is_no_title(taken):
    assert imported("wikidata.json").rejections == 1
    assert taken("a.csv", "title,year\nQ1003,2009\n").created == 1


def test_sums_of_a_shop_are_none_of_the_film(stored):
    imported("videoclub.csv")
    film = stored("Trenes de papel")
    assert (film.budget, film.revenue, film.release_date) == (None, None, None)


def test_series_of_a_list_are_told():
    shows = {name: imported(name).shows for name in ("trakt_list.json", "netflix_titles.csv")}
    assert shows == {"trakt_list.json": 1, "netflix_titles.csv": 1}
    assert json.loads((FOLDER / "trakt_list.json").read_text())[1]["type"] == "show"
