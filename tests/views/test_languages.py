"""One catalogue in two languages: pages show films in their own, and machines get the films' own texts."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.importing.pipeline import import_films
from movie.importing.readers.shipped import sample
from movie.models import MapPoint, Mood, Movie
from movie.moods.store import store_mood
from movie.search.genres import genres_in, own_genre
from movie.statistics.catalogue import count_all

from ..fakes import unit

pytestmark = pytest.mark.django_db
X, Y = [1.0, 0.0, 0.0], [0.8, 0.6, 0.0]
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}


@pytest.fixture
def films(recording_embedder, make_movie):
    """Two films told in English, and one of them in Spanish."""
    chihiro = make_movie(
        "Spirited Away",
        X,
        genre="Fantasy, Adventure",
        keywords="witch",
        year=2001,
        description="A girl bathes.",
    )
    chihiro.translations.create(
        language="es",
        title="El viaje de Chihiro",
        description="Una niña entra en unos baños.",
        genre="Fantasía, Aventura",
        keywords="bruja",
    )
    totoro = make_movie("My Neighbor Totoro", Y, genre="Fantasy", year=1988)
    for movie in (chihiro, totoro):
        MapPoint.objects.create(movie=movie, x=0.1, y=0.2, model_id=recording_embedder.model_id)
        store_mood(movie.pk, ["wonder"], "🎬", Mood.Source.OWN, "")
    return chihiro, totoro


@pytest.fixture
def more(films, make_movie):
    """A third film, to be alike where the two are liked."""
    return make_movie("Heat", Y)


def pages(client, **headers):
    """What each page says that shows films."""
    chihiro, totoro = Movie.objects.order_by("pk")[:2]
    addresses = {
        "search": "/?q=bathes",
        "film": f"/movies/{chihiro.pk}/",
        "look-alikes": f"/movies/{totoro.pk}/",
        "liked": f"/movies/{totoro.pk}/?like={chihiro.pk}",
        "list": "/movies/",
        "mood": "/mood/?e=wonder",
        "map": "/map/",
        "points": "/map/points/",
    }
    answers = {name: client.get(address, **headers) for name, address in addresses.items()}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_every_page_shows_a_film_in_its_language(films, more, client):
    spanish, english = pages(client, **SPANISH), pages(client)
    for name, text in spanish.items():
        assert "El viaje de Chihiro" in text and "Spirited Away" not in text, name
        assert "My Neighbor Totoro" in text, name
    for name, text in english.items():
        assert "Spirited Away" in text and "El viaje de Chihiro" not in text, name


def test_film_page_tells_description_genres_and_keywords_in_its_language(films, client):
    text = pages(client, **SPANISH)["film"]
    assert all(told in text for told in ("Una niña entra", "Fantasía", "Aventura", "bruja"))
    assert not any(told in text for told in ("A girl bathes", "Adventure", "witch"))


def test_conversation_shows_films_in_the_language_of_the_page(films, client):
    client.post("/chat/", {"said": "Spirited Away"})
    assert "Spirited Away" in client.get("/chat/").content.decode()
    assert "El viaje de Chihiro" in client.get("/chat/", **SPANISH).content.decode()


def test_list_is_in_the_order_of_the_titles_that_it_shows(films, client, make_movie):
    make_movie("Heat")
    titles = {
        language: [
            movie.in_language(language).title for movie in client.get("/movies/", **headers).context["page"]
        ]
        for language, headers in (("es", SPANISH), ("en", {}))
    }
    assert titles["es"] == ["El viaje de Chihiro", "Heat", "My Neighbor Totoro"]
    assert titles["en"] == ["Heat", "My Neighbor Totoro", "Spirited Away"]


@pytest.mark.parametrize("typed", ["chihiro", "spirited", "viaje"])
def test_list_finds_a_film_by_any_of_its_titles(films, client, typed):
    films[0].titles.create(name="Sen to Chihiro no kamikakushi", language="ja")
    page = client.get("/movies/", {"title": typed}).context["page"]
    assert [movie.pk for movie in page] == [films[0].pk]


@pytest.mark.parametrize("genre", ["Fantasía", "fantasia", "Fantasy"])
@pytest.mark.parametrize("headers", [{}, SPANISH], ids=["en", "es"])
def test_genre_is_a_filter_under_its_name_in_any_language(films, client, genre, headers):
    page = client.get("/movies/", {"genre": genre}, **headers).context["page"]
    assert {movie.pk for movie in page} == {movie.pk for movie in films}
    answer = client.get("/", {"q": "bathes", "genre": genre}, **headers).context["answer"]
    assert len(answer.matches) == 2


def test_genres_to_choose_from_are_in_the_language_of_the_page(films, client):
    text = client.get("/movies/", **SPANISH).content.decode()
    assert '<option value="Aventura">' in text and '<option value="Adventure">' not in text
    assert '<option value="Adventure">' in client.get("/movies/").content.decode()


def test_genres_of_a_translation_that_names_fewer_say_nothing(films):
    films[0].translations.create(language="fr", genre="Fantastique")
    assert "Fantastique" not in genres_in("fr")
    assert genres_in("es-mx") == ["Aventura", "Fantasía"]
    assert [own_genre(name) for name in ("aventura", "Fantasy", "Western")] == [
        "Adventure",
        "Fantasy",
        "Western",
    ]


def test_statistics_count_a_keyword_of_both_languages_once(films):
    figures = count_all()
    assert [tally.films for tally in figures.keywords if str(tally.name) == "witch"] == [1]
    assert {str(tally.name): tally.films for tally in figures.genres} == {"Fantasy": 2, "Adventure": 1}


def test_api_without_a_language_tells_the_films_own_texts_and_all_titles(films, client):
    films[0].titles.create(name="千と千尋の神隠し", language="ja", kind="original")
    told = client.get(f"/api/movies/{films[0].pk}").json()
    assert (told["title"], told["genres"], told["keywords"]) == (
        "Spirited Away",
        ["Fantasy", "Adventure"],
        ["witch"],
    )
    assert told["titles"] == [
        {"name": "千と千尋の神隠し", "language": "ja", "region": "", "kind": "original"}
    ]
    found = client.get("/api/search", {"q": "bathes"}).json()["results"]
    assert {each["film"]["title"] for each in found} == {"Spirited Away", "My Neighbor Totoro"}
    assert "A girl bathes." in [each["why"] for each in found]


def test_api_tells_films_in_the_language_that_is_asked_for(films, more, client):
    chihiro, totoro = films
    told = client.get(f"/api/movies/{chihiro.pk}", **SPANISH).json()
    assert (told["title"], told["genres"], told["keywords"], told["description"]) == (
        "El viaje de Chihiro",
        ["Fantasía", "Aventura"],
        ["bruja"],
        "Una niña entra en unos baños.",
    )
    lists = {
        "/api/search?q=una": [each["film"] for each in _json(client, "/api/search?q=una")["results"]],
        "/api/movies": _json(client, "/api/movies")["results"],
        "similar": [each["film"] for each in _json(client, f"/api/movies/{totoro.pk}/similar")],
    }
    for name, told in lists.items():
        assert "El viaje de Chihiro" in [film["title"] for film in told], name
    score = "/api/score_titulo/Spirited Away"
    assert _json(client, score)["titulo"] == "El viaje de Chihiro"
    assert client.get(score).json()["titulo"] == "Spirited Away"
    assert "El viaje de Chihiro" in _json(client, "/api/recomendacion/My Neighbor Totoro")


def test_list_that_is_unchanged_is_another_in_another_language(films, client):
    tag = client.get("/api/movies", **SPANISH)["ETag"]
    assert client.get("/api/movies", HTTP_IF_NONE_MATCH=tag, **SPANISH).status_code == 304
    assert client.get("/api/movies", HTTP_IF_NONE_MATCH=tag).status_code == 200


@pytest.mark.parametrize("name", ["Action", "Acción"])
def test_genre_that_nobody_translated_is_told_in_the_language_of_the_page(client, make_movie, name):
    movie = make_movie("Heat", genre=f"{name}, Zombies")
    for shown, headers in (("Acción", SPANISH), ("Action", {})):
        text = client.get(f"/movies/{movie.pk}/", **headers).content.decode()
        assert f">{shown}</a>" in text and ">Zombies</a>" in text
        page = client.get("/movies/", {"genre": shown}, **headers).context["page"]
        assert [each.pk for each in page] == [movie.pk]
        assert (
            f'<option value="{shown}" selected>'
            in client.get("/movies/", {"genre": shown}, **headers).content.decode()
        )
        assert len(client.get("/", {"q": "heat", "genre": shown}, **headers).context["answer"].matches) == 1


def _json(client, address):
    return client.get(address, **SPANISH).json()


def test_number_of_queries_of_a_page_is_the_same_for_few_films_and_for_many(films, client, make_movie):
    counts = []
    for number in range(2):
        client.get("/?q=bathes", **SPANISH)
        with CaptureQueriesContext(connection) as queries:
            client.get("/?q=bathes", **SPANISH)
        counts.append(len(queries))
        for n in range(5):
            make_movie(f"Film {number} {n}", unit(*Y)).translations.create(
                language="es", title=f"Película {n}"
            )
    assert counts[0] == counts[1]


def test_sample_is_found_in_both_languages_whatever_its_rows_are_in(client, db):
    import_films(sample("es"))
    godfather = Movie.objects.get(title="El padrino")
    text = client.get(f"/movies/{godfather.pk}/").content.decode()
    assert "The Godfather" in text and json.dumps("El padrino") not in text


@pytest.mark.parametrize("address", ["/", "/movies/", "/mood/", "/statistics/", "/learn/", "/map/", "/chat/"])
def test_every_page_speaks_portuguese(films, client, address):
    text = client.get(address, HTTP_ACCEPT_LANGUAGE="pt-BR").content.decode()
    assert '<html lang="pt">' in text and "Buscador de filmes" in text


def test_help_speaks_portuguese(films, client):
    text = client.get(
        "/mood/", {"feeling": "I want to kill myself"}, HTTP_ACCEPT_LANGUAGE="pt"
    ).content.decode()
    assert "Isso parece muito difícil" in text


def test_genres_speak_portuguese_and_are_understood(client, make_movie):
    movie = make_movie("Heat", genre="Action")
    text = client.get(f"/movies/{movie.pk}/", HTTP_ACCEPT_LANGUAGE="pt").content.decode()
    assert ">Ação</a>" in text
    page = client.get("/movies/", {"genre": "Ação"}, HTTP_ACCEPT_LANGUAGE="pt").context["page"]
    assert [each.pk for each in page] == [movie.pk]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("fantasy", "Estes são os que mais se aproximam:"),
        ("quero um filme de drama", "Procurei filmes: "),
        ("how many films do you have?", "Há 2 filmes neste catálogo."),
    ],
)
def test_bot_answers_in_portuguese_on_a_portuguese_page(films, client, said, answered):
    page = client.post("/chat/", {"said": said}, HTTP_ACCEPT_LANGUAGE="pt", follow=True)
    assert page.status_code == 200 and answered in page.content.decode()


def test_bot_speaks_english_on_a_portuguese_page_where_it_is_asked_to(films, client):
    page = client.post("/chat/", {"said": "drama, in English please"}, HTTP_ACCEPT_LANGUAGE="pt", follow=True)
    assert "I looked for films: " in page.content.decode()


def test_film_page_tells_how_the_film_is_called_elsewhere(client, make_movie):
    movie = make_movie("Duro de matar")
    for name, language, region, kind in (
        ("Die Hard", "en", "", "original"),
        ("Jungla de cristal", "es", "ES", "official"),
        ("Duro de matar", "es", "419", "official"),
        ("Piège de cristal", "fr", "", "official"),
        ("La jungla", "es", "ES", "alternative"),
    ):
        movie.titles.create(name=name, language=language, region=region, kind=kind)
    shown = movie.in_language("es")
    assert [title.name for title in shown.other_titles] == ["Die Hard", "Jungla de cristal"]
    page = " ".join(client.get(f"/movies/{movie.pk}/", **SPANISH).text.split())
    assert '<span lang="en" dir="auto">Die Hard</span> <span class="hint">· título original</span>' in page
    assert "· España</span>" in page and "La jungla" not in page


def test_film_of_one_title_has_no_others_to_tell(client, make_movie):
    movie = make_movie("Alien")
    movie.titles.create(name="ALIEN", language="en", kind="original")
    assert "Otros títulos" not in client.get(f"/movies/{movie.pk}/", **SPANISH).text
