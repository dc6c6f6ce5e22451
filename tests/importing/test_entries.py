"""Films that are written as names with values, or as titles line by line."""

import plistlib
import zipfile

import pytest

from movie.errors import CatalogueError
from movie.importing.pipeline import import_films
from movie.importing.readers import sources_in
from movie.models import Movie

pytestmark = pytest.mark.django_db
YAML = """# what we show
- title: No
  year: 1999
  director: [Eva Salas, Leo Sanz]
  cast:
    - Tom Ford
  runtime: 1:42:00
  synopsis: >
    Sand falls on a town
    that nobody leaves.
- title: "Salt: a story"
  year: ~
"""
NOTE = """---
type: movie
title: {title}
year: 1999
director:
  - "[[Eva Salas]]"
personalRating: 9
plot: Sand falls on a town that nobody leaves.
---
# {title}

Seen with [[Bea]].
"""
RIS = """TY  - MPCT
TI  - Sand
AU  - Salas, Eva
PY  - 1999
AB  - Sand falls on a town
      that nobody leaves.
KW  - desert
KW  - weather
ER  -

TY  - JOUR
TI  - On sand in films
AU  - Gil, Ana
PY  - 2004
ER  -
"""
BIBTEX = r"""% comments stand between entries
@movie{salas1999,
  title = {S{\'a}nd},
  author = {Salas, Eva and Sanz, Leo},
  date = {1999-05-04},
  abstract = "Sand falls on a town
    that nobody leaves.",
}
@string{eva = "Salas, Eva"}
@book{gil2004,
  title = {On sand in films},
  year = 2004
}
@movie{salas2001, title = "Wei{\ss}es {Salz}, again", director = "Salas, Eva", year = 2001 }
"""
LIST = """Our favourites
==============

1. Sand (1999) – Eva Salas
2. *Salt* (Ana Gil, 2001)
* [M*A*S*H](https://example.org/mash) (1970) - Leo Sanz
3. Soil (2003) - seen twice, with mum
4. Rain
"""


def people(film, role="director"):
    return [credit.person.name for credit in film.credits.filter(role=role).order_by("position")]


def test_yaml_is_read_as_it_is_written(taken, stored):
    taken("films.yml", YAML)
    film = stored("No")
    assert (film.year, film.runtime) == (1999, 102)
    assert film.description == "Sand falls on a town that nobody leaves."
    assert (people(film), people(film, "actor")) == (["Eva Salas", "Leo Sanz"], ["Tom Ford"])
    assert stored("Salt: a story").year is None


@pytest.mark.parametrize(
    "text", ["a: &a [x]\nb: &b [*a, *a]\nc: [*b]\n", "[" * 60 + "]" * 60, "a: [b\nc", "- 'b", "b", "- b\n"]
)
def test_yaml_that_refers_to_itself_or_has_no_end_is_refused(taken, text):
    with pytest.raises(CatalogueError, match=r"films\.yml cannot be read"):
        taken("films.yml", text)


def test_notes_that_begin_with_yaml_are_films_and_others_are_passed_over(tmp_path, stored):
    path = tmp_path / "vault.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for title in ("Sand", "Salt"):
            archive.writestr(f"films/{title}.md", NOTE.format(title=title))
        archive.writestr("daily/monday.md", "# Monday\n\nbought milk\n")
        archive.writestr("blog/tuesday.md", "---\ntitle: Tuesday\ndescription: We went out.\n---\n")
    report = import_films(*sources_in(path))
    assert (report.created, [name for name, _why in report.passed_over]) == (2, ["monday.md", "tuesday.md"])
    film = stored("Sand")
    assert (film.year, film.vote_average, people(film)) == (1999, None, ["Eva Salas"])


def test_yaml_may_say_once_what_several_films_share(taken, stored):
    taken(
        "films.yml", "all: &all {shelf: 2}\nfilms:\n- {<<: *all, title: Sand, year: 1999}\n- {title: Salt}\n"
    )
    assert stored("Sand").year == 1999


def test_each_document_of_yaml_is_a_film(taken, stored):
    taken("films.yaml", "---\ntitle: Sand\nyear: 1999\n---\ntitle: Salt\nyear: 2001\n")
    assert (stored("Sand").year, stored("Salt").year) == (1999, 2001)


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_library_of_itunes_has_films_among_songs(tmp_path, stored, form):
    film = {"Kind": "MPEG-4 video file", "Year": 1999, "Total Time": 6_120_000, "Artist": "Eva Salas"}
    song = {"Kind": "MPEG audio file", "Year": 2001, "Total Time": 215_000, "Artist": "Tom Ford"}
    tracks = {"Sand": film, "Salt": film, "Rain": song}
    told = {
        str(number): {"Track ID": number, "Name": name, "Persistent ID": f"A{number}", "Rating": 100, **track}
        for number, (name, track) in enumerate(tracks.items(), 1)
    }
    path = tmp_path / "library.xml"
    path.write_bytes(plistlib.dumps({"Major Version": 1, "Tracks": told}, fmt=form))
    assert import_films(*sources_in(path)).shows == 1
    film = stored("Sand")
    assert (film.year, film.runtime, film.vote_average, people(film)) == (1999, 102, None, ["Eva Salas"])


def test_references_are_films_where_their_type_says_so(taken, stored):
    assert taken("films.ris", RIS).shows == 1
    film = stored("Sand")
    assert (film.year, people(film), film.keywords) == (1999, ["Eva Salas"], "desert, weather")
    assert film.description == "Sand falls on a town that nobody leaves."


def test_bibtex_is_read_without_the_signs_of_latex(taken, stored):
    assert taken("films.bib", BIBTEX).shows == 1
    film = stored("Sánd")
    assert (film.year, people(film)) == (1999, ["Eva Salas", "Leo Sanz"])
    assert film.description == "Sand falls on a town that nobody leaves."
    assert people(stored("Weißes Salz, again")) == ["Eva Salas"]


@pytest.mark.parametrize("name", ["films.txt", "films.md"])
def test_list_of_titles_tells_years_and_who_directed(taken, name):
    report = taken(name, LIST)
    assert report.rejected == [(5, "it names no film: 4. Rain")]
    told = [(film.title, film.year, people(film)) for film in Movie.objects.order_by("pk")]
    assert told == [
        ("Sand", 1999, ["Eva Salas"]),
        ("Salt", 2001, ["Ana Gil"]),
        ("M*A*S*H", 1970, ["Leo Sanz"]),
        ("Soil", 2003, []),
    ]


def test_table_whose_titles_have_years_stays_a_table(taken, stored):
    taken("films.txt", "movieId,title,genres\n1,Sand (1999),Drama\n2,Salt (2001),War\n")
    assert (stored("Sand").year, stored("Sand").genre) == (1999, "Drama")
