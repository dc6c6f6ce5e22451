"""Files as other programs write them: what each calls its columns, and what it puts beside a value."""

import pytest

from movie.models import Movie

pytestmark = pytest.mark.django_db


def names(people):
    return [person.name for person in people]


def test_spreadsheet_of_a_spanish_machine(taken, stored):
    rows = ["Título;Año;Director;Duración (min);Recaudación (US$);Puntuación;Votos"]
    rows += [
        "La sal;1999;Ana Ruiz;102;12.500.000,00;7,4;1.234",
        "El niño;2004;Leo Pardo;121;3.400.000,50;6,1;88",
    ]
    rows += ["Árbol;2010;Eva Mora;95;900.000,00;5,9;45", "TOTAL;;;;16.800.000,50;;"]
    assert taken("a.csv", "\r\n".join(rows)).remarks == 1
    film = stored("La sal")
    assert (film.revenue, film.vote_average, film.vote_count) == (12_500_000, 7.4, 1234)
    assert Movie.objects.count() == 3


def test_notion_puts_an_address_behind_a_name(taken, stored):
    row = 'Salt,"January 3, 2024 10:02 AM",Ana Ruiz (https://www.notion.so/Ana-0a1b),"Drama, War",1999'
    taken("a.csv", f"Name,Created,Director,Genre,Release Year\n{row}\n")
    assert names(stored("Salt").directors) == ["Ana Ruiz"]


def test_plex_puts_a_dash_between_names(taken, stored):
    taken("a.csv", "Title,Year,Genres,Roles\nSalt,1999,Drama - War,Leo Sanz - Jean-Luc Mora\n")
    film = stored("Salt")
    assert (film.genre, names(film.actors)) == ("Drama, War", ["Leo Sanz", "Jean-Luc Mora"])


def test_kodi_counts_seconds_and_nests_ids(taken, stored, written):
    films = [
        {"title": "Salt", "year": 1999, "runtime": 6130, "uniqueid": {"tmdb": "9001", "imdb": "tt7000001"}},
        {"title": "Sand", "year": 2004, "runtime": 7260, "uniqueid": {"imdb": "tt7000002"}},
    ]
    taken("a.json", {"result": {"movies": films}})
    film = stored("Salt")
    assert (film.runtime, film.tmdb_id, film.imdb_id) == (102, 9001, "tt7000001")


@pytest.mark.parametrize(
    ("cells", "runtimes"),
    [
        ((90, 7260), [90, None]),
        ((5400, 6000), [90, 100]),
        ((5_400_000, 6_000_017), [90, 100]),
        ((54_000_000_000, 60_000_000_000), [90, 100]),
    ],
)
def test_running_times_are_in_the_unit_in_which_most_of_them_are_those_of_films(taken, cells, runtimes):
    first, second = cells
    taken("a.csv", f"title,year,runtime\nSalt,1999,{first}\nSand,2004,{second}\n")
    assert list(Movie.objects.order_by("pk").values_list("runtime", flat=True)) == runtimes


def test_r_and_excel_have_words_for_nothing(taken, stored):
    rows = '"1","Salt",NA,NA,NA\n"2","Sand",#N/A,2004,"Drama"\n'
    report = taken("a.csv", f'"","title","director","year","genre"\n{rows}')
    assert (stored("Salt").genre, stored("Salt").year, names(stored("Sand").directors)) == ("", None, [])
    assert not report.values


@pytest.mark.parametrize("title", ["Salt[12]", "Salt †", "Salt[a]", "Salt[note 2]", "Salt[# 1][4]"])
def test_sign_of_a_footnote_is_none_of_a_title(taken, stored, title):
    taken("a.tsv", f"Title\tYear\n{title}\t1999\n")
    assert stored("Salt").year == 1999


@pytest.mark.parametrize("title", ["[REC]", "Salt [Director's Cut]", "[4]", "Pi [π]"])
def test_brackets_that_hold_no_footnote_are_of_the_title(taken, stored, title):
    taken("a.tsv", f"Title\tYear\n{title}\t1999\n")
    assert stored(title).year == 1999


def test_name_that_a_film_is_also_known_by_is_a_further_title(taken, stored):
    taken("a.csv", 'titulo,ano,reparto\nLa sal (aka El salar),1999,"Leo Sanz, ..."\n')
    film = stored("La sal")
    assert [title.name for title in film.titles.all()] == ["El salar"]
    assert names(film.actors) == ["Leo Sanz"]


def test_number_is_an_id_of_imdb_among_what_imdb_says(taken, stored):
    taken("a.json", [{"title": "Salt", "imdb": {"id": 7000001, "rating": 7.4, "votes": 12}}])
    film = stored("Salt")
    assert (film.imdb_id, film.vote_average) == ("tt7000001", 7.4)


def test_list_of_people_that_was_cut_off_keeps_those_that_are_whole(taken, stored):
    whole = [{"cast_id": n, "id": n, "name": f"Person {n}"} for n in (1, 2, 3)]
    taken("a.json", [{"title": "Salt", "year": 1999, "actors": str(whole)[:-20]}])
    assert names(stored("Salt").actors) == ["Person 1", "Person 2"]
