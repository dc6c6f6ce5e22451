"""Cells as files in the wild write them, against the values that they stand for."""

import json
import random
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from movie.importing import amounts, dates, values
from movie.importing.headers import names as header_names
from movie.importing.headers import spelling
from movie.vectors import to_bytes
from tests.fakes import unit
from tests.importing.rows import film_of, understood

VECTOR = unit(*np.random.default_rng(3).normal(size=16))


def film(**cells):
    """The film in a row with these cells."""
    cells = {"title": "Alien", **cells}
    return film_of(cells)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("title", "title"),
        ("Título", "title"),
        (" Series Title ", "title"),
        ("Overview", "description"),
        ("SINOPSIS", "description"),
        ("Released Year", "year"),
        ("AÑO", "year"),
        ("IMDB-Rating", "vote_average"),
        ("Director", "directors"),
        ("cast", "actors"),
        ("runtimeMinutes", "runtime"),
        ("Runtime (mins)", "runtime"),
        ("DURACIÓN", "runtime"),
        ("Duration (min)", "runtime"),
        ("length", "runtime"),
        ("emb", "embedding"),
    ],
)
def test_column_under_another_name_is_understood(name, field):
    assert understood([name]) == ({name: field}, [])


def test_unknown_columns_are_named_and_of_two_for_one_field_the_first_wins():
    columns_of, unknown = understood(["overview", "plot", "colour", ""])
    assert columns_of == {"overview": "description"}
    assert unknown == ["plot", "colour", ""]


def test_no_name_stands_for_two_fields():
    names = [header_names.key_of(name) for several in header_names.FIRST.values() for name in several]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("title", ["", "  ", None, float("nan"), "nan", "<br>", "\u200b\ufeff\x00"])
def test_row_without_title_is_a_bad_row(title):
    assert "no title" in film(title=title).problem


def test_row_with_a_title_alone_is_a_film():
    found = film()
    assert (found.title, found.description, found.year, found.actors) == ("Alien", "", None, ())


def test_markup_and_control_characters_leave_the_text():
    found = film(title="\ufeffAlien\x00 ", description="A <b>ship</b>\x07 & its cat, 3 < 5")
    assert found.title == "Alien"
    assert " ".join(found.description.split()) == "A ship & its cat, 3 < 5"


def test_half_a_surrogate_pair_becomes_text_that_can_be_stored():
    found = film(title="Alien \ud83d", description="\udc7e", cast=["\ud800"])
    for text in (found.title, found.description, *(who.name for who in found.actors)):
        assert text.encode()


def test_longer_texts_than_can_be_stored_are_cut_or_left_out():
    found = film(title="x" * 400, genre=", ".join(f"Genre {n}" for n in range(90)), url="http://" + "x" * 300)
    assert len(found.title) == 300
    assert len(found.genre) <= 250
    assert found.genre.split(", ")[-1] == f"Genre {len(found.genre.split(', ')) - 1}"
    assert found.url == ""


@pytest.mark.parametrize("text", ["a" * 201, "movie/" + "b" * 5000])
def test_image_path_that_cannot_be_stored_is_left_out(text):
    assert film(image=text).image == ""


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("28,341,469", 28341469),
        ("1,000", 1000),
        ("$1,000.50", 1000.5),
        ("7,5", 7.5),
        ("7,25 €", 7.25),
        (" 12 ", 12),
        (7.5, 7.5),
        ("1e3", 1000),
        ("-3", -3),
        ("", None),
        ("N/A", None),
        ("abc", None),
        (None, None),
        (True, None),
        ("inf", None),
        (float("nan"), None),
        pytest.param(10**400, None, id="googol to the fourth"),
        ([1], None),
    ],
)
def test_number_is_read_as_people_write_it(cell, value):
    assert amounts.number(cell) == value


def test_whole_numbers_are_those_that_can_be_stored():
    assert [amounts.whole(cell) for cell in ("0", "862.0", -1, 2**31 - 1, 2**31)] == [
        0,
        862,
        None,
        2**31 - 1,
        None,
    ]


def test_money_of_zero_is_unknown():
    assert [amounts.money(cell) for cell in (0, "0", "$63,000,000", 2**70, -5)] == [
        None,
        None,
        63_000_000,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "cell", [1999, "1999", "1999.0", 1999.0, "(1999)", "1999-03-31", "31 March 1999", " 1999 "]
)
def test_year_is_found_in_the_cell(cell):
    assert dates.year(cell) == 1999


@pytest.mark.parametrize("cell", [None, "", 0, "soon", "12345", "1066", "99"])
def test_cell_without_year_gives_none(cell):
    assert dates.year(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["1990s", "the mid-1990s", "die 1990er", "des années 1990", "década de 1990", "anni 1990", "1990-talet"],
)
def test_decade_is_no_certain_year(cell):
    assert (dates.year(cell), dates.certain_year(cell), dates.day(cell)) == (None, None, None)


@pytest.mark.parametrize(
    "cell",
    [
        "1999-03-31",
        "31/03/1999",
        "03/31/1999",
        "31-03-1999",
        "1999/03/31",
        "March 31, 1999",
        "31 March 1999",
        "31 Mar 1999",
        "1999-03-31T00:00:00Z",
        date(1999, 3, 31),
        datetime(1999, 3, 31, 12),
    ],
)
def test_day_is_read_in_every_common_form(cell):
    assert dates.day(cell) == date(1999, 3, 31)


def test_day_of_two_readings_has_the_day_first():
    assert dates.day("04/03/1999") == date(1999, 3, 4)


@pytest.mark.parametrize("cell", [None, "", "1999", "31/31/1999", "0000-00-00", "soon" * 50])
def test_cell_without_day_gives_none(cell):
    assert dates.day(cell) is None


def test_year_missing_beside_a_date_is_that_of_the_date():
    assert film(release_date="1979-05-25").year == 1979
    assert film(release_date="1979-05-25", year="1978").year == 1978


@pytest.mark.parametrize(
    "cell",
    [
        "Ann Lee, Bo Diaz",
        "Ann Lee|Bo Diaz",
        " Ann Lee ; Bo Diaz ; ",
        ["Ann Lee", "Bo Diaz"],
        ("Ann Lee", None, "Bo Diaz", "Ann Lee"),
        '["Ann Lee", "Bo Diaz"]',
        "['Ann Lee', 'Bo Diaz']",
        '[{"id": 1, "name": "Ann Lee"}, {"id": 2, "name": "Bo Diaz"}]',
        [{"name": "Ann Lee"}, {"name": "Bo Diaz"}, {"id": 3}],
    ],
)
def test_names_are_read_one_by_one_in_order(cell):
    assert values.several(cell) == ["Ann Lee", "Bo Diaz"]
    assert [who.name for who in film(director=cell).directors] == ["Ann Lee", "Bo Diaz"]


def test_comma_within_a_listed_name_stays():
    assert values.several(json.dumps(["Downey, Jr."])) == ["Downey, Jr."]
    assert values.several({"name": "Downey, Jr."}) == ["Downey, Jr."]


def test_genres_of_tmdb_and_of_the_workshop_are_tidied():
    assert film(genres='[{"id": 18, "name": "Drama"}, {"id": 80, "name": "Crime"}]').genre == "Drama, Crime"
    assert film(genre=": Drama/crimen.").genre == "Drama, Crimen"


def test_keywords_are_joined_and_a_title_in_brackets_is_a_title():
    assert film(keywords=["cat", "ship"]).keywords == "cat, ship"
    assert film(title="[REC]").title == "[REC]"


@pytest.mark.parametrize(
    ("cell", "value"), [("7.9", 7.9), (0, 0), ("-1", None), ("101", None), ("8,1", 8.1), ("bad", None)]
)
def test_vote_outside_the_scale_is_left_out(cell, value):
    assert film(vote_average=cell).vote_average == value


def test_ids_that_are_none_are_left_out():
    assert (film(tmdb_id="348.0").tmdb_id, film(tmdb_id="0").tmdb_id) == (348, None)
    assert (film(imdb_id="tt0078748").imdb_id, film(imdb_id="78748").imdb_id) == ("tt0078748", None)


@pytest.mark.parametrize(
    "cell",
    [
        to_bytes(VECTOR),
        memoryview(to_bytes(VECTOR)),
        VECTOR.astype("<f8").tobytes(),
        VECTOR.tolist(),
        json.dumps(VECTOR.tolist()),
    ],
    ids=["float32", "memoryview", "float64", "list", "JSON"],
)
def test_embedding_is_taken_in_every_form(cell):
    found = film(embedding=cell)
    assert np.allclose(found.vector, VECTOR, atol=1e-6)
    assert found.vector_problem == ""


@pytest.mark.parametrize("cell", [None, "", []])
def test_film_without_embedding_has_no_problem(cell):
    found = film(embedding=cell)
    assert (found.vector, found.vector_problem) == (None, "")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (np.random.default_rng(1).random(1536).tobytes(), "12,288 bytes"),
        (np.zeros(16, "<f4").tobytes(), "norm 0"),
        (b"abc", "no whole number"),
        ([0.0] * 16, "norm 0"),
        ([0.5] * 16, "norm 2"),
        ([float("nan")] * 4, "norm nan"),
        ([[1.0, 0.0]], "list of numbers"),
        ("not a vector", "no list of numbers"),
        (["a", "b"], "no list of numbers"),
        ([10**400], "no list of numbers"),
        ({"a": 1}, "no list of numbers"),
        (True, "list of numbers"),
    ],
)
def test_embedding_that_is_none_is_refused_with_a_reason_and_the_film_stays(cell, said):
    found = film(embedding=cell)
    assert found.vector is None
    assert said in found.vector_problem
    assert found.title == "Alien"


@pytest.mark.parametrize(
    "cell",
    [
        "142",
        " 142.0 ",
        "142 min (with a break)",
        142,
        142.0,
        141.666667,
        "142 min",
        "142 min.",
        "142 minutes",
        "142 minutos",
        "142m",
    ]
    + ["142'", "2h 22m", "2 h 22 min", "2h22", "2 hours, 22 minutes", "2 horas y 22 minutos", "2 hrs 22 mins"]
    + ["PT142M", "PT2H22M", "PT2H21M50S", "pt8520s", "2:22:00", "02:22", time(2, 22), timedelta(minutes=142)],
    ids=repr,
)
def test_running_time_is_read_however_it_is_written(cell):
    found = film(runtime=cell)
    assert (found.runtime, found.notes) == (142, ())


@pytest.mark.parametrize(
    "cell",
    ["2 Seasons", "1 Season", "abc", "-90", "1,200", "1.200", "5400", 1201, 0.4, "20h 1min", "90:00", "1:99"]
    + ["PT", "h", "90/100", "9" * 400, "9" * 99 + "h", True, 10**400, float("inf"), [90], {"minutes": 90}],
    ids=lambda cell: repr(cell)[:20],
)
def test_running_time_that_is_none_is_left_out_and_told(cell):
    found = film(Duration=cell)
    assert found.runtime is None
    assert [(note.column, note.done) for note in found.notes] == [
        ("Duration", "left out: no runtime could be read")
    ]


@pytest.mark.parametrize("cell", ["0", 0, "0.0"])
def test_running_time_of_zero_is_taken_for_unknown(cell):
    found = film(runtime=cell)
    assert (found.runtime, [note.done for note in found.notes]) == (None, ["0 taken for unknown"])


@pytest.mark.parametrize("cell", ["", "N/A", "nan", None, float("nan"), "\\N"])
def test_running_time_that_is_not_there_is_nothing_to_tell(cell):
    found = film(runtime=cell)
    assert (found.runtime, found.notes) == (None, ())


@pytest.mark.parametrize("limit", [1, 1200])
def test_running_times_reach_from_a_minute_to_twenty_hours(limit):
    beyond = limit + (1 if limit > 1 else -1)
    assert (film(runtime=limit).runtime, film(runtime=beyond).runtime) == (limit, None)


def test_no_cell_whatever_is_worse_than_a_bad_row():
    dice = random.Random(5)
    odd = [
        "[",
        "{",
        "}",
        "]",
        "1",
        ":",
        ",",
        '"',
        "'",
        "<",
        "\ud800",
        "\x00",
        "e9",
        "nan",
        "(",
        "{[1]: 2}",
        "{{}}",
    ]
    for _ in range(1500):
        text = "".join(dice.choices(odd, k=dice.randint(1, 8)))
        cell = dice.choice(
            [text, [text], {"name": text}, {text: [text]}, dice.choice([10**400, -1, 1e308, b"\xff"])]
        )
        found = film(
            **{name: cell for names in spelling.NAMES.values() for name in names[:1] if name != "title"}
        )
        assert found.title == "Alien"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("25 de mayo de 1979", date(1979, 5, 25)),
        ("1 sept. 2001", date(2001, 9, 1)),
        ("May 25 1979", date(1979, 5, 25)),
        ("3 de foo de 1979", None),
    ],
)
def test_day_with_the_month_in_words_is_read_in_both_languages(cell, day):
    assert film(release_date=cell).release_date == day


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("250.000", 250_000), ("1.500.000", 1_500_000), ("0.000", None), ("12.5", 12), ("5415.0", 5415)],
)
def test_points_between_thousands_are_no_decimals_of_money(cell, amount):
    assert film(budget=cell).budget == amount


def test_votes_with_points_between_thousands_are_told():
    found = film(votes="103.000")
    assert (found.vote_count, [note.done for note in found.notes]) == (103_000, ["read as 103000"])


def test_structure_in_the_place_of_a_text_is_left_out_and_noted():
    found = film(description={"a": 1}, keywords="space|cat")
    assert (found.description, found.keywords) == ("", "space, cat")
    assert [note.done for note in found.notes] == ["left out: no description could be read"]
    assert film(description=["One text."]).description == "One text."
    assert "no title" in film(title={"en": "Heat"}).problem


def test_of_several_titles_in_a_cell_the_first_is_the_films():
    assert film(title=["Salt", "Sal"]).title == "Salt"


def test_row_whose_cells_all_say_the_same_is_no_film():
    assert (
        "say the same"
        in film(
            title="Not awarded", original_title="Not awarded", director="Not awarded", year="2020"
        ).problem
    )


def test_dates_as_pandas_writes_them_into_json_are_read():
    assert film(release_date=69465600000).year == 1972
    assert film(release_date=float("inf")).release_date is None


def test_genre_that_all_films_have_is_none():
    assert film(genre="Movie, Drama").genre == "Drama"
    assert film(genre="Drama, Series").show == "series"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "see below"])
def test_what_is_no_web_address_is_left_out(url):
    found = film(url=url)
    assert (found.url, [note.done for note in found.notes]) == ("", ["left out: no web address"])


def test_words_for_nobody_are_no_people():
    found = film(director="Unknown", cast="Desconocido, Ann Lee")
    assert (found.directors, [one.name for one in found.actors]) == ((), ["Ann Lee"])
    assert [note.done for note in found.notes] == ["left out: no directors could be read"]


@pytest.mark.parametrize(
    ("header", "field"),
    [(["titulo_original"], "titulo_original"), (["original_title", "titulo_espanol"], "titulo_espanol")],
)
def test_second_name_of_a_title_is_taken_where_there_is_no_better(header, field):
    assert understood(header)[0][field] == "title"
    columns = understood([*header, "title"])[0]
    assert columns["title"] == "title" != columns[field]


@pytest.mark.parametrize(
    ("name", "field"),
    [("Main cast", "actors"), ("film year", "year"), ("film_id", "imdb_id"), ("Dir.", "directors")]
    + [("Dur.", "runtime"), ("Nota FA", "vote_average")],
)
def test_short_name_beside_idle_words_is_guessed_and_nothing_near_it(name, field):
    assert spelling.guess(name) == (field, 100)
    assert spelling.guess("cost") == spelling.guess("No.") == ("", 0)


def test_name_that_pandas_gives_to_columns_of_joined_tables_is_the_one_before_it():
    columns = understood(["title_x", "title_y", "original_title"])[0]
    assert (columns["title_x"], columns["original_title"]) == ("title", "original_title")
