"""A film's embedding in numbers and as a picture; the same film again for the same seed."""

import numpy as np
import pytest
from PIL import Image

from movie.management.commands.random_embedding import SHADES, heat_strip, picture
from movie.models import Movie
from movie.vectors import cosine_similarity

from ..fakes import unit
from .running import manage

RANDOM = np.random.default_rng(3)


@pytest.fixture
def films(recording_embedder, make_movie) -> list[Movie]:
    """Twenty embedded films."""
    return [make_movie(f"Film {n}", unit(*RANDOM.normal(size=3)), year=1980 + n) for n in range(20)]


def test_seed_repeats_the_film_and_seeds_differ(films):
    drawn = [manage("random_embedding", "--seed", seed).lines[0] for seed in range(8)]
    again = [manage("random_embedding", "--seed", seed).lines[0] for seed in range(8)]
    assert drawn == again
    assert len(set(drawn)) > 1


def test_without_a_seed_films_take_turns(films):
    assert len({manage("random_embedding").lines[0] for _ in range(20)}) > 1


def test_only_embedded_films_are_drawn(films, make_movie):
    Movie.objects.exclude(pk=films[4].pk).update(emb=None)
    assert {manage("random_embedding").lines[0] for _ in range(5)} == {"Film 4 (1984)"}


def test_title_shows_its_film_with_norm_1_and_the_stored_numbers(films):
    done = manage("random_embedding", "film 7")
    stored = np.frombuffer(Movie.objects.with_vectors().get(pk=films[7].pk).emb, "<f4")
    shown = next(line for line in done.lines if "first values" in line).partition(":")[2].split()
    assert done.lines[0] == "Film 7 (1987)"
    assert "dimensions: 3, norm: 1.000000" in done.output
    assert [float(number) for number in shown] == pytest.approx(stored.tolist(), abs=1e-6)


def test_nearest_films_are_those_of_a_loop_over_all(films):
    vectors = {str(film): np.frombuffer(film.emb, "<f4") for film in Movie.objects.with_vectors()}
    own = vectors.pop("Film 7 (1987)")
    nearest = sorted(vectors, key=lambda film: -cosine_similarity(vectors[film], own))[:5]
    shown = manage("random_embedding", "Film 7").lines[-5:]
    assert [line.split("  ")[-1] for line in shown] == nearest


def test_unknown_title_lists_the_closest(films, make_movie):
    make_movie("The Godfather", [1, 2, 3], year=1972)
    done = manage("random_embedding", "The Godfoothor")
    assert done.code == 1
    assert "“The Godfoothor”" in done.complaints
    assert "The Godfather (1972)" in done.complaints


def test_title_of_two_films_asks_for_the_year(films, make_movie):
    for year in (1986, 1995):
        make_movie("Heat", [1, 2, 3], year=year)
    done = manage("random_embedding", "heat")
    assert (done.code, "1986" in done.complaints, "1995" in done.complaints) == (1, True, True)
    assert manage("random_embedding", "heat (1995)").lines[0] == "Heat (1995)"


def test_film_without_embedding_is_a_sentence_with_the_cure(films, make_movie):
    make_movie("Untold", description="")
    done = manage("random_embedding", "Untold")
    assert done.code == 1
    assert "Untold: " in done.complaints and "movie_embeddings" in done.complaints


def test_catalogue_without_embeddings_is_a_sentence_with_the_cure(recording_embedder, make_movie):
    make_movie()
    done = manage("random_embedding")
    assert (done.code, done.output) == (1, "")
    assert "movie_embeddings" in done.complaints


def test_image_can_be_read_and_two_films_look_different(films, tmp_path):
    pictures = []
    for title in ("Film 1", "Film 2"):
        path = tmp_path / f"{title}.png"
        assert manage("random_embedding", title, "--image", path).code == 0
        with Image.open(path) as image:
            image.load()
            pictures.append(image.convert("RGB").tobytes())
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("name", ["nowhere/film.png", "film.nonsense"])
def test_image_that_cannot_be_written_is_a_sentence(films, tmp_path, name):
    done = manage("random_embedding", "Film 1", "--image", tmp_path / name)
    assert done.code == 1
    assert f"{tmp_path / name} cannot be written" in done.complaints


def test_picture_is_red_above_zero_blue_below_and_white_at_zero():
    image = np.asarray(picture(np.array([1.0, -1.0, 0.0, 0.0], dtype=np.float32)))
    middle = image.shape[0] // 4
    red, blue, white = image[middle, middle], image[middle, 3 * middle], image[3 * middle, middle]
    assert red[0] > red[2] and blue[2] > blue[0]
    assert white.tolist() == [255, 255, 255]


@pytest.mark.parametrize("length", [1, 3, 64, 256, 1536])
def test_heat_strip_is_darkest_where_the_numbers_are_largest(length):
    vector = np.linspace(0, 1, length, dtype=np.float32)
    strip = heat_strip(vector)
    assert len(strip) == min(length, 64)
    assert list(strip) == sorted(strip, key=SHADES.index)
    assert length == 1 or (strip[0], strip[-1]) == (SHADES[0], SHADES[-1])
