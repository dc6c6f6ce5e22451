"""What is exported comes back by the import, and a failure leaves no half-written file."""

import pytest

from movie.models import Movie

from .running import manage


@pytest.fixture
def films(recording_embedder, make_movie) -> list[Movie]:
    """Three films, two of them embedded."""
    return [
        make_movie("Alien", [1, 2, 3], year=1979, genre="Horror"),
        make_movie("Amélie", [3, 2, 1], year=2001),
        make_movie("Untold", description=""),
    ]


def stored() -> list[tuple]:
    return list(Movie.objects.order_by("pk").values_list("title", "year", "genre", "description"))


@pytest.mark.parametrize("name", ["films.json", "films.csv", "FILMS.JSON"])
def test_exported_catalogue_is_imported_as_it_was(films, tmp_path, name):
    before = stored()
    done = manage("export_movies", tmp_path / name)
    assert (done.code, done.output) == (0, f"3 films written to {tmp_path / name}\n")
    Movie.objects.all().delete()
    assert manage("import_movies", tmp_path / name).code == 0
    assert stored() == before


@pytest.mark.parametrize("name", ["films.json", "films.csv"])
def test_embeddings_travel_only_where_they_are_asked_for(films, tmp_path, name):
    vectors = dict(Movie.objects.values_list("title", "emb"))
    for asked, expected in ((["--embeddings"], vectors), ([], dict.fromkeys(vectors))):
        manage("export_movies", tmp_path / name, *asked)
        Movie.objects.all().delete()
        manage("import_movies", tmp_path / name)
        assert dict(Movie.objects.values_list("title", "emb")) == expected


@pytest.mark.parametrize("name", ["films.xlsx", "films", "nowhere/films.json"])
def test_file_that_cannot_be_written_is_a_sentence_and_leaves_nothing(films, tmp_path, name):
    done = manage("export_movies", tmp_path / name)
    assert (done.code, done.output) == (1, "")
    assert "films" in done.complaints
    assert list(tmp_path.iterdir()) == []


def test_failed_export_leaves_the_file_that_was_there(films, tmp_path):
    path = tmp_path / "films.json"
    manage("export_movies", path)
    before = path.read_bytes()
    (tmp_path / "films.json.part").mkdir()
    assert manage("export_movies", path).code == 1
    assert path.read_bytes() == before
