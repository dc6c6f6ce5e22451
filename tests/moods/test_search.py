"""Films are found by how they leave their viewers feeling, with a request and filters, whatever fails."""

import pytest

from movie.embedders import get_embedder
from movie.errors import NothingEmbedded
from movie.models import Mood
from movie.moods.search import films_for
from movie.moods.store import embed_moods, store_mood
from movie.search.index import get_index
from movie.search.query import Filters

from ..openai_server import Answer

pytestmark = pytest.mark.django_db
FILMS = {
    "Laugh": "amusement, joy, hilarity, delight",
    "Llanto": "tristeza, duelo, soledad, desesperación",
    "Scream": "fear, terror, dread, suspense",
    "Sueño": "asombro, ternura, esperanza, nostalgia",
}


@pytest.fixture
def films(make_movie):
    """Four films of different moods in two languages, embedded offline, films and moods."""
    from movie.embedding.store import embed_films, films_to_embed

    movies = {}
    for year, (title, emotions) in enumerate(FILMS.items(), 2000):
        movies[title] = make_movie(title, year=year, genre="Drama" if year % 2 else "Comedy")
        store_mood(movies[title].pk, emotions.split(", "), "🙂", Mood.Source.SAMPLE)
    embed_films(films_to_embed(get_embedder()), get_embedder())
    embed_moods()
    return movies


def found(*emotions, prompt="", **filters) -> list[str]:
    return [match.movie.title for match in films_for(emotions, prompt, Filters(**filters)).matches]


@pytest.mark.parametrize(
    ("emotion", "title"),
    [
        ("joy", "Laugh"),
        ("sadness", "Llanto"),
        ("miedo", "Scream"),
        ("wonder", "Sueño"),
        ("loneliness", "Llanto"),
        ("happiness", "Laugh"),
    ],
)
def test_film_of_that_mood_comes_first_in_either_language(films, emotion, title):
    assert found(emotion)[0] == title


def test_filters_hold(films):
    assert found("joy", year_from=2001, year_to=2002) and "Laugh" not in found("joy", year_from=2001)
    assert set(found("joy", genre="drama")) == {"Llanto", "Sueño"}
    assert found("joy", year_from=2050) == []


def test_request_counts_beside_the_mood(films, make_movie):
    from movie.embedding.store import embed_films, films_to_embed

    for title, text in (("Whales", "A whale in the ocean."), ("Trains", "A train to the mountains.")):
        film = make_movie(title, description=text)
        store_mood(film.pk, ["joy", "delight"], "", Mood.Source.SAMPLE)
    embed_films(films_to_embed(get_embedder()), get_embedder())
    embed_moods()
    assert found("joy", prompt="a train in the mountains")[0] == "Trains"
    assert found("joy", prompt="whales in the ocean")[0] == "Whales"


def test_emotions_asked_for_are_marked_with_their_kin(films):
    match = films_for(["joy"]).matches[0]
    assert match.emotions == [("amusement", False), ("joy", True), ("hilarity", False), ("delight", True)]
    assert -1 <= match.similarity <= 1


def test_index_of_moods_follows_changes_and_films_that_go(films):
    assert found("fear")[0] == "Scream"
    store_mood(films["Laugh"].pk, ["terror", "fear", "horror"], "", Mood.Source.OWN)
    embed_moods()
    assert set(found("fear")[:2]) == {"Laugh", "Scream"}
    Mood.objects.get(pk=films["Scream"].pk).delete()
    assert "Scream" not in found("fear")
    films["Laugh"].delete()
    assert "Laugh" not in found("fear")
    films["Sueño"].year = 1950
    films["Sueño"].save()
    assert found("fear", year_to=1960) == ["Sueño"]


def test_films_and_moods_have_indexes_of_their_own(films):
    get_index(get_embedder())
    Mood.objects.all().delete()
    with pytest.raises(NothingEmbedded):
        get_index(get_embedder(), Mood)
    assert len(get_index(get_embedder())) == len(FILMS)


def test_names_of_emotions_decide_where_nothing_is_embedded(make_movie):
    for title, emotions in FILMS.items():
        store_mood(make_movie(title, year=2000).pk, emotions.split(", "), "", Mood.Source.SAMPLE)
    answer = films_for(["sadness", "grief"], filters=Filters(year_from=1999))
    assert [match.movie.title for match in answer.matches] == ["Llanto"]
    assert answer.notice and answer.matches[0].similarity is None


def test_names_of_emotions_decide_where_the_provider_fails(films, openai_embedder, openai_server):
    embed_moods()
    openai_server.script.extend([Answer.error(401, "no")] * 3)
    answer = films_for(["fear"], visitor="somebody")
    assert [match.movie.title for match in answer.matches] == ["Scream"]
    assert "key" in str(answer.notice)


def test_number_of_queries_does_not_grow_with_the_films(films, django_assert_max_num_queries):
    films_for(["joy"])
    with django_assert_max_num_queries(4):
        assert len(films_for(["joy"]).matches) == len(FILMS)
