"""Names of columns in six languages: those that are listed, and those that only mean the same."""

import pytest

from movie.importing.cells import Sample
from movie.importing.headers import candidates
from movie.importing.headers.choice import read_header
from movie.importing.headers.meaning import meant
from movie.importing.headers.names import in_millions, key_of, of_a_part, of_a_viewer
from movie.importing.readers.rows import Row
from tests.importing.rows import understood

LANGUAGES = {
    "English": ["Film Title", "Release Year", "Directed By", "Running Time", "Plot Summary", "Starring"],
    "Spanish": ["Título", "Año de estreno", "Dirigida por", "Duración", "Sinopsis", "Reparto"],
    "Portuguese": ["Nome do filme", "Ano de lançamento", "Diretor", "Duração", "Sinopse", "Elenco"],
    "French": ["Titre", "Année de sortie", "Réalisateur", "Durée", "Résumé", "Distribution"],
    "German": ["Filmtitel", "Erscheinungsjahr", "Regie", "Laufzeit", "Handlung", "Besetzung"],
    "Italian": ["Titolo", "Anno di uscita", "Regista", "Durata", "Trama", "Interpreti"],
}
WANTED = ["title", "year", "directors", "runtime", "description", "actors"]


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES)
def test_names_are_known_in_six_languages(names):
    assert understood(names) == (dict(zip(names, WANTED, strict=True)), [])


def sample(**columns):
    """Two rows with these cells, under names in which _ is a blank."""
    names = [name.replace("_", " ") for name in columns]
    rows = zip(*columns.values(), strict=True)
    return Sample([Row(line, dict(zip(names, cells, strict=True))) for line, cells in enumerate(rows)])


PLOTS = ["Two brothers walk across the salt for a year.", "A keeper waits alone for the winter to end."]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Updated Description", "description"),
        ("full plot text", "description"),
        ("new_synopsis", "description"),
        ("Sinopsis completa", "description"),
        ("De qué va la historia", "description"),
        ("critic", None),
    ],
)
def test_words_around_a_name_do_not_hide_it(name, field):
    cells = sample(**{"title": ["Salt", "Sand"], "year": [1999, 2004], name.replace(" ", "_"): PLOTS})
    header = ["title", "year", name]
    if "_" in name:
        header[2] = name.replace("_", " ")
    assert read_header(header, sample=cells).columns.get(header[2]) == field


def test_name_that_nobody_listed_is_read_by_its_meaning_where_the_cells_agree():
    cells = sample(title=["Salt", "Sand"], Startjahr=["1999", "2004"], overview=PLOTS)
    found = read_header(["title", "Startjahr", "overview"], sample=cells)
    assert (found.columns["Startjahr"], found.guessed["Startjahr"] > 75) == ("year", True)
    cells = sample(title=["Salt", "Sand"], Startjahr=["soon", "late"], overview=PLOTS)
    assert "Startjahr" in read_header(["title", "Startjahr", "overview"], sample=cells).unknown


def test_names_that_mean_no_field_mean_nothing():
    assert meant(["country", "language", "awards", "Drehbuch"]) == {}
    assert meant([]) == {}


def test_meaning_is_not_asked_for_where_title_year_and_description_are_there(monkeypatch):
    monkeypatch.setattr(candidates, "meant", lambda names: pytest.fail("the encoder was asked"))
    cells = sample(title=["Salt", "Sand"], year=[1999, 2004], plot=PLOTS, awards=["one", "two"])
    assert read_header(["title", "year", "plot", "awards"], sample=cells).unknown == ["awards"]


def test_column_of_ids_is_the_files_own_where_no_two_are_alike():
    alone = sample(title=["Salt", "Sand"], year=[1999, 2004], plot=PLOTS, id=["1", "2"])
    twice = sample(title=["Salt", "Sand"], year=[1999, 2004], plot=PLOTS, id=["1", "1"])
    header = ["title", "year", "plot", "id"]
    assert read_header(header, sample=alone).columns["id"] == "key"
    assert "id" not in read_header(header, sample=twice).columns


@pytest.mark.parametrize(
    "name", ["My rating", "Tu nota", "Meine Bewertung", "watchedDate", "UserData.Played"]
)
def test_name_of_a_viewers_column(name):
    assert of_a_viewer(name)


@pytest.mark.parametrize("name", ["rating", "Mystery", "title", "year", "note"])
def test_name_of_no_viewers_column(name):
    assert not of_a_viewer(name)


def test_names_of_parts_and_of_millions():
    assert of_a_part("US Gross") and of_a_part("Opening_Weekend") and not of_a_part("Worldwide Gross")
    assert in_millions("Revenue (Millions)") and not in_millions("revenue")


def test_keys_of_names_have_neither_accents_nor_case():
    assert key_of("Género") == key_of("GENERO") == key_of(" gen_ero ")
