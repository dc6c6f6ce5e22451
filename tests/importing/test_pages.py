"""Tables that are drawn in a page: a web page's, Excel's XML, Markdown's."""

import pytest

from movie.errors import CatalogueError
from movie.importing.readers import recognise
from movie.models import Movie

pytestmark = pytest.mark.django_db
FILMS = [("Sand", "Eva Salas", "1999"), ("Salt", "Eva Salas", "2001"), ("Soil", "Ana Gil", "2003")]
HTML_ROWS = (
    "<tr><td>Sand<sup>[1]</sup></td><td rowspan=2>Eva <b>Salas</b></td><td>1999</td></tr>"
    "<tr><td><a href='/s'>Salt</a></td><td>2001</td></tr>"
    "<tr><td><i>Soil</i><td>Ana Gil<td>2003</tr>"
)
HTML = (
    "<html><body><table><tr><td>Home</td><td>About</td></tr></table>"
    f"<table><tr><th>Title</th><th>Director</th><th>Year</th></tr>{HTML_ROWS}</table></body></html>"
)
CELL = '<Cell{}><Data ss:Type="String">{}</Data></Cell>'
EXCEL_ROWS = [
    [("", "Title"), ("", "Director"), ("", "Year")],
    [("", "Sand"), (' ss:MergeDown="1"', "Eva Salas"), ("", "1999")],
    [("", "Salt"), (' ss:Index="3"', "2001")],
    [("", "Soil"), ("", "Ana Gil"), ("", "2003")],
    [("", "Total"), (' ss:Index="3"', "3")],
]
EXCEL = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
    + "".join(f"<Row>{''.join(CELL.format(*cell) for cell in row)}</Row>" for row in EXCEL_ROWS)
    + "</Table></Worksheet></Workbook>"
)
MARKDOWN = """# Our films

| Title | Director | Year |
|:------|----------|-----:|
| **Sand** | [Eva Salas](https://example.org/e) | 1999 |
| Salt | Eva Salas | 2001 |

Those of May:

Title | Director | Year | Stars
--- | --- | --- | ---
_Soil_ | Ana Gil | 2003 | a \\| b
"""


def told():
    films = Movie.objects.order_by("pk")
    return [
        (film.title, ", ".join(str(one.name) for one in film.directors), str(film.year)) for film in films
    ]


@pytest.mark.parametrize(
    ("name", "page"),
    [("films.xls", HTML), ("films.html", HTML), ("films.xls", EXCEL), ("films.md", MARKDOWN)],
)
def test_films_of_a_drawn_table_are_those_of_a_plain_one(taken, name, page):
    assert taken(name, page).rejections == 0
    assert told() == FILMS


def test_page_says_in_which_encoding_it_is(tmp_path):
    from movie.importing.pipeline import import_films

    page = HTML.replace("<body>", '<meta charset="windows-1251"><body>').replace("Soil", "Соль")
    (tmp_path / "films.html").write_bytes(page.encode("cp1251"))
    import_films(recognise(tmp_path / "films.html"))
    assert "Соль" in {title for title, *_ in told()}


def test_page_without_a_table_of_films_is_refused_in_words(taken):
    with pytest.raises(CatalogueError, match="a web page"):
        taken("films.html", "<html><table><tr><td>Home</td></tr></table></html>")
    assert not Movie.objects.exists()


def test_cell_over_thousands_of_columns_is_no_row_without_end(taken):
    wide = HTML.replace("rowspan=2", "rowspan=99999 colspan=99999")
    taken("films.html", wide)
    assert Movie.objects.count() <= len(FILMS)


def test_sum_below_films_is_none_and_a_film_of_that_name_is_one(taken):
    rows = "Title,Year,Director\nSand,1999,Eva Salas\nTotal,2001,Ana Gil\nMedia,,\n"
    report = taken("films.csv", rows)
    assert {title for title, *_ in told()} == {"Sand", "Total"}
    assert report.remarks == 1


def test_people_are_no_films(taken):
    with pytest.raises(CatalogueError, match="people, no films"):
        taken("club.csv", "Nombre;Apellidos;Correo;Cuota\nIda;Mora;ida@example.org;30\nLeo;Sanz;;15\n")


def test_films_of_a_bibliography_come_in_and_its_books_do_not(taken):
    head = "Item Type,Publication Year,Author,Title,ISBN,Abstract Note,Cast Member,Running Time\n"
    film = 'film,1999,"Salas, Eva",Sand,,Two sisters.,"Gil, Ana; Mora, Ida",96 min\n'
    report = taken("library.csv", head + film + 'book,2001,"Ford, Tom",On Sand,978-0,,,\n')
    assert told() == [("Sand", "Eva Salas", "1999")]
    assert (report.shows, Movie.objects.get().runtime) == (1, 96)


def test_names_of_several_words_are_known_by_their_beginnings(taken, stored):
    taken("films.csv", "Titolo;Titolo orig.;Anno\nSabbia;Sand;1999\nSale;Salt;2001\n")
    assert [title.name for title in stored("Sabbia").titles.all()] == ["Sand"]
