"""Every embedded film gets its place, new ones without moving the old, and the figure is told."""

import re

import numpy as np
import pytest

from movie.embedding.store import store
from movie.map.store import unplaced
from movie.models import MapPoint, Movie

from .running import manage


@pytest.fixture
def films(recording_embedder, make_movie) -> list[Movie]:
    """Sixty films in three clusters."""
    dice = np.random.default_rng(1)
    return [make_movie(f"Film {n}", np.eye(3)[n % 3] + dice.normal(0, 0.2, 3)) for n in range(60)]


def stored() -> dict[int, tuple[float, float]]:
    return {movie: (x, y) for movie, x, y in MapPoint.objects.values_list("movie", "x", "y")}


def test_all_films_are_placed_with_the_model_of_their_vectors(films):
    done = manage("movie_map")
    assert done.code == 0
    assert set(stored()) == {film.pk for film in films}
    assert set(MapPoint.objects.values_list("model_id", flat=True)) == {"recording"}


def test_quality_is_told_beside_that_of_pca(films):
    output = manage("movie_map").output
    assert "Films on the map: 60" in output
    kept, by_pca = map(float, re.findall(r"([\d.]+)%", output))
    assert 0 < kept <= 100 and 0 < by_pca <= 100


def test_drawing_it_anew_gives_the_same_map(films):
    manage("movie_map")
    first = stored()
    manage("movie_map", "--all")
    assert stored() == first


def test_second_run_writes_nothing_new(films):
    manage("movie_map")
    first = list(MapPoint.objects.values())
    assert "newly placed: 0" in manage("movie_map").complaints
    assert list(MapPoint.objects.values()) == first


def test_new_film_is_placed_beside_its_kind_and_no_other_moves(films, make_movie):
    manage("movie_map")
    before = stored()
    new = make_movie("New", [0.02, 1, 0])
    manage("movie_map")
    after = stored()
    assert {movie: point for movie, point in after.items() if movie != new.pk} == before
    distances = {movie: np.hypot(*np.subtract(point, after[new.pk])) for movie, point in before.items()}
    nearest = sorted(distances, key=distances.get)[:5]
    assert {films.index(Movie.objects.get(pk=movie)) % 3 for movie in nearest} == {1}


def test_film_embedded_anew_moves_and_the_others_stay(films):
    manage("movie_map")
    before = stored()
    moved = films[0]
    store(moved.pk, np.array([0, 0, 1]), "recording", "Another story altogether.")
    assert unplaced("recording") == 1
    manage("movie_map")
    after = stored()
    assert [movie for movie in after if after[movie] != before[movie]] == [moved.pk]


def test_map_that_is_mostly_new_says_how_to_draw_it_anew(films, make_movie):
    MapPoint.objects.all().delete()
    Movie.objects.exclude(pk__in=[film.pk for film in films[:5]]).update(emb=None)
    manage("movie_map")
    for n in range(6):
        make_movie(f"New {n}", [1, n, 0])
    assert "python manage.py movie_map --all" in manage("movie_map").complaints


def test_map_of_another_model_is_drawn_over(films):
    manage("movie_map")
    MapPoint.objects.update(model_id="another")
    manage("movie_map")
    assert set(MapPoint.objects.values_list("model_id", flat=True)) == {"recording"}
    assert MapPoint.objects.count() == 60


def test_deleted_film_leaves_the_map(films):
    manage("movie_map")
    films[0].delete()
    assert films[0].pk not in stored()
    assert manage("movie_map").code == 0


def test_catalogue_without_vectors_says_what_to_run(recording_embedder, make_movie):
    make_movie("Bare")
    done = manage("movie_map")
    assert done.code == 1
    assert "python manage.py movie_embeddings" in done.complaints


def test_vectors_of_another_model_are_named(films):
    Movie.objects.update(emb_model="another-model")
    done = manage("movie_map")
    assert done.code == 1
    assert "another-model" in done.complaints
    assert not MapPoint.objects.exists()


def test_bytes_that_are_no_embedding_leave_their_film_alone_off_the_map(films):
    Movie.objects.filter(pk=films[0].pk).update(emb=b"rubbish")
    assert manage("movie_map").code == 0
    assert set(stored()) == {film.pk for film in films[1:]}


def test_run_that_is_interrupted_leaves_the_map_as_it_was(films, make_movie, monkeypatch):
    manage("movie_map")
    before = stored()
    for n in range(3):
        make_movie(f"New {n}", [1, n, 0])

    class Interrupted(KeyboardInterrupt):
        pass

    def half(objects, **options):
        MapPoint.objects.filter(movie=objects[0].movie_id).update(x=0.123)
        raise Interrupted

    with monkeypatch.context() as patch, pytest.raises(Interrupted):
        patch.setattr(MapPoint.objects, "bulk_create", half)
        manage("movie_map", "--all")
    assert stored() == before
    manage("movie_map")
    assert len(stored()) == 63


@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_films_have_a_map_too(recording_embedder, make_movie, count):
    for n in range(count):
        make_movie(f"Film {n}", [1, n, n * n])
    assert manage("movie_map").code == 0
    assert len(stored()) == count
