"""Export and import of whole catalogues: nothing changes, whatever their films are called and say."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from movie.importing.export import export_films
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise, sources_in
from movie.models import Credit, Mood, Movie, Person, Title, Translation
from movie.moods.store import store_mood

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl"])
OF_FILMS = [field.name for field in Movie._meta.concrete_fields if field.name not in ("id", "emb", "emb_at")]
# What films are called that readers of files take for something else.
CALLED = [
    *("None", "Null", "N/A", "-", "--", "0", "1984", "1,000", "3.0", "True", "Total", "Title", "tt0133093"),
    *("=1+1", "+1", "-5", "@home", "'Tis", "''Tis", "'=1+1", '"Quoted"', "“Quoted”", "[REC]", "{x}", "nan"),
    *("(500) Days", "Salt (1999)", "Salt (2010)", "Salt, The", "The Salt, The", "Salt (The Sea)", "\\N"),
    *("Salt: Season 1: Pilot", "Salt (TV series)", "Page 1 of 3", "Salt;Sea|Sand", "Salt\tSea", "Salt\\N"),
    *("Salt & Sea", "Salt &amp; Sea", "<b>Salt</b>", "Sálvame", "Âme", "Ã©té", "千と千尋", "🎬", "Q42"),
    *("https://example.org/salt", "a" * 300, "ﬁn"),
]
TOLD = [
    *("", "One line.", "Two\nlines\r\nthree", "A <b>word</b> and 1 < 2 & 3 > 2, &eacute;", "=SUM(A1)"),
    *("[not, a, list]", '{"not": "JSON"}', "nan", "N/A", "Miniserie de TV sobre el mar."),
    *("'quoted'", "x" * 40_000),
]
NUMBERS: dict[str, list[Any]] = {
    "year": [None, 1895, 1999, 2030, 2099],
    "release_date": [None, date(1999, 3, 31), date(1895, 12, 28), date(2004, 2, 29), date(2031, 1, 1)],
    "runtime": [None, 1, 90, 1200],
    "vote_average": [None, 0.0, 7.123456789, 10.0],
    "vote_count": [None, 0, 3, 2_000_000_000],
    "popularity": [None, 0.0, 0.1 + 0.2, 1e-9, 12_345.6],
    "budget": [None, 1, 2**40],
    "revenue": [None, 999, 2**50],
}
TEXTS = {
    "genre": ["", "Drama", "Drama, Ciencia ficción", "Sci-Fi, Film-Noir", "Unknown", "drama", "Drama/Crime."],
    "keywords": ["", "cat", "cat, [brackets], ünïcode, 2001", "a/b; c|d", "nan"],
    "url": ["", "https://example.org/?a=1,2&b=3", "https://www.imdb.com/title/tt0000001/"],
}
NAMES = ["Ana Ruiz", "Downey, Jr.", "Ana y Leo", "José Ortega y Gasset", "Unknown", "Zoë “Zo” Day", "X / Y"]
NAMES += ["None", "The Wachowskis", "O'Hara", "{n}", "[n]", "A & B", "A &amp; B", "=A", "nan"]


def _of(values: list[Any], number: int) -> Any:
    return values[number % len(values)]


@pytest.fixture
def odd(make_movie):
    """A film of each name, with the other values in turn; and one of which nothing but the title is known."""
    people = [Person.objects.create(name=name, tmdb_id=n if n % 3 else None) for n, name in enumerate(NAMES)]
    for number, name in enumerate(CALLED):
        told = {field: _of(values, number) for field, values in (NUMBERS | TEXTS).items()}
        ids = {
            "tmdb_id": number + 1 if number % 3 else None,
            "imdb_id": f"tt9{number:06}" if number % 4 else None,
        }
        film = make_movie(name, description=_of(TOLD, number), **told, **ids)
        for place in range(number % 4):
            role = Credit.Role.DIRECTOR if place == 1 else Credit.Role.ACTOR
            Credit.objects.create(movie=film, person=_of(people, number + place), role=role, position=place)
        _in_other_words(film, number)
    make_movie("Alone", description="")
    make_movie("Alone", description="")


def _in_other_words(film: Movie, number: int) -> None:
    if number % 5 == 0:
        Title.objects.create(movie=film, name=_of(CALLED, number + 7), language="es", region="419")
        Title.objects.create(movie=film, name=_of(CALLED, number + 9), kind=Title.Kind.ORIGINAL)
    if number % 6 == 0:
        Translation.objects.create(movie=film, language="es", title="Sal", description=_of(TOLD, number + 1))
    if number % 7 == 0:
        store_mood(film.pk, ["joy", "miedo"], "🎬👩‍🚀", _of(Mood.Source.values, number), "1:digest")


def everything() -> Iterator[tuple[Any, ...]]:
    """All that is stored of every film, but its id and the time and bytes of its vector."""
    for film in Movie.objects.order_by("pk").prefetch_related("credits__person").iterator(chunk_size=500):
        people = [(one.role, one.person.name, one.person.tmdb_id) for one in film.credits.all()]
        titles = sorted(film.titles.values_list("name", "language", "region", "kind"))
        texts = [
            (one.language, one.title, one.description, one.genre, one.keywords)
            for one in film.translations.all()
        ]
        mood = Mood.objects.filter(movie=film).values_list("emotions", "emojis", "source", "text_digest")
        yield (*(getattr(film, name) for name in OF_FILMS), sorted(people), titles, texts, list(mood))


@FORMATS
def test_import_of_an_export_changes_nothing(odd, tmp_path, suffix):
    before = list(everything())
    export_films(tmp_path / f"films{suffix}")
    report = import_films(recognise(tmp_path / f"films{suffix}"))
    assert list(everything()) == before
    assert (report.unchanged, report.rows) == (len(before), len(before))


@FORMATS
def test_import_of_an_export_into_an_empty_catalogue_makes_it_anew(odd, tmp_path, suffix):
    before = list(everything())
    export_films(tmp_path / f"films{suffix}")
    Movie.objects.all().delete()
    Person.objects.all().delete()
    report = import_films(recognise(tmp_path / f"films{suffix}"))
    for film, again in zip(before, everything(), strict=True):
        assert again == film
    assert (report.created, report.rows) == (len(before), len(before))


def real(name: str) -> Path:
    if "MOVIE_DATA" not in os.environ:
        pytest.skip("MOVIE_DATA names no folder of other people's files")
    return Path(os.environ["MOVIE_DATA"], name)


@FORMATS
@pytest.mark.parametrize(
    "name", ["workshop_movies_embeddings.json", "workshop_db.sqlite3", "netflixgpt_emotions.csv"]
)
def test_catalogue_of_somebody_else_comes_back_as_it_was(tmp_path, name, suffix):
    import_films(*sources_in(real(name)))
    before = list(everything())
    export_films(tmp_path / f"films{suffix}", with_embeddings=True)
    assert import_films(recognise(tmp_path / f"films{suffix}")).unchanged == len(before)
    assert list(everything()) == before
    Movie.objects.all().delete()
    Person.objects.all().delete()
    import_films(recognise(tmp_path / f"films{suffix}"))
    assert list(everything()) == before


LARGE = ["tmdb_5000_movies.csv", "tot_catalogue.csv", "netflix_titles_justwatch.csv"]


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["tmdb_5000_movies.csv", "tot_catalogue.csv", "netflix_titles_justwatch.csv"]
)
def test_large_catalogue_of_somebody_else_is_not_changed_by_its_export(tmp_path, name):
    import_films(*sources_in(real(name)))
    before = list(everything())
    for suffix in (".csv", ".jsonl"):
        export_films(tmp_path / f"films{suffix}")
        assert import_films(recognise(tmp_path / f"films{suffix}")).unchanged == len(before)
    assert list(everything()) == before
