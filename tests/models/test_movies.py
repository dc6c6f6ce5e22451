"""A list of films never reads their vectors, and every film knows the state of its own."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from movie.models import Credit, Movie, Person

from ..fakes import RecordingEmbedder, unit

pytestmark = pytest.mark.django_db
X = [1.0, 0.0, 0.0]


class OtherEmbedder(RecordingEmbedder):
    """The same numbers under another name."""

    model_id = "other"


@pytest.fixture
def states(recording_embedder, make_movie):
    """One film in each state that an embedding can be in."""
    films = {
        "fresh": make_movie("Fresh", X),
        "edited": make_movie("Edited", X),
        "emptied": make_movie("Emptied", X),
        "old recipe": make_movie("Old recipe", X),
        "missing": make_movie("Missing"),
        "undescribed": make_movie("Undescribed", description=""),
        "of another": make_movie("Of another", X),
    }
    for name, values in {
        "edited": {"keywords": "new"},
        "emptied": {"description": ""},
        "old recipe": {"emb_digest": "0:" + films["old recipe"].emb_digest.partition(":")[2]},
        "of another": {"emb_model": "other"},
    }.items():
        Movie.objects.filter(pk=films[name].pk).update(**values)
    return {film.pk: name for name, film in films.items()}


def names(states, films):
    """The states that the films stand for."""
    return {states[film.pk] for film in films}


@pytest.mark.parametrize(
    "films",
    [
        lambda: Movie.objects.all(),
        lambda: Movie.objects.filter(year=None).order_by("title"),
        lambda: Movie.objects.described().missing() | Movie.objects.embedded_by("recording"),
        lambda: Movie.objects.stale(OtherEmbedder()),
        lambda: Movie.objects.to_embed(OtherEmbedder()),
        lambda: Movie.objects.prefetch_related("credits__person"),
    ],
)
def test_list_of_films_never_reads_emb(recording_embedder, make_movie, films):
    make_movie("Alien", X)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = [(str(film), film.genres, film.text_changed) for film in films()]
    assert found == [("Alien", [], False)]
    selected = [query["sql"].partition(" FROM ")[0] for query in queries]
    assert not any('"emb"' in columns for columns in selected)


def test_films_of_a_person_never_read_emb(recording_embedder, make_movie):
    person = Person.objects.create(name="Ann")
    Credit.objects.create(movie=make_movie("Alien", X), person=person, role=Credit.Role.ACTOR)
    with CaptureQueriesContext(connection) as queries:
        assert [str(film) for film in person.movies.all()] == ["Alien"]
    assert '"emb"' not in queries[0]["sql"]


def test_vector_is_read_when_it_is_asked_for(recording_embedder, make_movie):
    make_movie("Alien", X)
    with CaptureQueriesContext(connection) as queries:
        assert bytes(Movie.objects.with_vectors().get().emb) == unit(*X).tobytes()
    assert len(queries) == 1
    assert bytes(Movie.objects.get().emb) == unit(*X).tobytes()


@pytest.mark.sqlite
def test_emb_is_the_last_column_of_the_table():
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Movie._meta.db_table)
    assert columns[-1].name == "emb"


def test_new_film_has_no_vector():
    Movie.objects.create(title="Alien")
    film = Movie.objects.with_vectors().get()
    assert (film.emb, film.emb_model, film.emb_digest, film.emb_at) == (None, "", "", None)


def test_missing_are_the_films_without_vector(states):
    assert names(states, Movie.objects.missing()) == {"missing", "undescribed"}


def test_stale_are_the_films_whose_vector_would_be_another_now(states, recording_embedder):
    stale = Movie.objects.stale(recording_embedder)
    assert names(states, stale) == {"edited", "emptied", "old recipe", "of another"}
    embedded = Movie.objects.exclude(emb=None)
    assert {film.pk for film in embedded if film.is_stale(recording_embedder)} == {film.pk for film in stale}


def test_everything_embedded_is_stale_for_another_model(states):
    assert names(states, Movie.objects.stale(OtherEmbedder())) == set(states.values()) - {
        "missing",
        "undescribed",
        "of another",
    }


def test_to_embed_are_the_described_films_that_are_missing_or_stale(states, recording_embedder):
    found = names(states, Movie.objects.to_embed(recording_embedder))
    assert found == {"edited", "old recipe", "of another", "missing"}


def test_embedded_by_a_model_are_its_films_fresh_or_not(states):
    assert names(states, Movie.objects.embedded_by("other")) == {"of another"}
    assert "edited" in names(states, Movie.objects.embedded_by("recording"))
    Movie.objects.update(emb=None)
    assert not Movie.objects.embedded_by("recording").exists()


@pytest.mark.parametrize("name", Movie.TEXT_FIELDS)
def test_edit_of_an_embedded_text_is_seen_and_undone(recording_embedder, make_movie, name):
    film = make_movie("Alien", X)
    before = getattr(film, name)
    setattr(film, name, "Other")
    assert film.is_stale(recording_embedder)
    setattr(film, name, before)
    assert not film.is_stale(recording_embedder)


def test_edit_of_a_fact_makes_nothing_stale(recording_embedder, make_movie):
    film = make_movie("Alien", X)
    film.year, film.vote_average, film.url = 1979, 8.1, "https://example.org"
    film.save()
    assert not Movie.objects.stale(recording_embedder).exists()


def test_film_that_is_saved_keeps_its_vector(recording_embedder, make_movie):
    make_movie("Alien", X)
    film = Movie.objects.get()
    film.title = "Aliens"
    film.save()
    assert bytes(Movie.objects.with_vectors().get().emb) == unit(*X).tobytes()


@pytest.mark.parametrize(("year", "text"), [(1979, "Alien (1979)"), (None, "Alien")])
def test_film_is_called_by_title_and_year(year, text):
    assert str(Movie(title="Alien", year=year)) == text


def test_genres_and_keywords_come_one_by_one():
    film = Movie(title="Alien", genre=": Horror/ciencia ficción. ", keywords=" cat, ,spaceship,")
    assert film.genres == ["Horror", "Ciencia ficción"]
    assert film.keyword_list == ["cat", "spaceship"]
    assert (Movie().genres, Movie().keyword_list) == ([], [])


def test_crew_comes_by_role_in_the_order_of_the_credits(make_movie):
    film = make_movie("Alien")
    for position, (name, role) in enumerate([("Zoe", "actor"), ("Di", "director"), ("Ann", "actor")]):
        person = Person.objects.create(name=name)
        Credit.objects.create(movie=film, person=person, role=role, position=9 - position)
    assert [person.name for person in film.actors] == ["Ann", "Zoe"]
    assert [person.name for person in film.directors] == ["Di"]


def test_prefetched_crew_asks_nothing_more(make_movie, django_assert_num_queries):
    for title in ("Alien", "Brazil"):
        person = Person.objects.create(name=f"Maker of {title}")
        Credit.objects.create(movie=make_movie(title), person=person, role=Credit.Role.DIRECTOR)
    with django_assert_num_queries(3):
        films = Movie.objects.prefetch_related("credits__person")
        assert [(len(film.directors), len(film.actors)) for film in films] == [(1, 0), (1, 0)]


def test_person_has_one_credit_a_role(make_movie):
    credit = {"movie": make_movie("Alien"), "person": Person.objects.create(name="Ann")}
    Credit.objects.create(**credit, role=Credit.Role.ACTOR)
    assert str(Credit.objects.create(**credit, role=Credit.Role.DIRECTOR)) == "Ann, director"
    with pytest.raises(IntegrityError):
        Credit.objects.create(**credit, role=Credit.Role.ACTOR)


@pytest.mark.parametrize("ids", [{"tmdb_id": 348}, {"imdb_id": "tt0078748"}])
def test_id_is_unique_and_may_be_missing_often(make_movie, ids):
    make_movie("Brazil"), make_movie("Cube")
    make_movie("Alien", **ids)
    with pytest.raises(IntegrityError):
        make_movie("Aliens", **ids)


def test_title_of_300_characters_and_a_long_description_are_valid():
    Movie(title="x" * 300, description="y" * 20_000, genre="z" * 250).full_clean()
    assert Movie._meta.get_field("emb_model").max_length >= 100
