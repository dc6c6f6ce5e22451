"""What one viewer watched, rated or noted is theirs: it never becomes the film's."""

import pytest

from movie.importing.detection import plan
from movie.importing.readers import recognise
from movie.models import Movie

pytestmark = pytest.mark.django_db

FILES = {
    "stars of a diary": (
        "Title,Year,Directors,Rating,WatchedDate\nSalt,1999,Ana Ruiz,4,2020-08-28\n",
        "Rating",
    ),
    "own rating beside everybody's": (
        "Const,Your Rating,Date Rated,Title,Year,IMDb Rating\ntt7000001,9,2020-01-02,Salt,1999,8.1\n",
        "Your Rating",
    ),
    "Spanish": ("Título,Año,Mi nota,Fecha vista\nSalt,1999,8,2020-01-01\n", "Mi nota"),
    "German": ("Titel,Jahr,Meine Bewertung,Gesehen am\nSalt,1999,8,2020-01-01\n", "Meine Bewertung"),
    "by the day alone": ("Movie,Year,My Rating,Date Seen\nSalt,1999,8,2020-01-01\n", "Date Seen"),
    "with tags": (
        "Title,Year,Rating10,WatchedDate,Review,Tags\nSalt,1999,8,2020-01-01,Loved it,mine\n",
        "Tags",
    ),
}


@pytest.mark.parametrize(("content", "column"), FILES.values(), ids=FILES)
def test_columns_of_one_viewer_are_left_and_told(taken, written, stored, content, column):
    taken("a.csv", content)
    movie = stored("Salt")
    assert (movie.year, movie.release_date, movie.keywords) == (1999, None, "")
    assert movie.vote_average in (None, 8.1)
    assert column in plan(recognise(written("a.csv", content))).header.viewers


def test_only_date_in_a_file_of_one_viewer_is_when_it_was_seen(taken):
    taken("a.csv", "Movie,My Rating,When\nSalt,9,2023-01-01\nSand,8,2021-02-01\n")
    assert set(Movie.objects.values_list("year", "release_date")) == {(None, None)}


def test_column_of_films_that_were_watched_names_films(taken):
    assert taken("a.csv", "Films watched,Director\nSalt Road,Ana Ruiz\nThe Sand,Leo Sanz\n").created == 2


def test_trailers_that_somebody_watched_are_no_films(taken):
    header = "Title,Start Time,Duration,Supplemental Video Type,Bookmark"
    rows = "Salt,2023-01-01,01:32:10,,01:32:10\nSalt_hook_16x9,2023-01-01,00:00:30,HOOK,00:00:30\n"
    assert (taken("a.csv", f"{header}\n{rows}").shows, Movie.objects.get().title) == (1, "Salt")


def test_history_of_what_was_watched_has_no_dates_of_films_and_no_episodes(taken):
    content = 'Title,Date\n"Salt","4/9/21"\n"Sand","12/30/20"\n"The Shift: Season 1: Pilot","10/21/20"\n'
    report = taken("a.csv", content)
    assert report.shows == 1
    assert sorted(Movie.objects.values_list("title", "year", "release_date")) == [
        ("Salt", None, None),
        ("Sand", None, None),
    ]


def test_date_of_a_catalogue_is_that_of_the_film(taken, stored):
    taken("a.csv", "title,date,genre\nSalt,1999-05-06,Drama\n")
    assert str(stored("Salt").release_date) == "1999-05-06"


def test_description_in_a_file_of_one_viewer_is_the_films_where_it_stands_beside_most(taken, stored):
    taken("a.csv", "title,watched,description\nSalt,yes,Two brothers walk across the salt.\n")
    assert stored("Salt").description == "Two brothers walk across the salt."


def test_file_of_one_viewer_only_fills_gaps(taken, stored):
    taken(
        "a.json",
        [{"title": "Salt", "year": 1999, "url": "https://example.org/salt", "director": ["Ana Ruiz"]}],
    )
    taken(
        "watched.csv",
        "Date,Name,Year,Letterboxd URI,Director,Genre\n2023-09-02,Salt,1999,https://boxd.it/a,Ana R.,Drama\n",
    )
    movie = stored("Salt")
    assert (movie.url, movie.genre) == ("https://example.org/salt", "Drama")
    assert [one.name for one in movie.directors] == ["Ana Ruiz"]


VOTES = [
    ({"vote_average": 1.0}, (8.0, 5000)),
    ({"vote_average": 1.0, "vote_count": 1}, (8.0, 5000)),
    ({"vote_average": 7.9, "vote_count": 5100}, (7.9, 5100)),
    ({"vote_average": 7.5, "vote_count": 900}, (7.5, 900)),
]


@pytest.mark.parametrize(("comes", "stays"), VOTES)
def test_vote_of_many_is_not_given_up_for_that_of_one(taken, stored, comes, stays):
    taken("a.json", [{"title": "Salt", "year": 1999, "vote_average": 8.0, "vote_count": 5000}])
    taken("b.json", [{"title": "Salt", "year": 1999, **comes}])
    assert (stored("Salt").vote_average, stored("Salt").vote_count) == stays


def test_vote_without_a_count_is_kept_where_there_is_none(taken, stored):
    taken("a.json", [{"title": "Salt", "year": 1999, "vote_average": 8.0}])
    taken("b.json", [{"title": "Salt", "year": 1999, "vote_average": 7.0}])
    assert stored("Salt").vote_average == 7.0
