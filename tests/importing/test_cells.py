"""Cells of any length and kind: what comes out is bounded, and a note says where it was cut."""

import json
import random
import string

import pytest

from movie.importing import credits, dates, values
from movie.importing.deduplication import KnownMovies
from movie.importing.headers.spelling import guess
from movie.importing.records import LONGEST_TEXT, MovieRecord, Someone
from movie.importing.titles import MOST
from tests.importing.rows import film_of


def film(**cells):
    """The film of a row whose columns are called as the fields are."""
    return film_of(cells)


LONG = "ñ" * (LONGEST_TEXT + 50)
BOUNDED = [
    ("description", LONG, LONG[:LONGEST_TEXT]),
    ("description", "x" * 9_500_000, "x" * LONGEST_TEXT),
    ("keywords", LONG, LONG[:LONGEST_TEXT]),
    ("title", LONG, LONG[:300]),
    ("directors", "a" * 1_000_001, ()),
    ("actors", json.dumps([{"name": "x" * 100}] * 20_000), ()),
    ("imdb_id", "t" * 2_000_000, None),
]


@pytest.mark.parametrize(("field", "cell", "value"), BOUNDED, ids=[f"{f}-{len(c)}" for f, c, _ in BOUNDED])
def test_cell_beyond_all_use_is_cut_or_left_out_and_noted(field, cell, value):
    found = film(**{"title": "Alien", field: cell})
    assert getattr(found, field) == value
    assert [note.column for note in found.notes] == [field]
    assert "cut at" in found.notes[0].done or "left out" in found.notes[0].done


@pytest.mark.parametrize("length", [LONGEST_TEXT - 1, LONGEST_TEXT])
def test_text_up_to_the_limit_is_kept_whole(length):
    found = film(title="Alien", description="x" * length)
    assert (len(found.description), found.notes) == (length, ())


@pytest.mark.parametrize("write", [json.dumps, str, ", ".join], ids=["JSON", "Python", "commas"])
def test_people_are_taken_up_to_a_number_in_their_order(write):
    names = [f"Name {number}" for number in range(values.MOST_NAMES + 20)]
    found = film(title="Alien", actors=write(names))
    assert found.actors == [Someone(name) for name in names[: values.MOST_NAMES]]


def test_people_of_several_columns_are_taken_up_to_the_same_number():
    cells = {f"actor_{n}": "; ".join(f"{n}-{each}" for each in range(200)) for n in (1, 2)}
    assert len(film(title="Alien", **cells).actors) == values.MOST_NAMES


def test_titles_and_translations_are_taken_up_to_a_number():
    codes = [f"{a}{b}" for a in string.ascii_lowercase for b in string.ascii_lowercase]
    told = {code: {"title": f"Title {code}"} for code in codes}
    found = film(title="Alien", titles=[f"Name {n}" for n in range(500)], translations=told)
    assert (len(found.titles), len(found.translations)) == (MOST, MOST)


COMMENTS = [
    ("a<!-- b -->c", "a c"),
    ("<!-- a --> b <!-- c -->", "b"),
    ("a <!-- b", "a <!-- b"),
    ("a <!-- b --> c <!-- d", "a   c <!-- d"),
    ("a --> b <i>c</i>", "a --> b  c"),
    ("<!-- <b>a</b> -->", ""),
]


@pytest.mark.parametrize(("cell", "text"), COMMENTS)
def test_comments_of_pages_leave_the_text_where_they_end(cell, text):
    assert values.plain_text(cell) == text


@pytest.mark.parametrize("code", ["&#" + "9" * 5_000 + ";", "&#x110000;", "&#0;", "&nothing;"])
def test_code_of_no_letter_spoils_no_text(code):
    assert values.plain_text(f"Alien {code} returns").startswith("Alien")


@pytest.mark.parametrize("bars", ["a|b", "a | b", "a  |\tb"])
def test_names_between_bars_are_joined_by_commas(bars):
    assert values.joined(bars) == "a, b"


def test_list_too_long_for_pythons_parser_is_read_where_it_is_json():
    names = ["x" * 50 + str(number) for number in range(10_000)]
    assert len(str(names)) > values.LONGEST_LITERAL
    assert values.literal(json.dumps(names)) == names
    assert values.literal(str(names)) == str(names)


CREW = {"id": 9, "job": "Director", "name": "Ana Ruiz"}


@pytest.mark.parametrize("around", [0, 100, 5_000])
def test_director_is_found_however_much_stands_beside_the_job(around):
    entry = {"note": "x" * around, **CREW, "end": "y" * around}
    assert credits.crew(str([entry, {"id": 1, "job": "Gaffer", "name": "B"}])) == [Someone("Ana Ruiz", 9)]


@pytest.mark.parametrize(
    "cell", ["'job': 'Director'" * 5, "{" * 100 + "'job': 'Director'", "'job': 'Director'}"]
)
def test_job_without_an_entry_names_nobody_known(cell):
    assert all(one.tmdb_id is None for one in credits.crew(cell))


NUMBERS = ["9" * 5_000, "-" + "9" * 5_000, "1e5000", "0." + "9" * 5_000, "9" * 5_000 + " min", float("inf")]
FIELDS = ("year", "runtime", "budget", "revenue", "vote_average", "vote_count", "popularity", "tmdb_id")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("cell", [*NUMBERS, float("nan"), 10**4000], ids=range(len(NUMBERS) + 2))
def test_number_that_no_database_holds_is_left_out_and_the_film_stays(field, cell):
    found = film(**{"title": "Alien", field: cell})
    value = getattr(found, field)
    assert found.title == "Alien"
    assert value is None or abs(value) < 2**63


@pytest.mark.parametrize("seed", range(20))
def test_cells_of_random_signs_give_a_film_or_nothing(seed):
    draw = random.Random(seed)
    signs = "[]{}()'\"\\,;|<>&#!-:/%.0123456789 eE\n\t\0²½٣Ⅷé\ud800🎬nulNaN"
    fields = [*FIELDS, "description", "genre", "keywords", "directors", "actors", "release_date", "titles"]
    for _ in range(100):
        cells = {field: "".join(draw.choices(signs, k=draw.randint(0, 40))) for field in fields}
        found = film(title="Alien", **cells, translations="".join(draw.choices(signs, k=30)))
        for text in (found.description, found.genre, found.keywords, *(one.name for one in found.actors)):
            assert text.encode() is not None and "\0" not in text


@pytest.mark.parametrize("cell", ["²/²/2000", "1/" + "9" * 5_000 + "/2000", "٣/٣/2000", "a/b/c", "1/2"])
def test_date_of_odd_digits_is_a_date_or_none(cell):
    assert dates.day(cell) is None or dates.day(cell).year == 2000


def slots(*films):
    """Films that have their places, in the order in which they came."""
    known = KnownMovies()
    return known, [known.add(MovieRecord(title, year=year, tmdb_id=tmdb)) for title, year, tmdb in films]


SAME = [
    # stored films, then the film that comes: which of them it is
    ([("Alien", 1979, None)], ("alien", 1979, None), 0),
    ([("Alien", 1979, 1)], ("Alien", 1979, None), 0),
    ([("Alien", 1979, 1)], ("Alien", 1979, 2), None),
    ([("Alien", 1979, 1), ("Alien", 1979, 2)], ("Alien", 1979, None), 0),
    ([("Alien", 1979, 1), ("Alien", 1979, None)], ("Alien", 1979, 3), 1),
    ([("Alien", 1979, None)], ("Alien", None, None), 0),
    ([("Alien", None, None)], ("Alien", 1979, None), 0),
    ([("Alien", 1979, None), ("Alien", 1986, None)], ("Alien", None, None), None),
    ([("Alien", 1979, None), ("Alien", None, None)], ("Alien", None, None), 1),
    ([("Alien", 1979, None), ("Alien", 1986, None)], ("Alien", 1986, None), 1),
    ([("Alien", 1979, 1)], ("Brazil", 1985, 1), 0),
    ([("Alien", 1979, None)], ("Brazil", 1979, None), None),
]


@pytest.mark.parametrize(("stored", "comes", "which"), SAME, ids=range(len(SAME)))
def test_film_that_comes_is_the_stored_one_of_its_ids_or_its_title_and_year(stored, comes, which):
    known, places = slots(*stored)
    title, year, tmdb_id = comes
    found = known.find(MovieRecord(title, year=year, tmdb_id=tmdb_id))
    assert found is (None if which is None else places[which])


def test_film_whose_year_was_corrected_is_found_by_the_new_year_alone():
    known, (place,) = slots(("Alien", 1978, None))
    known.note(place, "Alien", 1979, None, None)
    known.add(MovieRecord("Alien", year=1992))
    assert known.find(MovieRecord("Alien", year=1979)) is place
    assert known.find(MovieRecord("Alien", year=1978)) is None


def test_thousands_of_films_of_one_name_are_still_told_apart_by_their_ids():
    known, places = slots(*(("Alien", 1979, number) for number in range(1, 3_000)))
    assert all(known.find(MovieRecord("Alien", tmdb_id=n + 1)) is place for n, place in enumerate(places))
    assert known.find(MovieRecord("Alien", year=1979, tmdb_id=5_000)) is None
    assert known.find(MovieRecord("Alien", year=1979)) is places[0]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Directer", "directors"),
        ("descripton", "description"),
        ("xyz", ""),
        ("", ""),
        ("🎬", ""),
        ("x" * 5_000, ""),
    ],
    ids=str,
)
def test_name_is_guessed_by_its_letters_and_the_same_each_time(name, field):
    name = name[:5_000]
    assert guess(name)[0] == field
    assert guess(name) == guess(name)
