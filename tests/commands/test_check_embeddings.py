"""Exit code 0 only where every film that can have an embedding has a fresh, readable one."""

import numpy as np
import pytest

from movie.models import Movie

from .running import manage

SUMMARY = ("films", "stored by", "missing:", "stale:", "corrupt:")


@pytest.fixture
def films(recording_embedder, make_movie) -> list[Movie]:
    """Three films, freshly embedded."""
    return [make_movie(f"Film {n}", [n, 1, 2]) for n in range(3)]


def test_catalogue_that_is_well_exits_0_and_shows_every_film(films):
    done = manage("check_embeddings")
    assert (done.code, done.complaints) == (0, "")
    assert [line.split(":")[0] for line in done.lines[:3]] == ["Film 0", "Film 1", "Film 2"]
    assert "3 films" in done.lines


def test_values_shown_are_those_stored(films):
    line = manage("check_embeddings").lines[1]
    expected = np.array([1, 1, 2]) / np.sqrt(6)
    shown = [float(word) for word in line.partition("[")[2].partition("…")[0].split()]
    assert "3 dimensions" in line
    assert shown == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("change", "line", "count"),
    [
        ({"emb": None, "emb_model": "", "emb_digest": ""}, "Film 1: no embedding", "missing: 1"),
        ({"description": "Rewritten."}, "(stale)", "stale: 1"),
        ({"emb_model": "another"}, "(stale)", "stale: 1"),
        ({"emb": b"\x00" * 12}, "Film 1: corrupt: ", "corrupt: 1"),
        ({"emb": b"abc"}, "Film 1: corrupt: ", "corrupt: 1"),
        ({"emb": np.array([0, 1], "<f4").tobytes()}, "Film 1: corrupt: ", "corrupt: 1"),
    ],
    ids=["missing", "edited", "other model", "zeros", "cut", "other dimensions"],
)
def test_one_film_that_is_not_well_exits_1_with_the_cure(films, change, line, count):
    Movie.objects.filter(pk=films[1].pk).update(**change)
    done = manage("check_embeddings")
    assert done.code == 1
    assert line in done.lines[1]
    assert f"  {count}" in done.lines
    assert "python manage.py movie_embeddings" in done.complaints


def test_summary_is_the_counts_alone_with_the_same_exit_code(films):
    full = manage("check_embeddings").lines
    summary = manage("check_embeddings", "--summary")
    assert summary.lines == full[3:]
    assert all(any(word in line for word in SUMMARY) for line in summary.lines)
    Movie.objects.filter(pk=films[0].pk).update(emb=None)
    assert manage("check_embeddings", "--summary").code == 1


def test_film_without_description_is_missing_and_still_well(films, make_movie):
    make_movie("Untold", description="")
    done = manage("check_embeddings")
    assert done.code == 0
    assert "  missing: 1 (1 for want of a description)" in done.lines
    assert "Untold: no embedding, for want of a description" in done.lines


def test_embeddings_are_counted_by_who_made_them(films):
    Movie.objects.filter(pk=films[0].pk).update(emb_model="another")
    lines = manage("check_embeddings", "--summary").lines
    assert "  stored by recording: 2" in lines
    assert "  stored by another: 1" in lines


def test_check_repaired_by_the_command_it_names_is_well(films):
    Movie.objects.filter(pk=films[0].pk).update(description="Rewritten.")
    Movie.objects.filter(pk=films[1].pk).update(emb=b"abc", emb_model="another")
    assert manage("check_embeddings").code == 1
    manage("movie_embeddings")
    assert manage("check_embeddings").code == 0


def test_check_asks_no_provider(openai_server, openai_embedder, make_movie):
    make_movie()
    assert manage("check_embeddings").code == 1
    assert openai_server.requests == []
