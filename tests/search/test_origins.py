"""From where films should come that are asked for: countries, languages, parts of the world."""

import pytest
from django.urls import reverse

from movie.models import Movie
from movie.search.chips import chips
from movie.search.fallback import answer
from movie.search.query_parser import parse

pytestmark = pytest.mark.django_db
FILMS = {
    "Fjord": ("da", "DK"),
    "Harbour Money": ("en", "DK, US"),
    "Lighthouse": ("sv", "SE"),
    "Cinder": ("ko", "KR"),
    "Avenida": ("es", "AR"),
    "Plaza": ("es", "ES"),
    "Prairie": ("en", "US"),
    "Moor": ("en", "GB"),
    "Monsoon": ("hi", "IN"),
    "Boulevard": ("fr", ""),
    "Nowhere": ("", ""),
}


@pytest.fixture
def shelf():
    """Films by title, of the best known first."""
    return [
        Movie.objects.create(
            title=title,
            description="A house by the water.",
            genre="Drama, Thriller",
            vote_count=100 - number,
            original_language=language,
            countries=countries,
        )
        for number, (title, (language, countries)) in enumerate(FILMS.items())
    ]


def found(prompt):
    """The titles that answer a prompt."""
    return {match.movie.title for match in answer(prompt).matches}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("prompt", "titles"),
    [
        ("anything danish?", {"Fjord"}),
        ("cine danés", {"Fjord"}),
        ("una película danesa", {"Fjord"}),
        ("korean thrillers", {"Cinder"}),
        ("dramas coreanos", {"Cinder"}),
        ("cine sueco o danés", {"Fjord", "Lighthouse"}),
        ("scandinavian thriller", {"Fjord", "Lighthouse"}),
        ("latin american films", {"Avenida"}),
        ("pelis argentinas buenas", {"Avenida"}),
        ("cine español", {"Plaza"}),
        ("en español", {"Avenida", "Plaza"}),
        ("british film", {"Moor"}),
        ("hindi film", {"Monsoon"}),
        ("dramas made in India", {"Monsoon"}),
        ("cine de Corea del Sur", {"Cinder"}),
        ("in French", {"Boulevard"}),
        ("french films", {"Boulevard"}),
        ("german-language dramas", set()),
    ],
)
def test_films_of_an_origin_are_found_and_no_others(prompt, titles):
    assert found(prompt) == titles


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("prompt", "refused"),
    [
        ("nothing american please", {"Prairie", "Harbour Money"}),
        ("que no sea gringa", {"Prairie", "Harbour Money"}),
        ("a drama but not in english", {"Prairie", "Harbour Money", "Moor"}),
        ("cualquiera menos las francesas", {"Boulevard"}),
        ("foreign films", {"Prairie", "Harbour Money", "Moor"}),
    ],
)
def test_films_of_an_origin_that_is_refused_are_left_out(prompt, refused):
    assert found(prompt) == set(FILMS) - refused


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "prompt",
    [
        "a french chef opens a restaurant",
        "una francesa se enamora de un soldado",
        "german soldiers in a submarine",
        "the italian mafia",
        "an english teacher",
    ],
)
def test_people_and_things_of_a_country_are_no_origin_of_a_film(prompt):
    query = parse(prompt)

    assert (query.origins, query.without_origins, query.text) == ((), (), prompt)


def test_without_any_origin_in_the_catalogue_its_words_are_told_like_others():
    Movie.objects.create(title="Nowhere", description="A house.", genre="Drama")

    assert parse("danish drama films").text == "danish"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("prompt", "refused"),
    [("un drama que no sea de Estados Unidos", "US"), ("thrillers not from South Korea", "KR")],
)
def test_what_a_film_is_not_to_be_from_is_its_origin(prompt, refused):
    query = parse(prompt)

    assert (query.without_origins, query.unwanted) == ((refused,), ())


@pytest.mark.usefixtures("shelf")
def test_film_is_of_a_country_by_its_language_where_no_film_is_of_both():
    Movie.objects.filter(title="Fjord").delete()

    assert found("danish films") == {"Harbour Money"}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["From South Korea", "In Hindi", "Not from United States"]),
        ("es", ["De Corea del Sur", "En hindi", "Que no sea de Estados Unidos"]),
    ],
)
def test_origins_are_chips_that_can_be_taken_back(language, labels):
    query = parse("korean or hindi films but nothing american")
    shown = [chip for chip in chips(query, language) if "origins" in chip.kind]

    assert [chip.label for chip in shown] == labels
    assert [chip.left_out for chip in shown] == [1, 1, 0]
    assert parse("korean films", ignored=["origins:KR"]).origins == ()


def test_changed_origin_counts_from_then_on(shelf):
    assert found("korean films") == {"Cinder"}
    Movie.objects.filter(pk=shelf[0].pk).update(original_language="ko", countries="KR")

    assert found("korean films") == {"Cinder", "Fjord"}


def test_page_and_api_say_where_a_film_is_from(client, shelf):
    page = client.get(reverse("movie:detail", args=[shelf[1].pk]), headers={"accept-language": "es"})
    told = client.get(f"/api/movies/{shelf[1].pk}").json()

    assert "Dinamarca" in page.text
    assert "Inglés" in page.text
    assert (told["original_language"], told["countries"]) == ("en", ["DK", "US"])
