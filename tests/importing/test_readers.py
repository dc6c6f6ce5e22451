"""Whatever a file of films is like, its good rows are read, and what is wrong is said with its line."""

import codecs
import json
import sqlite3
import sys
import zipfile
from contextlib import closing

import pytest

from movie.errors import CatalogueError, ConfigurationError
from movie.importing.readers import Source, recognise
from movie.importing.readers.csv import LONGEST_CELL
from movie.importing.readers.json import CHUNK


@pytest.fixture
def written(tmp_path):
    """Writes a file of text or bytes."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def rows_of(path):
    """All rows, in the format that the file is recognised to be in."""
    return list(recognise(path).rows())


def titles_of(path):
    """The titles of the rows that have no problem."""
    return [row.cells["title"] for row in rows_of(path) if not row.problem]


@pytest.mark.parametrize(
    ("name", "content", "known"),
    [
        ("films.csv", "title\nAlien\n", "csv"),
        ("films.tsv", "title\tyear\n", "csv"),
        ("films.data", "[]", "json"),
        ("films.csv", ' \n[{"title": "Alien"}]', "json"),
        ("films.txt", codecs.BOM_UTF8 + b"[]", "json"),
        ("films.csv", b"SQLite format 3\0 and more", "sqlite"),
    ],
)
def test_format_is_told_by_content_before_name(written, name, content, known):
    assert recognise(written(name, content)).format == known


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("films.csv", "", "is empty"),
        ("films.json", "", "is empty"),
        ("films.xlsx", b"PK\x03\x04", "no known format"),
        ("films", "title\nAlien\n", "no known format"),
    ],
)
def test_file_that_is_no_catalogue_is_refused_by_name(written, name, content, said):
    with pytest.raises(CatalogueError, match=rf"{name} .*{said}"):
        recognise(written(name, content))


def test_missing_file_and_folder_are_refused(tmp_path):
    with pytest.raises(CatalogueError, match=r"none\.csv cannot be read: No such file"):
        recognise(tmp_path / "none.csv")
    with pytest.raises(CatalogueError, match="cannot be read: Is a directory"):
        recognise(tmp_path)


@pytest.mark.parametrize("known", ["csv", "json"])
def test_file_gone_after_it_was_recognised_is_refused(tmp_path, known):
    with pytest.raises(CatalogueError, match="cannot be read"):
        list(Source(tmp_path / "gone", known).rows())


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_found_in_the_header(written, separator):
    lines = [("title", "year"), ('"A, B; C\tD|E"', "1999")]
    (row,) = rows_of(written("films.csv", "\n".join(separator.join(line) for line in lines)))
    assert row.cells == {"title": "A, B; C\tD|E", "year": "1999"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_survive_every_encoding(written, encoding):
    content = "title,year\nAmélie – “señal”,2001\n".encode(encoding)
    (row,) = rows_of(written("films.csv", content))
    assert row.cells == {"title": "Amélie – “señal”", "year": "2001"}


def test_byte_that_is_in_no_encoding_spoils_no_other_row(written):
    content = b"title\nAlien\nbroken \xc3\n\x81\x8d\nBrazil\n"
    titles = titles_of(written("films.csv", content))
    assert (titles[0], titles[-1], len(titles)) == ("Alien", "Brazil", 4)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_of_every_system_are_read(written, ending):
    path = written("films.csv", ending.join(["title,year", "Alien,1979", "Brazil,1985"]))
    assert titles_of(path) == ["Alien", "Brazil"]


def test_nuls_are_dropped(written):
    assert titles_of(written("films.csv", "title,year\n\0Al\0ien,1979\nBrazil,1985\n")) == ["Alien", "Brazil"]


def test_shifted_rows_are_named_with_their_line_and_the_others_are_read(written):
    path = written("films.csv", 'title,year\n"two\nlines",1\nshort\n\nlong,2,3\n , \n,\nAlien,1979\n')
    problems = [(row.line, row.problem) for row in rows_of(path) if row.problem]
    assert problems == [
        (4, "it has 1 cells where the header has 2"),
        (6, "it has 3 cells where the header has 2"),
    ]
    assert titles_of(path) == ["two\nlines", " ", "Alien"]


def test_unclosed_quote_is_a_problem_on_the_line_where_it_opens(written):
    path = written("films.csv", 'title,year\nAlien,1979\n"Brazil,1985\nCube,1997\n')
    good, bad, after = rows_of(path)
    assert (good.cells["title"], good.problem) == ("Alien", "")
    assert (bad.line, "never closed" in bad.problem) == (3, True)
    assert (after.line, after.cells["title"]) == (4, "Cube")


def test_cell_longer_than_the_limit_is_a_problem_and_the_rows_after_it_are_read(written):
    path = written("films.csv", f"title,year\n{'x' * (LONGEST_CELL + 1)},1\nAlien,1979\n")
    bad, good = rows_of(path)
    assert (bad.line, "field larger" in bad.problem) == (2, True)
    assert (good.line, good.cells["title"]) == (3, "Alien")


def test_huge_cell_within_the_limit_is_read_whole(written):
    (row,) = rows_of(written("films.csv", f"title,description\nAlien,{'x' * 1_000_000}\n"))
    assert len(row.cells["description"]) == 1_000_000


def test_csv_without_header_is_refused_and_one_with_a_header_alone_has_no_rows(written):
    with pytest.raises(CatalogueError, match="no header"):
        rows_of(written("films.csv", "\n\n \n"))
    assert rows_of(written("films.csv", "title,year\n")) == []


def test_json_items_are_numbered_and_those_that_are_no_film_are_problems(written):
    items = [{"title": "Alien"}, 5, None, ["Brazil"], {"title": "Cube"}]
    rows = rows_of(written("films.json", json.dumps(items, indent=1)))
    assert [row.line for row in rows] == [1, 2, 3, 4, 5]
    assert [bool(row.problem) for row in rows] == [False, True, True, True, False]


def test_json_of_three_megabytes_is_read_item_by_item(written):
    films = [{"title": f"Film {n}", "description": "ñ🎬" * 5000} for n in range(200)]
    path = written("films.json", json.dumps(films, ensure_ascii=False))
    assert path.stat().st_size > 3 * CHUNK
    assert [row.cells for row in rows_of(path)] == films


def test_json_item_longer_than_a_chunk_is_read_whole(written):
    films = [{"title": "Long", "description": "x" * (2 * CHUNK)}, {"title": "Short"}]
    assert [row.cells for row in rows_of(written("films.json", json.dumps(films)))] == films


@pytest.mark.parametrize("spaces", range(8))
def test_json_split_at_any_place_between_items_is_read(written, spaces):
    first = json.dumps({"title": "x"})
    filler = " " * (CHUNK - len(first) - 5 + spaces)
    path = written("films.json", f'[{first}{filler},\n {{"title": "y"}}\n]')
    assert titles_of(path) == ["x", "y"]


def test_json_with_a_mark_or_an_empty_list_is_read(written):
    assert titles_of(written("films.json", codecs.BOM_UTF8 + b'[{"title": "Alien"}]')) == ["Alien"]
    assert rows_of(written("films.json", "[ ]")) == []


@pytest.mark.parametrize("end", ['{"title": "Bra', '{"title": "Brazil"}', ""])
def test_json_that_ends_in_the_middle_gives_what_came_before_and_says_so(written, end):
    rows = recognise(written("films.json", f'[{{"title": "Alien"}}, {end}')).rows()
    assert next(rows).cells == {"title": "Alien"}
    with pytest.raises(CatalogueError, match="no JSON list of films"):
        list(rows)


@pytest.mark.parametrize(
    "content",
    ["[nonsense]", b'[{"title": "\xff\xfe"}]', "[" * 100_000],
    ids=["words", "no UTF-8", "too deep"],
)
def test_json_that_is_no_list_of_films_is_refused(written, content):
    with pytest.raises(CatalogueError, match="no JSON list of films"):
        rows_of(written("films.json", content))


def workshop_database(path, table="movie_movie"):
    """A database such as the workshop's, with two films."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE {table} (id integer PRIMARY KEY, title text, year integer, emb blob)")
        database.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?, ?)",
            [(7, "Brazil", 1985, b"\x00\x01"), (3, "Alien", 1979, None)],
        )
    return path


def test_workshops_database_gives_its_films_in_order_of_id(tmp_path):
    rows = rows_of(workshop_database(tmp_path / "db.sqlite3"))
    assert [row.line for row in rows] == [3, 7]
    assert rows[1].cells == {"title": "Brazil", "year": 1985, "emb": b"\x00\x01"}


def test_database_under_an_odd_name_is_read_and_left_as_it_was(tmp_path):
    path = workshop_database(tmp_path / "my films? 100%.csv")
    before = path.read_bytes()
    assert len(rows_of(path)) == 2
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_database_without_the_table_or_in_pieces_is_refused(tmp_path):
    path = workshop_database(tmp_path / "cut.sqlite3")
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(CatalogueError, match="no database that can be read"):
        rows_of(path)
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as database, database:
        database.execute("CREATE TABLE songs (singer text)")
    with pytest.raises(CatalogueError, match="0 tables with titles, .* its tables are: songs"):
        rows_of(tmp_path / "other.sqlite3")


def test_database_of_another_program_gives_its_one_table_with_titles(tmp_path):
    path = workshop_database(tmp_path / "other.sqlite3", table='"my films"')
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE actor (name text)")
    assert [(row.line, row.cells["title"], row.cells["id"]) for row in rows_of(path)] == [
        (1, "Alien", 3),
        (2, "Brazil", 7),
    ]
    workshop_database(path, table="shows")
    with pytest.raises(CatalogueError, match="2 tables with titles"):
        rows_of(path)


def test_csv_begins_at_its_first_line_that_is_not_blank(written):
    assert titles_of(written("films.csv", "\n \ntitle,year\nAlien,1979\n")) == ["Alien"]


def test_separator_that_excel_names_is_taken(written):
    rows = rows_of(written("films.csv", "sep=;\r\ntitle;year\r\nAlien, 2;1979\r\n"))
    assert [(row.line, row.cells) for row in rows] == [(3, {"title": "Alien, 2", "year": "1979"})]


def test_column_that_comes_twice_does_not_replace_the_first(written):
    (row,) = rows_of(written("films.csv", "title,title,year,title\nA,B,1999,C\n"))
    assert row.cells == {"title": "A", "title (2)": "B", "year": "1999", "title (3)": "C"}


def test_quotes_between_tabs_are_text_where_they_quote_no_whole_cell(written):
    lines = (
        "title\tyear\ttext",
        '"Leaving" Home\t1895\t\\N',
        '"Open\t1896\t\\N',
        '"An ""apt"" quote"\t1897\t"two\nlines"',
        '7"\t1898\tend',
    )
    rows = rows_of(written("films.tsv", "\n".join(lines)))
    assert [(row.cells["title"], row.cells["text"]) for row in rows] == [
        ('"Leaving" Home', "\\N"),
        ('"Open', "\\N"),
        ('An "apt" quote', "two\nlines"),
        ('7"', "end"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "most"),
    [
        ("films.csv", "title\n{}", "20,000,000"),
        ("films.json", '[{{"title": "{}"}}]', "5,000,000"),
        ("films.jsonl", '{{"a":1}}\n{}', "6,048,576"),
    ],
)
def test_entry_that_never_ends_is_refused_before_it_fills_the_memory(written, name, content, most):
    path = written(name, content.format("x" * 21_000_000))
    with pytest.raises(CatalogueError, match=f"more than {most} characters"):
        rows_of(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("films.csv", "<!DOCTYPE html><html></html>", "a web page"),
    ],
)
def test_file_of_another_sort_is_refused_with_what_to_do(written, name, content, said):
    with pytest.raises(CatalogueError, match=said):
        recognise(written(name, content))


@pytest.mark.parametrize("name", ["films.xlsx", "films.xls"])
def test_workbook_without_the_package_that_reads_it_says_what_to_do(tmp_path, monkeypatch, name):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    if name == "films.xlsx":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
    assert recognise(path).format == "sheet"
    with pytest.raises(ConfigurationError, match="python-calamine; or save it as CSV UTF-8"):
        list(recognise(path).rows())


def test_film_wrapped_in_an_entry_of_a_list_is_unwrapped(written):
    entry = {"rank": 1, "type": "movie", "movie": {"title": "Tron", "year": 1982}}
    (row,) = rows_of(written("films.json", json.dumps([entry])))
    assert row.cells == {"rank": 1, "type": "movie", "title": "Tron", "year": 1982}
