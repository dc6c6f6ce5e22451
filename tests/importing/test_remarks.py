"""What stands alone below a table of films is no film, and is named."""

import pytest

from movie.models import Movie

pytestmark = pytest.mark.django_db

TABLE = "title,year,genre,revenue\n" + "".join(f"Film {n},{1990 + n},Drama,{n}00\n" for n in range(1, 7))
REMARKS = {
    "total": "Total,,,2100\n",
    "source": '\n,,,\n"Source: my shelf, 2020",,,\n',
    "page": "Page 1 of 1,,,\n",
    "signature": "Made with Shelf 3.1,,,\nhttps://example.org/shelf,,,\n",
    "short": "6 films\n",
}


def titles():
    return set(Movie.objects.values_list("title", flat=True))


FILMS = {f"Film {n}" for n in range(1, 7)}


@pytest.mark.parametrize("below", REMARKS.values(), ids=REMARKS)
def test_line_below_the_films_is_left_out_and_named(taken, below):
    report = taken("a.csv", TABLE + below)
    assert titles() == FILMS
    assert report.remarks + report.rejections == len([line for line in below.split("\n") if line.strip(",")])
    assert len(report.told["left out"]) == report.remarks
    assert all("stands alone below the films" in told for told in report.told["left out"])


def test_line_between_films_that_comes_on_each_page_is_left_out(taken):
    head, *rows = TABLE.splitlines()
    pages = [head, *rows[:3], "Page 1 of 2,,,", head, *rows[3:], "Page 2 of 2,,,"]
    assert taken("a.csv", "\n".join(pages)).remarks == 2
    assert titles() == FILMS


def test_title_alone_is_a_film_where_others_have_little_more(taken):
    taken("a.csv", "title,year,genre\nSalt,1999,\nSand,,War\nSoil,,\nSnow,2001,\nSilk,,\n")
    assert titles() == {"Salt", "Sand", "Soil", "Snow", "Silk"}


def test_title_alone_at_the_end_is_a_film_where_one_stands_between_films(taken):
    head, *rows = TABLE.splitlines()
    taken("a.csv", "\n".join([head, *rows[:2], "Salt,,,", *rows[2:], "Sand,,,"]))
    assert titles() == FILMS | {"Salt", "Sand"}


def test_title_alone_is_a_film_where_something_else_stands_before_the_titles(taken):
    rows = "".join(f"{n},Film {n},{1990 + n},Drama\n" for n in range(1, 7))
    taken("a.csv", f"rank,title,year,genre\n{rows},Salt,,\n")
    assert titles() == FILMS | {"Salt"}


def test_title_alone_in_json_is_a_film(taken):
    films = [{"title": f"Film {n}", "year": 1990 + n, "genre": "Drama"} for n in range(1, 7)]
    taken("a.json", [*films, {"title": "Salt", "year": None, "genre": ""}])
    assert titles() == FILMS | {"Salt"}
