"""Files tell films' titles and translations in many ways; what is known already is never stored twice."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.importing.export import export_films
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.importing.titles import FIELDS
from movie.models import Movie, Title, Translation
from tests.importing.rows import film_of, understood

KEY = ("name", "language", "region", "kind")
HEAT = {"title": "Heat", "year": 1995}


def told(**cells):
    """The film in a row whose columns are called as the fields are."""
    return film_of({**HEAT, **cells})


@pytest.fixture
def load(tmp_path, db):
    """Imports rows from a file, as JSON or under a header of CSV."""

    def load(rows, name="films.json"):
        path = tmp_path / name
        path.write_text(rows if isinstance(rows, str) else json.dumps(rows), encoding="utf-8")
        return import_films(recognise(path))

    return load


def stored():
    return set(Title.objects.values_list(*KEY))


def test_columns_of_titles_are_read_as_what_they_are():
    film = told(
        original_title="Le Cercle",
        original_language="fr",
        title_en="The Circle",
        title_es="El círculo",
        title_latam="El cerco",
        alternative_titles="Circle | Zirkel; Heat; ",
    )
    assert [tuple(title) for title in film.titles] == [
        ("Le Cercle", "fr", None, "original"),
        ("The Circle", "en", None, "official"),
        ("El círculo", "es", "ES", "official"),
        ("El cerco", "es", "419", "official"),
        ("Circle", None, None, "alternative"),
        ("Zirkel", None, None, "alternative"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        ["Calor", "Ardor"],
        '["Calor", "Ardor"]',
        "Calor|Ardor",
        "Calor; Ardor",
        [{"title": "Calor"}, {"name": "Ardor"}],
    ],
)
def test_alternative_titles_come_as_lists_or_between_signs(cell):
    assert [title.name for title in told(alternative_titles=cell).titles] == ["Calor", "Ardor"]


def test_comma_belongs_to_a_title():
    assert [title.name for title in told(alternative_titles="Calor, ardor").titles] == ["Calor, ardor"]


@pytest.mark.parametrize("cell", ["", "{", "[", 5, {"es": 5}, [None, 5, {}, []], "nan", {"x": {}}, [[1]]])
def test_cells_that_are_no_titles_are_none(cell):
    film = told(titles=cell, translations=cell)
    assert all(isinstance(title.name, str) and title.name for title in film.titles)
    assert not film.translations


def test_codes_that_are_none_are_left_out():
    film = told(
        original_title="Heat!",
        original_language="Quenya",
        titles=[{"name": "Calor", "language": "spanish", "region": "Spain", "kind": "nice"}],
        translations={
            "not a language": {"title": "Calor"},
            "ES-mx": {"title": "Calor", "genre": "Crimen/Drama"},
        },
    )
    assert [tuple(title) for title in film.titles] == [
        ("Calor", "", "", "alternative"),
        ("Heat!", None, None, "original"),
    ]
    assert [tuple(texts) for texts in film.translations] == [("es", "Calor", "", "Crimen, Drama", "")]


def test_long_title_is_cut_to_what_can_be_stored(load):
    load(
        [
            {
                **HEAT,
                "titles": [{"name": "x" * 400}],
                "translations": {"es": {"title": "y" * 400, "genre": "a, " * 200}},
            }
        ]
    )
    assert len(Title.objects.get().name) == len(Translation.objects.get().title) == 300


@pytest.mark.parametrize(
    "header",
    ["original_title", "titulo_original", "Título original", "title_es", "title_419", "Alternative Titles"],
)
def test_column_of_other_titles_beside_a_title_has_its_own_field(header):
    assert understood(["title", header])[0][header] in FIELDS


def test_tmdb_tells_the_original_title_with_its_language(load):
    header = "id,title,overview,genres,vote_average,original_title,original_language\n"
    load(header + '129,Spirited Away,A girl.,"[]",8,千と千尋の神隠し,ja\n', "tmdb_5000_movies.csv")
    assert stored() == {("千と千尋の神隠し", "ja", "", "original")}


def test_known_film_gets_what_is_new_and_nothing_twice(load):
    first = {**HEAT, "original_title": "Heat", "alternative_titles": ["Calor"]}
    load([first])
    assert load([first]).unchanged == 1
    before = stored()
    assert before == {("Heat", "", "", "original"), ("Calor", "", "", "alternative")}
    report = load([{**HEAT, "title_es": "Calor", "original_title": "Heat", "original_language": "en"}])
    assert (report.created, report.updated) == (0, 1)
    assert stored() == {("Heat", "en", "", "original"), ("Calor", "es", "", "official")}
    assert load([{**HEAT, "alternative_titles": "Calor;HEAT"}]).unchanged == 1
    assert load([first]).unchanged == 1
    assert stored() == {("Heat", "en", "", "original"), ("Calor", "es", "", "official")}


def test_film_that_comes_twice_in_a_file_has_the_titles_of_both_rows(load):
    load([{**HEAT, "title_es": "Calor"}, {**HEAT, "title_es": "Calor", "title_en": "The Heat"}])
    assert stored() == {("Calor", "es", "", "official"), ("The Heat", "en", "", "official")}


def test_translation_is_updated_where_the_file_says_something(load):
    load([{**HEAT, "translations": {"es": {"title": "Calor", "description": "Un golpe."}}}])
    report = load(
        [{**HEAT, "translations": {"es": {"description": "Dos golpes."}, "fr": {"title": "Chaleur"}}}]
    )
    assert report.updated == 1
    texts = set(Translation.objects.values_list("language", "title", "description"))
    assert texts == {("es", "Calor", "Dos golpes."), ("fr", "Chaleur", "")}


def test_translation_that_the_row_itself_says_by_now_goes(load):
    load([{**HEAT, "tmdb_id": 949, "description": "A heist.", "translations": {"es": {"title": "Calor"}}}])
    assert Translation.objects.count() == 1
    Translation.objects.update(description="A heist.")
    report = load([{"title": "Calor", "tmdb_id": 949}])
    assert (report.updated, Translation.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("row", "matches"),
    [
        ({"title": "Calor", "year": 1995}, True),
        ({"title": "CALOR", "year": 1995}, True),
        ({"title": "Chaleur", "year": 1995}, True),
        ({"title": "Fuoco", "year": 1995, "original_title": "Heat"}, True),
        ({"title": "Calor", "year": 1996}, False),
        ({"title": "Calor"}, False),
        ({"title": "Calor", "year": 1995, "tmdb_id": 7}, False),
    ],
)
def test_film_is_known_by_any_of_its_titles_where_the_years_agree(load, row, matches):
    load([{**HEAT, "tmdb_id": 949, "title_es": "Calor", "translations": {"fr": {"title": "Chaleur"}}}])
    assert load([row]).created == (0 if matches else 1)


def test_title_of_two_films_of_a_year_tells_neither(load):
    films = [{"title": f"Film {n}", "year": 1995, "title_es": "Calor"} for n in range(2)]
    load(films)
    assert load([{"title": "Calor", "year": 1995}]).created == 1


def test_films_of_one_file_know_each_other_by_their_titles(load):
    report = load([{**HEAT, "title_es": "Calor"}, {"title": "Calor", "year": 1995, "runtime": 170}])
    assert report.created == 1
    assert Movie.objects.get().runtime == 170


@pytest.mark.parametrize("name", ["films.json", "films.jsonl", "films.csv", "films.parquet"])
def test_titles_and_translations_survive_the_round_trip(load, tmp_path, name):
    titles = [
        {"name": "Heat", "language": "en", "kind": "original"},
        {"name": "Heat", "kind": "alternative"},
        {"name": 'Fuego, "contra" fuego | 2', "language": "es", "region": "MX", "kind": "official"},
        {"name": "=2+3", "kind": "alternative"},
    ]
    texts = {
        "es": {"title": "Calor", "description": "Uno\ndos, tres.", "genre": "Crimen", "keywords": "a, b"}
    }
    load(
        [
            {**HEAT, "titles": titles, "translations": {**texts, "fr": {"title": "Chaleur"}}},
            {"title": "Plain"},
        ]
    )
    before = (
        stored(),
        set(Translation.objects.values_list("language", "title", "description", "genre", "keywords")),
    )
    assert len(before[0]) == 4
    export_films(tmp_path / name)
    Movie.objects.all().delete()
    report = import_films(recognise(tmp_path / name))
    assert (report.created, report.ignored_columns, report.left_out) == (2, [], [])
    assert before == (
        stored(),
        set(Translation.objects.values_list("language", "title", "description", "genre", "keywords")),
    )
    assert import_films(recognise(tmp_path / name)).unchanged == 2


def test_new_film_is_in_the_full_text_table_with_all_its_titles(load):
    from movie.database.full_text import titled

    load([{**HEAT, "title_es": "Calor", "translations": {"fr": {"title": "Chaleur"}}}])
    movie = Movie.objects.get().pk
    load([{**HEAT, "title_en": "The Warmth"}])
    assert [titled(word) for word in ("heat", "calor", "chaleur", "warmth")] == [[movie]] * 4


def test_titles_of_many_new_films_cost_the_queries_of_those_of_one(load):
    counts = []
    for number in (1, 40):
        rows = [
            {
                "title": f"Film {number} {n}",
                "year": 1995,
                "title_es": f"Cinta {n}",
                "translations": {"fr": {"title": "F"}},
            }
            for n in range(number)
        ]
        with CaptureQueriesContext(connection) as queries:
            load(rows)
        counts.append(len(queries))
        assert not [query for query in queries if query["sql"].startswith('UPDATE "movie_t')]
    assert counts[0] == counts[1]
