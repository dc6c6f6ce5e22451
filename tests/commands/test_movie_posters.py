"""Every film without a picture gets one, once, and pictures of one's own are left alone."""

from pathlib import Path

import pytest
from PIL import Image

from movie.models import Movie

from .running import manage


def test_films_get_readable_posters_of_their_own(make_movie, settings):
    for n in range(3):
        make_movie(f"Film {n}", year=1990 + n, genre="Drama")
    assert manage("movie_posters").lines == ["3 posters drawn"]
    paths = list(Path(settings.MEDIA_ROOT).rglob("*.webp"))
    assert len(paths) == 3
    for path in paths:
        with Image.open(path) as image:
            image.load()


def test_second_run_draws_nothing(make_movie):
    make_movie()
    manage("movie_posters")
    assert manage("movie_posters").lines == ["0 posters drawn"]


def test_picture_of_ones_own_stays(make_movie):
    movie = make_movie(image="movie/images/mine.jpg")
    assert manage("movie_posters").lines == ["0 posters drawn"]
    movie.refresh_from_db()
    assert str(movie.image) == "movie/images/mine.jpg"


@pytest.mark.parametrize("change", [{"title": "Renamed"}, {"year": 1950}, {"genre": "Comedy"}])
def test_film_whose_poster_no_longer_fits_gets_another(make_movie, change):
    movie = make_movie(year=1990, genre="Drama")
    make_movie("Beside it")
    manage("movie_posters")
    Movie.objects.filter(pk=movie.pk).update(**change)
    assert manage("movie_posters").lines == ["1 poster drawn"]


def test_folder_that_cannot_be_written_is_a_sentence(make_movie, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file"
    make_movie()
    done = manage("movie_posters")
    assert done.code == 1
    assert "The posters cannot be saved" in done.complaints
