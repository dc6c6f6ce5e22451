"""Files as they come: packed, in archives, in Parquet, in the encodings of other times and places."""

import gzip
import json
import sys
import zipfile

import pytest

from movie.errors import CatalogueError, ConfigurationError
from movie.importing.detection import plan
from movie.importing.export import export_films
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise, sources_in
from movie.models import Movie

FILMS = "title,year\nAlien,1979\nBrazil,1985\n"
RUSSIAN = "title,description\n" + "Сталкер,Писатель и профессор идут в запретную зону за проводником.\n" * 8
SPANISH = (
    "title,description\n" + "El espíritu de la colmena,Una niña sueña después del cine; ¿quién será?\n" * 8
)


def titles(*sources):
    return [row.cells["title"] for source in sources for row in source.rows() if not row.problem]


def test_gzip_is_read_as_it_is(tmp_path):
    path = tmp_path / "films.csv.gz"
    path.write_bytes(gzip.compress(FILMS.encode()))
    assert titles(recognise(path)) == ["Alien", "Brazil"]


def test_every_file_of_films_in_a_zip_is_read(tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/films.csv", FILMS)
        archive.writestr("more.jsonl", '{"title": "Cube"}\n')
        archive.writestr("README.md", "nothing")
        archive.writestr("__MACOSX/films.csv", "rubbish")
    assert titles(*sources_in(path)) == ["Alien", "Brazil", "Cube"]


@pytest.mark.parametrize("name", ["films.csv.gz", "films.zip"])
def test_damaged_archive_is_a_sentence(tmp_path, name):
    path = tmp_path / name
    if name.endswith("gz"):
        path.write_bytes(gzip.compress(FILMS.encode() * 5000)[:-30])
    else:
        path.write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(CatalogueError, match=name):
        titles(*sources_in(path))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1251", RUSSIAN), ("cp1252", SPANISH), ("utf-16", RUSSIAN), ("utf-16-le", FILMS), ("utf-8", RUSSIAN)],
)
def test_encoding_is_found_and_told(tmp_path, encoding, text):
    path = tmp_path / "films.csv"
    path.write_bytes(text.encode(encoding))
    found = plan(recognise(path))
    assert titles(found.source) == [line.partition(",")[0] for line in text.splitlines()[1:]]
    assert found.encoding == ("" if encoding == "utf-8" else encoding)


def test_one_broken_letter_does_not_change_the_encoding_of_all(tmp_path):
    path = tmp_path / "films.csv"
    path.write_bytes(b"title\nbroken \xc3(\n" + "Amélie\n".encode() * 50)
    assert titles(recognise(path))[1:] == ["Amélie"] * 50


def test_json_lines_keep_their_good_lines(tmp_path):
    path = tmp_path / "films.jsonl"
    path.write_text('{"title": "Alien"}\n{broken\n\n[1]\n{"title": "Bra\u2028zil"}\n', encoding="utf-8")
    rows = list(recognise(path).rows())
    assert [(row.line, bool(row.problem)) for row in rows] == [(1, False), (2, True), (4, True), (5, False)]


@pytest.mark.parametrize(
    "content",
    [
        {"title": "Alien"},
        {"page": 1, "movies": [{"title": "Alien"}]},
        {"title": {"0": "Alien"}, "year": {"0": 1}},
    ],
    ids=["one film", "a list within", "pandas"],
)
def test_films_within_an_object_are_found(tmp_path, content):
    path = tmp_path / "films.json"
    for indent in (None, 1):
        path.write_text(json.dumps(content, indent=indent))
        assert titles(recognise(path)) == ["Alien"]


def test_parquet_is_written_and_read(make_movie, tmp_path):
    pytest.importorskip("pyarrow")
    make_movie("Alien", year=1979, genre="Horror", popularity=1.5, tmdb_id=348)
    before = list(Movie.objects.values())
    for name in ("films.parquet", "films.parquet.gz"):
        assert export_films(tmp_path / name) == 1
        assert import_films(recognise(tmp_path / name)).unchanged == 1
    assert list(Movie.objects.values()) == before


def test_parquet_without_its_package_says_what_to_install(tmp_path, monkeypatch, db):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "films.parquet"
    path.write_bytes(b"PAR1 and more")
    for act in (lambda: import_films(recognise(path)), lambda: export_films(tmp_path / "out.parquet")):
        with pytest.raises(ConfigurationError, match="pip install pyarrow"):
            act()


@pytest.mark.parametrize("name", ["films.csv.gz", "films.json.gz", "films.jsonl.gz"])
def test_packed_export_comes_back(make_movie, tmp_path, name):
    make_movie("Alien", year=1979)
    export_films(tmp_path / name)
    assert (tmp_path / name).read_bytes()[:2] == b"\x1f\x8b"
    assert import_films(recognise(tmp_path / name)).unchanged == 1
