"""Files that are made to keep an importer busy or to fill its memory, each with how it has to end."""

import gzip
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

FILM = "Alien,1979\n"


@dataclass(frozen=True)
class Case:
    """A file: `said` is a part of the sentence with which its import ends; without one it is read, and
    `films` and `rejected` are what comes out of it.
    """

    name: str
    make: Callable[[Path], None]
    said: str = ""
    films: int = 0
    rejected: int = 0


def text(*parts: str, times: int = 1, before: str = "", after: str = "") -> Callable[[Path], None]:
    """Writes a text that repeats its parts."""
    return lambda path: path.write_text(before + "".join(parts) * times + after, encoding="utf-8")


def packed(data: bytes, times: int) -> Callable[[Path], None]:
    """Writes repeated bytes packed by gzip."""

    def make(path: Path) -> None:
        with gzip.open(path, "wb", 9) as file:
            for _ in range(times):
                file.write(data)

    return make


def archive(members: Callable[[], Iterator[tuple[str, bytes]]]) -> Callable[[Path], None]:
    """Writes a zip archive."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            for name, data in members():
                file.writestr(name, data)

    return make


def zipped(name: str, data: bytes) -> bytes:
    """An archive with one member."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return whole.getvalue()


def database(*statements: str) -> Callable[[Path], None]:
    """Writes a SQLite database."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return make


def sparse(start: bytes, size: int) -> Callable[[Path], None]:
    """Writes a file that is said to be large and takes no place on the disk."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(start)
            file.truncate(size)

    return make


def changing_names(path: Path) -> None:
    """Each film has columns that no other has."""
    with path.open("w") as file:
        for number in range(2_000):
            film = {"title": f"Film {number}", **{f"column {number} {each}": each for each in range(10)}}
            file.write(json.dumps(film) + "\n")


def multiplied_people(path: Path) -> None:
    """A join of 3,000 credits with 3,000 people of one id would give nine million rows."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE movie_movie (id integer PRIMARY KEY, title text)")
        file.execute("CREATE TABLE movie_person (id integer, name text, tmdb_id integer)")
        file.execute("CREATE TABLE movie_credit (id integer, movie_id, person_id, role text, position)")
        file.execute("INSERT INTO movie_movie VALUES (1, 'Alien')")
        file.executemany("INSERT INTO movie_person VALUES (1, ?, NULL)", [(f"P{n}",) for n in range(3000)])
        file.executemany(
            "INSERT INTO movie_credit VALUES (?, 1, 1, 'actor', ?)", [(n, n) for n in range(3000)]
        )


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT"
FILMS = "CREATE TABLE movie_movie (id integer PRIMARY KEY, title text, year integer)"
ALIEN = "INSERT INTO movie_movie VALUES (1, 'Alien', 1979)"
PEOPLE = "CREATE TABLE movie_person (id integer, name text, tmdb_id integer)"
SLOW = "length(hex(zeroblob(9000000)))"
NAMES = "".join(f"c{number}," for number in range(20_000))

CASES = [
    # Quotes and lines
    Case("quotes.csv", text('x,"y","z,1\n', times=3_000, before="title,a,b,year\n"), rejected=2_999),
    Case("quotes.tsv", text('a\t"b\n', times=20_000, before="title\tplot\n"), films=1),
    Case("more-quotes.csv", text('"\n', times=60_000, before="title,year\n"), "more than half are no films"),
    Case("header-quote.csv", text("year\n", times=200_000, before='title,"'), "should name the columns"),
    Case("columns.csv", text(NAMES, before="title,", after=f"z\nAlien{',1' * 20_001}\n"), "5,000 columns"),
    Case("commas.csv", text("," * 19_000_000, before="title,year\n", after="\nAlien,1979\n"), "", 1, 1),
    Case("all-commas.csv", text("," * 19_000_000), "more than 1,000,000 cells"),
    Case("first-line.csv", text("x" * 21_000_000), "more than 20,000,000 characters"),
    Case("blank-lines.csv", text("\n", times=5_000_000, after="title\nAlien\n"), "no header"),
    Case("cells.csv", text(f"Alien,{'x' * 9_500_000}\n", times=4, before="title,description\n"), films=1),
    Case(
        "people.csv",
        text("'job': 'Director'" * 50_000, before='title,crew,id,cast\nAlien,"', after='",,'),
        "",
        1,
    ),
    Case("comments.csv", text("<!--" * 25_000, before="title,description\nAlien,", after="\n"), films=1),
    Case("blanks.csv", text(" " * 99_000, before="title,genre\nAlien,a", after="b\n"), films=1),
    Case("bars.csv", text(" " * 99_000, before="title,keywords\nAlien,a|", after="b\n"), films=1),
    Case("code.csv", text("9" * 5_000, before="title,description\nAlien,&#", after=";\n"), films=1),
    Case(
        "digits.csv",
        text("9" * 5_000, before="title,year,budget,id\nAlien,", after=f",{'9' * 5_000},1\n"),
        "",
        1,
    ),
    Case("date.csv", text("9" * 5_000, before="title,release_date\nAlien,1/", after="/2000\n"), films=1),
    Case("superscript.csv", text("title,release_date\nAlien,²/²/2000\n"), films=1),
    Case("nuls.csv", text("\0" * 1_000_000, before="title,year\n", after="Alien,1979\n"), films=1),
    Case("sparse.csv", sparse(b"", 2_000_000_000), "more than 20,000,000 characters"),
    Case("sparse-behind.csv", sparse(b"title,year\nAlien,1979\n", 2_000_000_000), "20,000,000 characters"),
    Case("literal.csv", text("'a'," * 300_000, before='title,cast\nAlien,"[', after=']"\n'), films=1),
    Case(
        "namesakes.csv",
        text(*(f"Alien,{n}\n" for n in range(1, 3_000)), before="title,tmdb_id\n"),
        films=2_999,
    ),
    # JSON
    Case("tiny.json", text("{}," * 3_000_000, before="[", after="{}]"), "more than half are no films"),
    Case("tiny-within.json", text("{}," * 3_000_000, before='{"movies": [', after="{}]}"), "more than half"),
    Case("tiny-numbers.json", text("1," * 3_000_000, before='{"movies": [', after="1]}"), "1,500,000 values"),
    Case(
        "tiny-lists.json",
        text("[]," * 2_000_000, before='[{"title": "A", "cast": [', after="1]}]"),
        "5,000,000",
    ),
    Case("deep.json", text("[" * 100_000), "no JSON list of films"),
    Case(
        "deep-cell.json", text("[" * 100_000, before='[{"title": "Alien", "cast": '), "no JSON list of films"
    ),
    Case("deep.jsonl", text("[" * 100_000, before='{"title": "Alien"}\n{"a": ', after="\n"), "", 1, 1),
    Case("nested.json", text("[" * 900, before='[{"title": "A", "cast": ', after="]" * 900 + "}]"), "", 1),
    Case("digits.json", text("9" * 5_000, before='[{"title": "Alien", "year": ', after="}]"), films=1),
    Case("digits.jsonl", text("9" * 5_000, before='{"title": "Alien", "budget": ', after="}\n"), films=1),
    Case(
        "nan.json", text('[{"title": "A", "year": NaN, "budget": Infinity, "runtime": -Infinity}]'), films=1
    ),
    Case("surrogates.json", text(r'[{"title": "A\ud800", "\udfff": 1, "cast": ["\ud83d"]}]'), films=1),
    Case("names.jsonl", changing_names, films=2_000),
    Case(
        "wide.json",
        text(json.dumps([{"title": "A", **dict.fromkeys(map(str, range(9000)), 1)}])),
        "5,000 col",
    ),
    Case(
        "cells.json",
        text(f'{{"title": "A", "plot": "{"x" * 4_900_000}"}},', times=9, before="[", after="1]"),
        "",
        1,
        1,
    ),
    # Packed
    Case("bomb.csv.gz", packed(b"\0" * 1_000_000, 300), "200 times its size"),
    Case("bomb.json.gz", packed(b'{"title": "Alien"},\n' * 50_000, 100), "200 times its size"),
    Case(
        "members.zip", archive(lambda: ((f"{n}.csv", b"title\nA\n") for n in range(5_000))), "more than 2,000"
    ),
    Case(
        "films.zip", archive(lambda: ((f"{n}.csv", b"title\nA\n") for n in range(500))), "more than 100 files"
    ),
    Case(
        "bomb.zip", archive(lambda: ((f"{n}.csv", bytes(50_000_000)) for n in range(3))), "200 times its size"
    ),
    Case(
        "zip-in-zip.zip", archive(lambda: iter([("films.csv", zipped("a.csv", b"title\n"))])), "packed twice"
    ),
    Case(
        "zip-in.csv.gz", lambda path: path.write_bytes(gzip.compress(zipped("a.csv", b"a"))), "packed twice"
    ),
    Case("twice.csv.gz", lambda path: path.write_bytes(gzip.compress(gzip.compress(b"a"))), "packed twice"),
    # No files
    Case("fifo.csv", os.mkfifo, "is a pipe or a device"),
    Case("device.csv", lambda path: path.symlink_to("/dev/zero"), "is a pipe or a device"),
    Case("folder.csv", lambda path: path.mkdir(), "Is a directory"),
    # Databases
    Case(
        "view.db",
        database(FILMS, ALIEN, PEOPLE, f"CREATE VIEW movie_credit AS {ENDLESS} x AS movie_id FROM c"),
        "",
        1,
    ),
    Case(
        "views.db", database(f"CREATE VIEW movie_movie AS {ENDLESS} x AS id, 'A' AS title FROM c"), "0 tables"
    ),
    Case(
        "generated.db",
        database(f"{FILMS[:-1]}, slow AS ({SLOW}))", "INSERT INTO movie_movie VALUES (1, 'A', 1)"),
        "",
        1,
    ),
    Case(
        "endless-id.db",
        database(
            f"CREATE TABLE movie_movie (title text, id AS ({SLOW}))", "INSERT INTO movie_movie VALUES ('A')"
        ),
        "films without ids",
    ),
    Case(
        "text-id.db",
        database("CREATE TABLE movie_movie (id, title)", "INSERT INTO movie_movie VALUES ('x', 'A')"),
        "no number",
    ),
    Case(
        "trigger.db",
        database(FILMS, ALIEN, f"CREATE TRIGGER t AFTER INSERT ON movie_movie BEGIN SELECT {SLOW}; END"),
        "",
        1,
    ),
    Case("virtual.db", database("CREATE VIRTUAL TABLE films USING fts5(title)"), "0 tables with titles"),
    Case("people.db", multiplied_people, "more than 10,000 people|computes too long"),
    Case("sparse.db", sparse(b"SQLite format 3\0", 2_000_000_000), "no database that can be read"),
]
