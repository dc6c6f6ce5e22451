"""The certain part of a value is kept, what cannot be true is told, and a part never stands for the whole."""

from datetime import date

import pytest

from movie.importing import amounts, dates
from movie.importing.detection import plan
from movie.importing.printed import plan_lines
from movie.importing.readers import recognise
from movie.models import Movie

pytestmark = pytest.mark.django_db

DATES = [
    ("1957", (1957, None)),
    ("1957-00-00", (1957, None)),
    ("1957-06-00", (1957, None)),
    ("1957-06", (1957, None)),
    ("06/1957", (1957, None)),
    ("junio de 1957", (1957, None)),
    ("June 1957", (1957, None)),
    ("c. 1957", (1957, None)),
    ("??/??/1957", (1957, None)),
    ("1957-??-??", (1957, None)),
    ("1957?", (1957, None)),
    ("(1957)", (1957, None)),
    ("1957 (Italy)", (1957, None)),
    ("March 9, 1957 (Italy)", (1957, date(1957, 3, 9))),
    ("9 de marzo de 1957", (1957, date(1957, 3, 9))),
    ("9 mars 1957", (1957, date(1957, 3, 9))),
    ("9. März 1957", (1957, date(1957, 3, 9))),
    ("9 marzo 1957", (1957, date(1957, 3, 9))),
    ("9 de março de 1957", (1957, date(1957, 3, 9))),
    ("9 maart 1957", (1957, date(1957, 3, 9))),
    ("9 marca 1957", (1957, date(1957, 3, 9))),
    ("9 марта 1957", (1957, date(1957, 3, 9))),
    ("9 de març de 1957", (1957, date(1957, 3, 9))),
    ("9 mei 1957", (1957, date(1957, 5, 9))),
    ("Saturday, March 9th, 1957", (1957, date(1957, 3, 9))),
    ("1957-03-09T00:00:00.000Z", (1957, date(1957, 3, 9))),
    ("9-Mar-57", (1957, date(1957, 3, 9))),
    ("the 1950s", (None, None)),
    ("October 1957", (1957, None)),
    ("diciembre de 1957", (1957, None)),
    ("circa 1957", (1957, None)),
    ("c.1957", (1957, None)),
    ("soon", (None, None)),
    ("7", (None, None)),
]


@pytest.mark.parametrize(("cell", "told"), DATES)
def test_certain_part_of_a_date_is_kept(taken, stored, cell, told):
    taken("a.json", [{"title": "Salt", "release_date": cell}])
    assert (stored("Salt").year, stored("Salt").release_date) == told


def test_year_of_its_own_column_goes_before_that_of_a_vague_date(taken, stored):
    taken("a.json", [{"title": "Salt", "year": 1958, "release_date": "1957-00-00"}])
    assert (stored("Salt").year, stored("Salt").release_date) == (1958, None)


@pytest.mark.parametrize("cell", ["abc", "", "tt1", "12 Angry"])
def test_no_year_is_made_up(cell):
    assert dates.certain_year(cell) is None


COUNTS = [
    ("12.451 votos", 12451),
    ("12,451 votes", 12451),
    ("12 451 votes", 12451),
    ("12'451 Stimmen", 12451),
    ("(12,451)", 12451),
    ("1.234.567", 1234567),
    ("12.5K", 12500),
    ("3 mil", 3000),
    ("5415.0", 5415),
    ("12 Angry", None),
    ("many", None),
]


@pytest.mark.parametrize(("cell", "count"), COUNTS)
def test_count_is_read_with_its_unit_and_the_thousands_of_every_language(cell, count):
    assert amounts.whole(cell) == count


SUMS = [
    ("$60 millones", 60_000_000),
    ("US$1.5M", 1_500_000),
    ("$1,234,567 (estimated)", 1_234_567),
    ("1.000.000 de dólares", 1_000_000),
    ("1.2 bn", 1_200_000_000),
    ("2 Mrd", 2_000_000_000),
    ("₹5,00,000", None),
    ("0", None),
]


@pytest.mark.parametrize(("cell", "amount"), SUMS)
def test_sum_is_read_with_its_unit_and_in_dollars_alone(cell, amount):
    assert amounts.money(cell) == amount


@pytest.mark.parametrize(
    ("cell", "vote"), [("4/5", 8.0), ("85/100", 8.5), ("85 %", 8.5), ("7,4/10", 7.4), ("7", 7.0)]
)
def test_vote_that_names_its_scale_is_one_of_ten(cell, vote):
    assert amounts.vote(cell) == vote


def test_sums_of_a_column_in_millions_are_in_millions(taken, stored):
    taken("a.csv", "title,Revenue (Millions),Budget in $ millions\nSalt,12.5,3\n")
    assert (stored("Salt").revenue, stored("Salt").budget) == (12_500_000, 3_000_000)


def test_part_of_a_sum_never_stands_for_the_whole(taken, stored):
    header = "title,US Gross,Worldwide Gross,Opening Weekend Gross"
    report = taken("a.csv", f"{header}\nSalt,7000000,21000000,900000\n")
    assert stored("Salt").revenue == 21_000_000
    assert {"US Gross", "Opening Weekend Gross"} <= set(report.ignored_columns)
    taken("b.csv", "title,Domestic gross\nSand,7000000\n")
    assert stored("Sand").revenue is None


@pytest.mark.parametrize("order", [("rating", "score"), ("score", "rating")])
def test_column_whose_cells_can_be_read_wins(taken, stored, order):
    cells = {"rating": "PG-13", "score": "7.9"}
    taken("a.csv", f"name,{','.join(order)},votes\nSalt,{','.join(cells[name] for name in order)},900\n")
    assert (stored("Salt").vote_average, stored("Salt").vote_count) == (7.9, 900)


def test_title_is_not_the_address_that_stands_under_its_name(taken, stored):
    taken("a.csv", "film,filmLabel,directorLabel\nhttp://www.wikidata.org/entity/Q77,Salt,Ana Ruiz\n")
    assert [one.name for one in stored("Salt").directors] == ["Ana Ruiz"]


def test_votes_and_their_number_are_of_one_source(taken, stored):
    header = "title,tomatometer_rating,tomatometer_count,audience_rating,audience_count"
    taken("a.csv", f"{header}\nSalt,49,120,7.1,25000\n")
    assert (stored("Salt").vote_average, stored("Salt").vote_count) == (7.1, 25_000)


FUTURE = [
    ({"release_date": "2048-12-31", "vote_average": 7}, None),
    ({"release_date": "2048-12-31", "revenue": 7000}, None),
    ({"year": 2099}, None),
    ({"year": 1948, "vote_average": 7}, 1948),
]


@pytest.mark.parametrize(("cells", "year"), FUTURE)
def test_year_that_cannot_be_true_is_told_and_left_out(taken, stored, cells, year):
    report = taken("a.json", [{"title": "Salt", **cells}])
    assert (stored("Salt").year, stored("Salt").release_date) == (year, None)
    assert any("future" in done for _, done in report.values) is (year is None)


def test_date_far_from_the_year_is_told_and_left_out(taken, stored):
    report = taken("a.json", [{"title": "Salt", "year": 1957, "release_date": "2001-03-09"}])
    assert (stored("Salt").year, stored("Salt").release_date) == (1957, None)
    assert report.values["release_date", "left out: far from the year 1957"] == 1


SHOWS = [
    "El turno (Serie de TV)",
    "O turno (Minissérie)",
    "The Shift (TV Series)",
    "The Shift (TV Mini Series)",
    "O turno (Minissérie de TV)".replace("Miniss", "Minis"),
    "The Shift: Season 2: Pilot",
    "El turno: Temporada 1: Piloto",
    "La nave: Parte 2: El regreso",
    "The Shift: Limited Series: Monday",
    "The Shift: Episode 3",
]
FILMS = ["Space: Episode IV - A Start", "Bill: Vol. 1", "The Series", "Salt (2001)", "Wick: Chapter 3 - War"]


@pytest.mark.parametrize(("title", "is_show"), [*((t, True) for t in SHOWS), *((t, False) for t in FILMS)])
def test_series_is_told_by_its_title(taken, title, is_show):
    report = taken("a.json", [{"title": title}])
    assert (report.shows, report.created) == ((1, 0) if is_show else (0, 1))


@pytest.mark.parametrize(
    "cells",
    [
        {"duration": "2 Seasons"},
        {"duration": "3 temporadas"},
        {"seasons": 2},
        {"first_air_date": "2001-01-01"},
        {"description": "Serie de TV. Un hospital de noche."},
        {"type": "TV Series"},
    ],
)
def test_series_is_told_by_its_length_its_kind_or_its_text(taken, cells):
    assert taken("a.json", [{"title": "El turno", **cells}]).shows == 1


def test_number_is_no_keyword_and_no_genre(taken, stored):
    taken("a.json", [{"title": "Salt", "keywords": [2, "desert"], "genre": ["7"]}])
    assert (stored("Salt").keywords, stored("Salt").genre) == ("desert", "")


def test_genres_of_tmdb_are_told_by_their_numbers(taken, stored):
    taken("a.json", [{"title": "Salt", "genre_ids": [37, 18, 99999]}])
    assert stored("Salt").genre == "Western, Drama"


def test_columns_named_by_genres_are_flags(taken, stored):
    taken("a.csv", "title,Drama,Western,Comedy\nSalt,1,1,0\nSand,0,0,1\n")
    assert (stored("Salt").genre, stored("Sand").genre) == ("Drama, Western", "Comedy")
    assert Movie.objects.count() == 2


HUNDRED = [("85", 8.5), ("100", 10), ("7", 0.7)]


def test_votes_of_a_hundred_become_votes_of_ten_and_that_is_told(taken, written, stored):
    rows = "".join(f"F{vote},1999,{vote}\n" for vote, _ in HUNDRED)
    report = taken("a.csv", f"title,year,score\n{rows}")
    assert [stored(f"F{vote}").vote_average for vote, _ in HUNDRED] == [ten for _, ten in HUNDRED]
    assert report.values["score", "votes of 100 read as of 10"] == 3
    found = plan(recognise(written("b.csv", f"title,year,score\n{rows}")))
    assert any("of 100" in line for line in plan_lines(found))


@pytest.mark.parametrize(("cell", "ten", "scale"), [("85 %", 8.5, "100"), ("4/5", 8, "5"), ("7/10", 7, None)])
def test_vote_that_names_its_scale_is_read_as_one_of_ten(taken, stored, cell, ten, scale):
    report = taken("a.csv", f"title,year,score\nSalt,1999,{cell}\n")
    assert stored("Salt").vote_average == ten
    told = {done for column, done in report.values if column == "score"}
    assert told == ({f"votes of {scale} read as of 10"} if scale else set())


def test_one_vote_above_ten_among_votes_of_ten_is_left_out(taken, stored):
    report = taken("a.csv", "title,year,score\nSalt,1999,8.1\nSand,2004,81\nSnow,2005,7\n")
    assert stored("Sand").vote_average is None and stored("Salt").vote_average == 8.1
    assert report.values["score", "left out: no vote average could be read"] == 1


@pytest.mark.parametrize(
    ("header", "language", "countries", "known"),
    [
        (
            "original_language,production_countries",
            "fr",
            "[{'iso_3166_1': 'FR', 'name': 'France'}]",
            ("fr", "FR"),
        ),
        ("Idioma original,País", "Francés", "Francia/Bélgica", ("fr", "FR, BE")),
        ("Language,Country", "English", "USA & UK", ("en", "US, GB")),
        ("Langue,Pays", "anglais", "États-Unis", ("en", "US")),
        ("idioma,países", "español, inglés", "España-Argentina", ("", "ES, AR")),
        ("original_language,countries", "xx", "Ruritania", ("", "")),
        ("original_language,country", "pt-BR", "Korea; Republic of Mars", ("pt", "KR")),
    ],
)
def test_language_and_countries_are_read_as_far_as_they_are_certain(
    taken, stored, header, language, countries, known
):
    taken("a.csv", f'title,year,{header}\nSalt,1999,"{language}","{countries}"\n')
    assert (stored("Salt").original_language, stored("Salt").countries) == known


@pytest.mark.parametrize(
    ("header", "cell", "known"),
    [
        (
            "production_companies",
            "[{'name': 'Glimworks', 'id': 3}, {'name': 'Lane, Inc.', 'id': 4}]",
            "Glimworks, Lane Inc.",
        ),
        ("Productora", "Glimworks / Harbour Lane", "Glimworks / Harbour Lane"),
        ("Studio", "Glimworks|Harbour Lane", "Glimworks, Harbour Lane"),
        ("studios", "12", ""),
    ],
)
def test_studios_are_read_by_their_names(taken, stored, header, cell, known):
    taken("a.csv", f'title,year,{header}\nSalt,1999,"{cell}"\n')
    assert stored("Salt").studios == known
