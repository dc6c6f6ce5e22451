"""Workbooks: the sheet with films is found, its names of columns too, whoever reads the file for us."""

import sys
from datetime import date
from types import ModuleType, SimpleNamespace

import pytest

from movie.errors import CatalogueError
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise, sheets
from movie.models import Movie

pytestmark = pytest.mark.django_db
NOTES = [["Notes"], ["made by hand"]]
FILMS = [
    ["My films", "", ""],
    ["Title", "Year", "Released"],
    ["Salt", 1999.0, date(1999, 5, 6)],
    ["", "", ""],
]


class Book:
    """What the package gives of a workbook, made of lists; a sheet that is None is damaged."""

    def __init__(self, sheets):
        self.sheets = sheets
        self.sheet_names = list(sheets)

    merged = ()

    def get_sheet_by_name(self, name):
        if self.sheets[name] is None:
            raise OSError("no sheet")
        return SimpleNamespace(
            to_python=lambda: self.sheets[name], start=(0, 0), merged_cell_ranges=self.merged
        )


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    """A file that is read as these sheets."""

    def make(sheets):
        module = ModuleType("python_calamine")
        module.CalamineError = OSError
        module.CalamineWorkbook = SimpleNamespace(from_filelike=lambda stream: Book(sheets))
        monkeypatch.setitem(sys.modules, "python_calamine", module)
        path = tmp_path / "films.xls"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        return recognise(path)

    return make


def test_sheet_with_titles_is_read_below_its_title_row(workbook):
    report = import_films(workbook({"Notes": NOTES, "Broken": None, "Films": FILMS}))
    assert report.created == 1
    movie = Movie.objects.get()
    assert (movie.title, movie.year, movie.release_date) == ("Salt", 1999, date(1999, 5, 6))


def test_whole_numbers_are_no_floats_and_lines_are_those_of_the_sheet(workbook):
    (row,) = workbook({"Films": FILMS}).rows()
    assert (row.line, row.cells["Year"]) == (3, 1999)


@pytest.mark.parametrize(
    ("found", "said"), [({}, "is empty"), ({"A": []}, "is empty"), ({"A": None}, "is damaged")]
)
def test_workbook_without_rows_is_a_sentence(workbook, found, said):
    with pytest.raises(CatalogueError, match=said):
        list(workbook(found).rows())


def test_workbook_that_is_too_large_is_a_sentence(workbook, monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST", 4)
    with pytest.raises(CatalogueError, match="too large for its kind"):
        list(workbook({"Films": FILMS}).rows())


def test_columns_can_be_named_from_outside(workbook):
    source = workbook({"A": [["Salt", 1999.0], ["Sand", 2004.0]]})
    rows = list(sheets.read(source.file, ("title", "year")))
    assert [row.cells for row in rows] == [{"title": "Salt", "year": 1999}, {"title": "Sand", "year": 2004}]


def test_sheet_with_most_names_that_films_have_is_taken(workbook):
    members = [["Nombre", "Teléfono"], ["Ana", "600"]]
    club = [["Videoclub La Estrella", ""], ["Nombre de la película", "Estreno"], ["La carta", 1987.0]]
    import_films(workbook({"Socios": members, "Fondo": club}))
    assert list(Movie.objects.values_list("title", "year")) == [("La carta", 1987)]


def test_sheets_with_the_same_names_are_read_one_behind_the_other(workbook):
    head = ["Nº", "Título", "Año", "Dirección", "Dur."]
    first = [head, ["", "** TERROR **"], [101, "Salt", 1999, "Ana Ruiz", "90'"]]
    first += [[103, "Sand", 2004, "Eva Sol", "95'"], [110, "Soil", 2001, "Eva Sol", "99'"], ["", "TOTAL", 3]]
    second = [head, [501, "Snow", 1988, "Ana Ruiz", "88'"]]
    members = [["Nombre", "Teléfono"], ["Ana", "600"]]
    report = import_films(workbook({"A": first, "Socios": members, "B": second}))
    assert list(Movie.objects.order_by("pk").values_list("title", "runtime")) == [
        ("Salt", 90),
        ("Sand", 95),
        ("Soil", 99),
        ("Snow", 88),
    ]
    assert report.remarks == 2


def test_cell_over_several_rows_stands_in_each_of_them(workbook, monkeypatch):
    rows = [["Title", "Director", "h", "min"], ["Sand", "Eva Salas", 1.0, 36.0], ["Salt", "", 2.0, 5.0]]
    monkeypatch.setattr(Book, "merged", [((1, 1), (2, 1))])
    import_films(workbook({"A": rows}))
    stored = {film.title: (film.directors[0].name, film.runtime) for film in Movie.objects.all()}
    assert stored == {"Sand": ("Eva Salas", 96), "Salt": ("Eva Salas", 125)}


def test_films_below_other_films_are_read_by_the_names_above_them(workbook):
    above = [["Seen", "Title", "Director", "Year"], ["May", "Sand", "Eva Salas", 1999.0]]
    above += [["May", "Salt", "Tom Ford", 2001.0], ["", "", "", ""]]
    below = [["Title", "Year", "Director", "Pupils"], ["Soil", 2003.0, "Ana Gil", 22.0]]
    import_films(workbook({"A": above + below}))
    told = [(film.title, film.year, film.directors[0].name) for film in Movie.objects.order_by("pk")]
    assert told == [("Sand", 1999, "Eva Salas"), ("Salt", 2001, "Tom Ford"), ("Soil", 2003, "Ana Gil")]
