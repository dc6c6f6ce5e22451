"""The motif of a poster is the one that the film's text is nearest to; where nothing tells, one is dealt."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.models import Movie
from movie.posters.choice import nearest_motif
from movie.posters.motifs import motifs
from movie.posters.palettes import genre_families
from movie.posters.store import poster_digest, read_poster

pytestmark = pytest.mark.django_db
STORIES = {
    "jaws": ("Thriller", "A great white shark bites swimmers to death at the beach of an island town."),
    "rocket": (
        "Science Fiction",
        "Astronauts lift off in a rocket and their ship breaks on the way to the moon.",
    ),
    "bombers": ("War, Drama", "Pilots of bombers fly over burning cities night after night."),
    "haunted_house": ("Horror", "A family moves into an old crooked house where the dead walk at night."),
    "sword": ("Action, Drama", "Samurai without a master defend a village in a last duel."),
    "scales": ("Drama", "Twelve jurors cannot agree on whether the accused is guilty."),
    "clock": ("Comedy", "An alarm clock wakes a man to the same day, whose hours he lives again and again."),
    "record": ("Drama, Music", "A singer records songs and becomes famous with one record."),
}


def chosen(movie):
    return nearest_motif(movie, genre_families(movie.genres))


@pytest.mark.parametrize("name", STORIES)
def test_motif_is_what_the_film_tells_of(make_movie, name):
    genre, description = STORIES[name]
    movie = make_movie("A film", genre=genre, description=description)
    call_command("movie_embeddings", verbosity=0)
    assert chosen(Movie.objects.get(pk=movie.pk)).name == name


def test_film_without_an_embedding_or_of_another_model_has_one_dealt(make_movie, recording_embedder):
    assert chosen(make_movie("None")) is None
    assert chosen(make_movie("Other", [1, 2, 3])) is None


def test_vector_that_cannot_be_read_has_one_dealt(make_movie):
    movie = make_movie("Broken")
    Movie.objects.filter(pk=movie.pk).update(emb=b"123", emb_model="use-multilingual-3")
    assert chosen(Movie.objects.get(pk=movie.pk)) is None
    assert read_poster(Movie.objects.get(pk=movie.pk))


def test_poster_has_another_address_once_its_motif_is_chosen(make_movie, client):
    movie = make_movie("Deep", description="A shark at the beach.")
    before = poster_digest(movie)
    call_command("movie_embeddings", verbosity=0)
    after = poster_digest(Movie.objects.get(pk=movie.pk))
    assert before != after
    assert client.get(f"/posters/{movie.pk}-{after}.webp").status_code == 200
    assert client.get(f"/posters/{movie.pk}-{before}.webp").status_code == 302


def test_list_of_films_asks_nothing_more_for_their_posters(make_movie, client):
    counts = []
    for n in range(2):
        for number in range(4):
            make_movie(f"{n} {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/movies/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_motif_says_what_it_draws():
    told = [motif.description for family in motifs().values() for motif in family]
    assert all(told) and len(set(told)) == len(told)
