"""The films that ship: complete, the same in both languages, and described without giving the title away."""

import csv
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from movie.catalogue.importing import import_films
from movie.catalogue.posters.palettes import genre_family
from movie.catalogue.readers import recognise
from movie.catalogue.sample import LANGUAGES, sample_file
from movie.models import Movie
from movie.text import fold, split_genres

FILMS = {language: json.loads(sample_file(language).read_text(encoding="utf-8")) for language in LANGUAGES}
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
# Films of the workshop's own list.
WORKSHOP = """
Ciudadano Kane, El padrino, Casablanca, La lista de Schindler, Pulp Fiction, La naranja mecánica,
Apocalypse Now, El resplandor, Psicosis, Blade Runner, Los siete samuráis, La vida es bella,
El club de la pelea, Forrest Gump, Matrix, Tiempos modernos, Amadeus, El pianista, El rey león,
El cisne negro, Memento, El origen, Taxi Driver
"""


def those(language, wrong):
    """The titles of the films for which `wrong` holds."""
    return [film["title"] for film in FILMS[language] if wrong(film)]


def test_both_files_hold_the_same_films_in_one_order():
    english, spanish = (
        [(film.get("tmdb_id"), film["year"]) for film in FILMS[name]] for name in ("en", "es")
    )
    assert english == spanish
    assert len(english) >= 120


def test_facts_agree_in_both_files():
    facts = ("release_date", "runtime", "director", "actors", "vote_average", "budget", "revenue")
    for english, spanish in zip(FILMS["en"], FILMS["es"], strict=True):
        assert [english.get(name) for name in facts] == [spanish.get(name) for name in facts]


@EVERY_LANGUAGE
def test_no_film_comes_twice(language):
    ids = Counter(film["tmdb_id"] for film in FILMS[language] if film.get("tmdb_id"))
    titles = Counter((fold(film["title"]), film["year"]) for film in FILMS[language])
    assert (max(ids.values()), max(titles.values())) == (1, 1)


@EVERY_LANGUAGE
def test_every_film_is_complete(language):
    needed = ("title", "year", "release_date", "genre", "director", "keywords", "description")
    assert those(language, lambda film: not all(film.get(name) for name in needed)) == []


@EVERY_LANGUAGE
def test_release_is_in_the_year_or_the_next(language):
    def wrong(film):
        return date.fromisoformat(film["release_date"]).year - film["year"] not in (0, 1)

    assert those(language, wrong) == []


@EVERY_LANGUAGE
def test_every_film_has_its_running_time(language):
    assert those(language, lambda film: not 10 <= film.get("runtime", 0) <= 240) == []


def test_running_times_are_those_of_other_catalogues():
    """Cuts differ: of films that TMDB knows all but a few are within three minutes."""
    path = Path(os.environ.get("MOVIE_DATA") or ".", "tmdb_5000_movies.csv")
    if not path.is_file():
        pytest.skip("MOVIE_DATA names no folder with tmdb_5000_movies.csv.")
    csv.field_size_limit(2**24)
    with path.open(encoding="utf-8") as file:
        known = {int(row["id"]): float(row["runtime"] or 0) for row in csv.DictReader(file)}
    pairs = [(film["runtime"], known.get(film.get("tmdb_id"))) for film in FILMS["en"]]
    off = [abs(own - theirs) > 3 for own, theirs in pairs if theirs]
    assert len(off) > 100 and sum(off) <= 3


@EVERY_LANGUAGE
def test_descriptions_have_60_to_110_words(language):
    assert those(language, lambda film: not 60 <= len(film["description"].split()) <= 110) == []


@EVERY_LANGUAGE
def test_descriptions_do_not_contain_the_title(language):
    def told(film):
        return len(film["title"]) > 5 and fold(film["title"]) in fold(film["description"])

    assert those(language, told) == []


@EVERY_LANGUAGE
def test_no_two_films_share_a_description(language):
    assert len({film["description"] for film in FILMS[language]}) == len(FILMS[language])


def test_descriptions_are_written_in_both_languages():
    common = {"en": {"the", "and", "of", "with"}, "es": {"el", "la", "de", "y", "que"}}
    for language, others in (("en", "es"), ("es", "en")):
        for film in FILMS[language]:
            words = Counter(film["description"].lower().split())
            own, foreign = (sum(words[word] for word in common[name]) for name in (language, others))
            assert own > foreign, film["title"]


@EVERY_LANGUAGE
def test_films_have_three_actors_or_none(language):
    assert those(language, lambda film: len(set(film.get("actors", "123"))) != 3) == []


@EVERY_LANGUAGE
def test_genres_are_known_and_written_as_they_are_stored(language):
    def odd(film):
        genres = split_genres(film["genre"])
        return ", ".join(genres) != film["genre"] or "neutral" in map(genre_family, genres)

    assert those(language, odd) == []


def test_genres_translate_one_to_one():
    pairs = Counter()
    for english, spanish in zip(FILMS["en"], FILMS["es"], strict=True):
        pairs.update(zip(english["genre"].split(", "), spanish["genre"].split(", "), strict=True))
    assert len(pairs) == len({first for first, _ in pairs}) == len({second for _, second in pairs})


def test_films_of_the_workshop_are_among_them():
    wanted = {fold(title.strip()) for title in WORKSHOP.split(",")}
    assert wanted - {fold(film["title"]) for film in FILMS["es"]} == set()


@EVERY_LANGUAGE
@pytest.mark.django_db
def test_file_imports_without_a_rejected_row(language):
    report = import_films(recognise(sample_file(language)))
    assert (report.created, report.rejected, report.left_out) == (len(FILMS[language]), [], [])
    assert report.ignored_columns == []
    assert Movie.objects.filter(credits__role="director").distinct().count() == report.created


@pytest.mark.django_db
def test_other_language_renames_the_films_and_adds_none_that_has_an_id():
    import_films(recognise(sample_file("en")))
    report = import_films(recognise(sample_file("es")))
    without_id = sum(not film.get("tmdb_id") for film in FILMS["es"])
    assert report.created <= without_id
    assert Movie.objects.filter(title="El padrino").exists()
