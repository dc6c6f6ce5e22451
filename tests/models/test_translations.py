"""A film is shown in the language of the page where it is told in that language, else as its row has it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from movie.models import Movie, Title, with_translations

pytestmark = pytest.mark.django_db


@pytest.fixture
def spirited(make_movie):
    movie = make_movie("Spirited Away", year=2001, genre="Fantasy", keywords="bathhouse, witch")
    movie.translations.create(
        language="es", title="El viaje de Chihiro", description="Una niña.", genre="Fantasía/Aventura"
    )
    return movie


@pytest.mark.parametrize("language", ["es", "es-mx", "ES"])
def test_film_is_shown_by_its_translation_and_what_that_leaves_out_by_its_row(spirited, language):
    shown = spirited.in_language(language)
    assert str(shown) == "El viaje de Chihiro (2001)"
    assert (shown.title, shown.description) == ("El viaje de Chihiro", "Una niña.")
    assert shown.genres == ["Fantasía", "Aventura"]
    assert shown.keyword_list == ["bathhouse", "witch"]


@pytest.mark.parametrize("language", ["en", "fr", "", "e"])
def test_film_without_a_translation_is_shown_as_its_row(spirited, language):
    shown = spirited.in_language(language)
    assert (shown.title, shown.description) == (spirited.title, spirited.description)
    assert (shown.genres, shown.keyword_list) == (spirited.genres, spirited.keyword_list)
    assert str(shown) == str(spirited)


def test_shown_follows_the_language_of_the_page(spirited):
    titles = []
    for language in ("en", "es", "en"):
        with translation.override(language):
            titles.append(spirited.shown.title)
    with translation.override(None):
        titles.append(spirited.shown.title)
    assert titles == ["Spirited Away", "El viaje de Chihiro", "Spirited Away", "Spirited Away"]


def test_many_films_are_shown_for_one_query_more_than_they_take(spirited, make_movie):
    for n in range(9):
        make_movie(f"Film {n}").translations.create(language="es", title=f"Película {n}")
    with translation.override("es"), CaptureQueriesContext(connection) as queries:
        titles = [movie.shown.title for movie in with_translations(Movie.objects.order_by("pk"))]
    assert titles == ["El viaje de Chihiro", *(f"Película {n}" for n in range(9))]
    assert len(queries) == 2


def test_no_films_take_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert with_translations([]) == []


def test_one_title_stands_once_in_a_language_and_region(spirited):
    spirited.titles.create(name="Chihiro", language="es")
    spirited.titles.create(name="Chihiro", language="es", region="ES")
    with pytest.raises(IntegrityError), transaction.atomic():
        spirited.titles.create(name="Chihiro", language="es")
    with pytest.raises(IntegrityError), transaction.atomic():
        spirited.translations.create(language="es")
    assert {str(title) for title in Title.objects.all()} == {"Chihiro"}
    assert str(spirited.translations.get()) == "El viaje de Chihiro (es)"


def test_titles_and_translations_go_with_their_film(spirited):
    spirited.titles.create(name="Chihiro")
    spirited.delete()
    assert not Title.objects.exists()
