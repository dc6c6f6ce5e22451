"""Which rows are one film: ids of a sure maker, or title and year, and nothing that speaks against it."""

import pytest

from movie.importing.deduplication import KnownMovies
from movie.importing.records import MovieRecord, Someone
from movie.importing.same_film import share_somebody
from movie.models import Movie

pytestmark = pytest.mark.django_db


def films():
    return sorted(Movie.objects.values_list("title", "year"))


def test_two_films_of_one_title_and_different_years_in_a_date_column_are_two(taken):
    taken("a.csv", "title,release_date,plot\nThe Dam,1921,A village is flooded.\nThe Dam,2011,A dam talks.\n")
    assert films() == [("The Dam", 1921), ("The Dam", 2011)]


def test_what_is_put_together_without_a_year_is_told(taken):
    report = taken("a.csv", "title,plot\nThe Dam,A village is flooded.\nThe Dam,A dam talks at night.\n")
    assert films() == [("The Dam", None)]
    told = "put together with the film of that title alone, as one of both has no year"
    assert report.values["", told] == 1


@pytest.mark.parametrize("name", ["idPelicula", "id", "movie_id", "Film ID"])
def test_ids_of_nobody_knows_whom_meet_no_tmdb_id(taken, name):
    taken("tmdb.json", [{"title": "Amber Room", "year": 1993, "tmdb_id": 5}])
    taken("own.csv", f"{name},titulo,lanzamiento\n5,La mina,1988\n6,El pozo,1991\n")
    assert films() == [("Amber Room", 1993), ("El pozo", 1991), ("La mina", 1988)]
    assert list(Movie.objects.exclude(tmdb_id=None).values_list("title", flat=True)) == ["Amber Room"]


def test_same_local_ids_again_are_the_same_films(taken):
    content = "id,title,year\n7,Salt,1999\n8,Salt,1999\n9,Sand,2001\n"
    assert taken("a.csv", content).created == 3  # two ids of one file are never one film
    again = taken("a.csv", content)
    assert (again.created, again.unchanged) == (0, 3)


@pytest.mark.parametrize(
    ("cell", "imdb_id"),
    [
        ("tt7000001", "tt7000001"),
        ("https://www.imdb.com/title/tt7000001/?ref_=x", "tt7000001"),
        ("7000001", None),
    ],
)
def test_ids_of_imdb_are_told_by_their_form(taken, stored, cell, imdb_id):
    taken("a.csv", f"FilmId,title,year\n{cell},Salt,1999\n")
    assert stored("Salt").imdb_id == imdb_id


def test_address_of_a_page_at_tmdb_or_imdb_holds_the_id(taken, stored):
    rows = "Salt,https://www.themoviedb.org/movie/77-salt\nSand,http://imdb.com/title/tt7000002/\n"
    taken("a.csv", f"title,url\n{rows}")
    assert (stored("Salt").tmdb_id, stored("Sand").imdb_id) == (77, "tt7000002")


CONFLICTS = [
    {"title": "Sand", "year": 2004},
    {"title": "Salt", "year": 1996},
    {"title": "Sand", "year": 1999, "director": ["Ben Ode"]},
]


@pytest.mark.parametrize("other", CONFLICTS, ids=["title and year", "year", "title and people"])
def test_id_that_meets_another_film_is_listed_and_not_applied(taken, stored, other):
    taken(
        "a.json", [{"title": "Salt", "year": 1999, "tmdb_id": 7, "director": ["Ana Ruiz"], "genre": "Drama"}]
    )
    report = taken("b.json", [{**other, "tmdb_id": 7, "genre": "Western"}])
    assert (report.conflicts, report.films, Movie.objects.count()) == (1, 0, 1)
    assert stored("Salt").genre == "Drama"
    assert "has the id 7 of another film, Salt (1999)" in report.told["not applied"][0]


AGREEING = [
    {"title": "Sal", "year": 1999},
    {"title": "Sal", "year": 2000, "director": ["Ruiz, Ana"]},
    {"title": "Salt", "year": 1998, "director": ["Ben Ode"]},
]


@pytest.mark.parametrize("other", AGREEING)
def test_title_in_another_language_or_a_year_beside_is_no_conflict(taken, other):
    taken("a.json", [{"title": "Salt", "year": 1999, "tmdb_id": 7, "director": ["Ana Ruiz"]}])
    assert taken("b.json", [{**other, "tmdb_id": 7, "genre": "Western"}]).conflicts == 0
    assert Movie.objects.get().genre == "Western"


def test_two_films_of_one_title_and_year_are_told_apart_by_who_directed_them(taken):
    taken("a.json", [{"title": "Marea", "year": 2017, "director": ["Ana Ruiz"]}])
    report = taken("b.json", [{"title": "Márea", "year": 2017, "director": ["Leo Park"]}])
    assert (report.created, Movie.objects.count()) == (1, 2)
    report = taken("c.json", [{"title": "marea", "year": 2017, "director": ["Ruiz, Ana"], "genre": "Drama"}])
    assert (report.updated, report.created) == (1, 0)


@pytest.mark.parametrize(("minutes", "created"), [(12, 1), (95, 0), (130, 0)])
def test_short_film_of_the_same_title_and_year_is_another(taken, minutes, created):
    taken("a.json", [{"title": "Marea", "year": 2017, "runtime": 105}])
    assert taken("b.json", [{"title": "Marea", "year": 2017, "runtime": minutes}]).created == created


def test_films_of_one_batch_are_told_apart_before_any_of_them_is_written(taken):
    rows = [{"title": "Marea", "year": 2017, "director": [name]} for name in ("Ana Ruiz", "Leo Park")]
    assert taken("a.json", rows).created == 2


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        (["paco plaza"], ["plaza, paco"], True),
        (["the wachowskis"], ["lana wachowski", "lilly wachowski"], True),
        (["j. smith"], ["john smith"], True),
        (["ana ruiz"], ["leo park"], False),
        (["ana ruiz"], ["ana lopez"], False),
        (["黒澤明"], ["akira kurosawa"], True),  # other letters: nobody can tell
    ],
)
def test_people_are_the_same_however_they_are_written(mine, theirs, same):
    assert share_somebody(mine, theirs) is same


def test_conflict_needs_a_title_and_an_id():
    known = KnownMovies()
    slot = known.add(MovieRecord("Salt", year=1999, tmdb_id=7, directors=[Someone("Ana Ruiz")]))
    assert not known.conflicts(MovieRecord("", tmdb_id=7, year=1950), slot)
    assert not known.conflicts(MovieRecord("Salt", year=1950), slot)
    assert known.conflicts(MovieRecord("Salt", tmdb_id=7, year=1950), slot)


LOCAL = {
    "cast": "id,cast,crew\n7,Eva Luz,Ana Ruiz\n",
    "keywords": "id,keywords\n7,lonely island\n",
    "credits": "movie_id,title,cast,crew\n7,Mine,Eva Luz,Ana Ruiz\n",
}


@pytest.mark.parametrize("name", LOCAL)
def test_columns_that_a_known_data_set_has_are_its_own_only_where_the_cells_are(taken, name):
    taken("tmdb.json", [{"title": "Salt", "year": 1999, "tmdb_id": 7}])
    taken(f"{name}.csv", LOCAL[name]) if name == "credits" else None
    if name != "credits":
        with pytest.raises(Exception, match="no column that could be a title"):
            taken(f"{name}.csv", LOCAL[name])
    movie = Movie.objects.get(tmdb_id=7)
    assert (movie.keywords, movie.directors, movie.actors) == ("", [], [])
