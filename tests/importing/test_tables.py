"""Tables whose columns are named further down, or nowhere, and rows that are longer or shorter."""

import pytest

from movie.errors import CatalogueError
from movie.importing.detection import plan
from movie.importing.readers import recognise
from movie.importing.readers.headerless import form_of
from movie.importing.readers.tables import Shape, header_place, told_apart, without_empty_ends
from movie.models import Movie

pytestmark = pytest.mark.django_db


def films():
    return sorted(Movie.objects.values_list("title", "year"))


BOTH = [("Salt", 1999), ("Sand", 2004)]
BEFORE = {
    "title row": "My films;;\n\nName;Year;Genre\nSalt;1999;Drama\nSand;2004;War\n",
    "exported at": "Exported 3/4/2020\nby somebody, thanks\ntitle,year,genre\n"
    "Salt,1999,Drama\nSand,2004,War\n",
    "another table": 'List v7\nDate,Name,Tags,URL,Description\n2024-1-2,Best,,u,"of\nmine"\n\n'
    "Position,Name,Year,URL,Description\n1,Salt,1999,https://boxd.it/a,\n2,Sand,2004,https://boxd.it/b,\n",
    "Excel's line": "sep=;\ntitle;year\nSalt;1999\nSand;2004\n",
    "named again": "title,year\nSalt,1999\ntitle,year\nSand,2004\n",
}


@pytest.mark.parametrize("content", BEFORE.values(), ids=BEFORE)
def test_names_of_the_columns_are_found_below_other_lines(taken, content):
    taken("a.csv", content)
    assert films() == BOTH


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_told_by_the_names(taken, separator):
    rows = [["title", "year", "plot"], ["Salt", "1999", "Two walk"], ["Sand", "2004", "One sings"]]
    taken("a.txt", "\n".join(separator.join(row) for row in rows))
    assert films() == BOTH


def test_film_that_is_called_like_a_column_is_a_film(taken):
    taken("a.csv", "title,year\nFilm,1965\nName,2011\nTitle,2014\n")
    assert films() == [("Film", 1965), ("Name", 2011), ("Title", 2014)]


QUOTED = {
    "all lines": '"title,year,plot"\n"Salt,1999,""One, two"""\n"Sand,2004,""She said """"no"""""""\n',
    "but the names": 'title,year,plot\n"Salt,1999,""One, two"""\n"Sand,2004,""She said """"no"""""""\n',
    "those with quotes": 'title,year,plot\n"Salt,1999,""One, two"""\nSand,2004,"She said ""no"""\n',
    "semicolons": '"title;year;plot"\n"Salt;1999;One, two"\n"Sand;2004;""She said """"no"""""""\n',
    "line breaks": '"title,year,plot"\n"Salt,1999,""One, two"""\n"Sand,2004,""She said """"no"""" ""\n"\n',
}


@pytest.mark.parametrize("content", QUOTED.values(), ids=QUOTED)
def test_lines_that_are_quoted_as_a_whole_are_read(taken, stored, content):
    taken("a.csv", content)
    assert films() == BOTH
    assert stored("Salt").description == "One, two"
    assert stored("Sand").description == 'She said "no"'


def test_title_with_a_comma_alone_in_its_row_is_no_line_that_is_quoted_as_a_whole(taken):
    taken("a.csv", 'title,year,plot\nSalt,1999,Two walk\n"Sand, Sea",,\n')
    assert films() == [("Salt", 1999), ("Sand, Sea", None)]


ROWS = [
    ([["title", "year"], ["Salt", "1999"]], 0),
    ([["My list"], ["title", "year"], ["Salt", "1999"]], 1),
    ([["one", "two", "three"], ["a", "b", "c"]], 0),
    ([["A table of mine", "", ""], ["Erster", "Zweiter", "Dritter"], ["a", "b", "c"]], 1),
    ([], 0),
]


@pytest.mark.parametrize(("rows", "place"), ROWS)
def test_place_of_the_names(rows, place):
    assert header_place(rows) == place


def test_names_that_come_twice_are_told_apart_and_a_trailing_comma_is_no_column():
    assert told_apart(["a", "a", "", None]) == ["a", "a (2)", "", " (2)"]
    assert without_empty_ends(["a", "b", ""], [["1", "2"], ["1", "2", ""]]) == ["a", "b"]
    assert without_empty_ends(["a", "b", ""], [["1", "2", "3"]]) == ["a", "b", ""]


def test_rows_that_leave_out_empty_last_cells_are_filled_up(taken, stored):
    header = "Ceremony\tYear\tFilm\tFilmId\tWinner\tDetail\tNote"
    report = taken("a.tsv", f"{header}\n1\t1928\tSalt\ttt7000001\n1\t1929\tSand\ttt7000002\tTrue\n")
    assert (report.created, report.rejections) == (2, 0)
    assert stored("Sand").imdb_id == "tt7000002"
    assert report.values["", "it ends early; what is missing was taken for empty"] == 2


@pytest.mark.parametrize("row", ["Torn,at the", "meets it"])
def test_short_row_whose_cells_do_not_fit_is_refused(taken, row):
    report = taken(
        "a.csv", f"title,year,genre,plot\nSalt,1999,Drama,Two walk\n{row}\nSand,2004,War,One sings\n"
    )
    assert (report.created, report.rejections) == (2, 1)


def test_commas_without_quotes_in_the_last_column_are_that_columns(taken, stored):
    taken("a.csv", "title,year,Updated Description\nSalt,1999,Two brothers, alone, walk across the salt\n")
    assert stored("Salt").description == "Two brothers, alone, walk across the salt"


@pytest.mark.parametrize("row", ["Salt, Sand and Sea,1999,Drama,x", "Salt,1999,Drama,War,a plot"])
def test_commas_elsewhere_are_not_guessed(taken, row):
    report = taken("a.csv", f"title,year,genre\n{row}\nSand,2004,War\n")
    assert (report.created, report.rejections) == (1, 1)


def test_shape_knows_columns_of_numbers():
    shape = Shape(3, [["1", "a", "b"], ["2", "c", ""], ["3", "", "d"]])
    assert shape.fits(["7", "x"]) and not shape.fits(["x", "7"])
    assert shape.padded(["7", "x"]) == ["7", "x", ""]
    assert shape.padded(["7"]) is None
    assert shape.shortened(["7", "x", "a", " b"], ",") == ["7", "x", "a, b"]
    assert shape.shortened(["7", "x", "a", "b"], ",") is None


def test_movielens_1m_is_known_by_its_form(taken, stored):
    taken("movies.dat", "1::Salt (1995)::Drama|War\n2::Boats, The (1996)::Comedy\n")
    assert (stored("The Boats").year, stored("Salt").genre) == (1996, "Drama, War")


def test_movielens_100k_is_known_by_its_form(taken, stored):
    flags = "0|0|0|0|0|1|0|0|1|0|0|0|0|0|0|0|0|0|0"
    taken("u.item", f"1|Salt (1995)|01-Jan-1995||http://us.imdb.com/M/x|{flags}\n")
    assert (stored("Salt").year, stored("Salt").genre) == (1995, "Comedy, Drama")


def test_cmu_corpus_is_joined_from_its_files(written, stored):
    from movie.importing.pipeline import import_films

    film = "97\t/m/03vyhn\tSalt\t2001-08\t14010832\t98.0\t{}\t{}\t" + '{"/m/01": "Thriller"}\n'
    files = [
        written("movie.metadata.tsv", film),
        written("plot_summaries.txt", "97\tTwo brothers walk across the salt for a year.\n"),
        written(
            "character.metadata.tsv", "\t".join(["97", "/m/03vyhn", *[""] * 6, "Eva Luz", *[""] * 4]) + "\n"
        ),
    ]
    import_films(*map(recognise, files))
    movie = stored("Salt")
    assert (movie.year, movie.genre, movie.revenue) == (2001, "Thriller", 14010832)
    assert movie.description.startswith("Two brothers")
    assert [one.name for one in movie.actors] == ["Eva Luz"]


def test_ratings_of_movielens_are_no_films(written):
    path = written("ratings.dat", "1::1193::5::978300760\n1::661::3::978302109\n")
    with pytest.raises(CatalogueError, match="tells of no films: MovieLens: ratings"):
        plan(recognise(path))


def test_table_without_names_is_read_by_those_that_are_given(taken, stored):
    content = "7,Salt,1999,Drama\n8,Sand,2004,War\n"
    with pytest.raises(CatalogueError, match="--columns id,title,genre"):
        taken("a.csv", content)
    taken("a.csv", content, columns=("id", "title", "year", "genre"))
    assert films() == BOTH
    assert stored("Sand").genre == "War"


def test_no_known_form_fits_a_table_with_names():
    assert form_of(["movieId,title,genres\n", "1,Salt (1995),Drama\n"]) is None
    assert form_of([]) is None


def test_members_of_an_archive_without_films_are_passed_over_and_named(tmp_path):
    import zipfile

    from movie.importing.pipeline import import_films
    from movie.importing.readers import sources_in

    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("comments.csv", "Date,Content,Comment\n2023-12-24,https://boxd.it/x,Nice.\n")
        archive.writestr("empty.csv", "")
        archive.writestr(
            "watched.csv", "Date,Name,Year,Letterboxd URI\n2023-9-2,Salt,1999,https://boxd.it/y\n"
        )
    report = import_films(*sources_in(path))
    assert (report.created, [name for name, _ in report.passed_over]) == (1, ["comments.csv", "empty.csv"])


def test_archive_without_any_films_is_refused_with_the_reason(tmp_path):
    import zipfile

    from movie.importing.pipeline import import_films
    from movie.importing.readers import sources_in

    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("comments.csv", "Date,Content,Comment\n2023-12-24,https://boxd.it/x,Nice.\n")
        archive.writestr("profile.csv", "Joined,Given\n2023-12-24,Eva\n")
    with pytest.raises(CatalogueError, match="comments.csv has no column that could be a title"):
        import_films(*sources_in(path))


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_table_of_one_row_without_names_is_refused_with_the_cure(taken, name):
    with pytest.raises(CatalogueError, match="--columns id,title,genre"):
        taken(name, "7;Salt;Drama\n")
    taken(name, "7;Salt;Drama\n", columns=["id", "title", "genre"])
    assert films() == [("Salt", None)]


def test_table_of_names_alone_has_no_films_and_is_no_fault(taken):
    assert taken("a.csv", "title,year\n").rows == 0
