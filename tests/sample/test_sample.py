"""The films that ship: complete, the same in both languages, and described without giving the title away."""

import csv
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.importing.readers.shipped import sample
from movie.lookup.titles import find_movie
from movie.models import Movie, Title
from movie.posters.palettes import genre_family
from movie.sample import FOLDER, LANGUAGES, sample_file
from movie.text import fold, split_genres

FILMS = {language: json.loads(sample_file(language).read_text(encoding="utf-8")) for language in LANGUAGES}
NAMED = json.loads((FOLDER / "titles.json").read_text(encoding="utf-8"))
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
# Films of the workshop's own list.
WORKSHOP = """
Ciudadano Kane, El padrino, Casablanca, La lista de Schindler, Pulp Fiction, La naranja mecánica,
Apocalypse Now, El resplandor, Psicosis, Blade Runner, Los siete samuráis, La vida es bella,
El club de la pelea, Forrest Gump, Matrix, Tiempos modernos, Amadeus, El pianista, El rey león,
El cisne negro, Memento, El origen, Taxi Driver
"""
# As people in Spain and in America type them; the workshop's own examples first.
TYPED = """
La lista de Schindler = Schindler's List
Salvar al soldado Ryan = Saving Private Ryan
rescatando al soldado ryan = Saving Private Ryan
uno de los nuestros = GoodFellas
Buenos Muchachos = GoodFellas
con faldas y a lo loco = Some Like It Hot
una eva y dos adanes = Some Like It Hot
sonrisas y lagrimas = The Sound of Music
novicia rebelde = The Sound of Music
sin perdon = Unforgiven
los imperdonables = Unforgiven
el silencio de los corderos = The Silence of the Lambs
la jungla de cristal = Die Hard
duro de matar (1988) = Die Hard
olvidate de mi = Eternal Sunshine of the Spotless Mind
regreso al futuro = Back to the Future
volver al futuro 1 = Back to the Future
el crepusculo de los dioses = Sunset Boulevard
doce hombres sin piedad = 12 Angry Men
telefono rojo volamos hacia moscu = Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb
alguien volo sobre el nido del cuco = One Flew Over the Cuckoo's Nest
en busca del arca perdida = Raiders of the Lost Ark
sueño de fuga = The Shawshank Redemption
el club de la lucha = Fight Club
no es pais para viejos = No Country for Old Men
el caballero oscuro = The Dark Knight
deja me entrar = Let the Right One In
LOTR = The Lord of the Rings: The Fellowship of the Ring
el señor de los anillos 1 = The Lord of the Rings: The Fellowship of the Ring
2001 = 2001: A Space Odyssey
wall-e = WALL·E
seven = Se7en
sen to chihiro no kamikakushi = Spirited Away
七人の侍 = Seven Samurai
idi i smotri = Come and See
cidade de deus = City of God
le fabuleux destin d'amelie poulain = Amélie
das leben der anderen 2006 = The Lives of Others
"""
CODES = "en es fr de it pt sv ja zh ko hi bn fa ru lv zu"


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
def test_keywords_are_told_in_one_language(language):
    other = "es" if language == "en" else "en"
    theirs = [set(film["keywords"].split(", ")) for film in FILMS[other]]
    shared = [
        len(set(film["keywords"].split(", ")) & words)
        for film, words in zip(FILMS[language], theirs, strict=True)
    ]
    assert max(shared) <= 5 and sum(shared) < len(shared)
    assert those(language, lambda film: not 9 <= len(film["keywords"].split(", ")) <= 10) == []


def test_titles_are_those_of_the_same_films():
    assert [named["tmdb_id"] for named in NAMED] == [film.get("tmdb_id") for film in FILMS["en"]]


def test_every_film_has_one_original_title_an_english_and_a_spanish_one():
    def places(named, *kinds):
        return [title.get("language") for title in named["titles"] if title["kind"] in kinds]

    assert [named for named in NAMED if len(places(named, "original")) != 1] == []
    assert [named for named in NAMED if not {"en", "es"} <= set(places(named, "original", "official"))] == []


def test_titles_are_written_once_and_their_places_as_codes():
    for named in NAMED:
        keys = [(title["name"], title.get("language"), title.get("region")) for title in named["titles"]]
        assert len(set(keys)) == len(keys)
        assert all(name == name.strip() != "" for name, _, _ in keys)
        assert {title["kind"] for title in named["titles"]} <= set(Title.Kind.values)
        assert {language for _, language, _ in keys if language} <= set(CODES.split())
        assert {region for _, _, region in keys if region} <= {"ES", "419", "AR", "MX"}
        assert all(language == "es" for _, language, region in keys if region)


def test_film_that_is_called_otherwise_in_latin_america_has_its_title_of_spain():
    def in_spanish(named, *regions):
        titles = [title for title in named["titles"] if title.get("language") == "es"]
        return [title["name"] for title in titles if title.get("region", "") in regions]

    american = [named for named in NAMED if in_spanish(named, "419")]
    assert len(american) > 60
    assert [named for named in american if not in_spanish(named, "ES", "")] == []


@pytest.fixture(params=LANGUAGES)
def whole_sample(request, db):
    """The sample in the database, with the texts of one language as its films' own."""
    return request.param, import_films(sample(request.param))


def test_sample_imports_without_a_rejected_row(whole_sample):
    language, report = whole_sample
    assert (report.created, report.rejected, report.left_out) == (len(FILMS[language]), [], [])
    assert report.ignored_columns == []
    assert Movie.objects.filter(credits__role="director").distinct().count() == report.created


def test_every_film_is_shown_as_the_files_of_both_languages_tell_it(whole_sample):
    movies = list(Movie.objects.order_by("pk").prefetch_related("translations"))
    for language in LANGUAGES:
        for movie, film in zip(movies, FILMS[language], strict=True):
            shown = movie.in_language(language)
            assert (shown.title, shown.description) == (film["title"], film["description"])
            assert ", ".join(shown.genres) == film["genre"]
            assert ", ".join(shown.keyword_list) == film["keywords"]


def test_every_title_finds_its_film_in_any_case_and_without_accents(whole_sample):
    movies = list(Movie.objects.order_by("pk"))
    for movie, named, *films in zip(movies, NAMED, *FILMS.values(), strict=True):
        names = {*(title["name"] for title in named["titles"]), *(film["title"] for film in films)}
        for name in names:
            forms = {name, name.upper(), fold(name), f"{name} ({movie.year})"}
            assert {find_movie(form) for form in forms} == {movie}, name


def test_titles_as_people_type_them_find_their_films(whole_sample):
    pairs = [line.split(" = ") for line in TYPED.strip().splitlines()]
    assert [find_movie(typed).in_language("en").title for typed, _ in pairs] == [title for _, title in pairs]


@pytest.mark.django_db
def test_loading_in_the_other_language_changes_the_rows_and_nothing_else():
    import_films(sample("en"))
    before = set(Title.objects.values_list("movie", "name", "language", "region", "kind"))
    report = import_films(sample("es"))
    assert (report.created, report.updated) == (0, len(FILMS["es"]))
    assert [movie.title for movie in Movie.objects.order_by("pk")] == [film["title"] for film in FILMS["es"]]
    assert set(Title.objects.values_list("movie", "name", "language", "region", "kind")) >= before
    godfather = Movie.objects.get(title="El padrino")
    assert [told.language for told in godfather.translations.all()] == ["en"]
    assert import_films(sample("es")).unchanged == len(FILMS["es"])


@pytest.mark.django_db
def test_file_of_one_language_alone_imports_too():
    report = import_films(recognise(sample_file("en")))
    assert (report.created, report.rejected, report.ignored_columns) == (len(FILMS["en"]), [], [])
