"""Exit code 0 only where every film that can have an embedding has a fresh, readable one."""

import numpy as np
import pytest

from movie.models import Mood, Movie

from .running import manage

SUMMARY = ("films", "stored by", "missing:", "stale:", "corrupt:", "without one:")


@pytest.fixture
def films(recording_embedder, make_movie) -> list[Movie]:
    """Three films, freshly embedded."""
    return [make_movie(f"Film {n}", [n, 1, 2]) for n in range(3)]


def test_catalogue_that_is_well_exits_0_and_shows_every_film(films):
    done = manage("check_embeddings")
    assert (done.code, done.complaints) == (0, "")
    assert [line.split(":")[0] for line in done.lines[:3]] == ["Film 0", "Film 1", "Film 2"]
    assert "films: 3" in done.lines


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


def test_moods_are_counted_by_source_and_none_is_no_fault(films):
    done = manage("check_embeddings", "--summary")
    assert done.code == 0
    assert done.lines[-2:] == [
        "films that have a mood: 0",
        "  without one: 3 (python manage.py movie_moods gives them one)",
    ]
    manage("movie_moods", "--derive", "--limit", 2)
    done = manage("check_embeddings", "--summary")
    assert done.code == 0 and {"films that have a mood: 2", "  derived from the text: 2"} <= set(done.lines)


@pytest.mark.parametrize(
    ("change", "line", "cure"),
    [
        ({"text_digest": "other"}, "  derived from the text: 3, 1 of them of an earlier text", "movie_moods"),
        (
            {"source": "model", "text_digest": "other"},
            "  chat model: 1, 1 of them of an earlier text",
            "movie_moods --stale",
        ),
        ({"emb": None}, "  their embeddings: missing: 1, stale: 0, corrupt: 0", "movie_embeddings"),
        ({"emotions": "rage"}, "  their embeddings: missing: 0, stale: 1, corrupt: 0", "movie_embeddings"),
        ({"emb": b"\x00" * 12}, "  their embeddings: missing: 0, stale: 0, corrupt: 1", "--all"),
    ],
)
def test_mood_that_is_not_well_is_a_fault_with_its_cure(films, change, line, cure):
    manage("movie_moods", "--derive")
    Mood.objects.filter(pk=films[1].pk).update(**change)
    done = manage("check_embeddings", "--summary")
    assert done.code == 1 and line in done.lines
    assert done.complaints.rstrip().endswith(cure)


@pytest.mark.parametrize(
    "change", [{"emb": None, "emb_at": None}, {"emb": b"\x00" * 12}, {"text_digest": "other"}]
)
def test_cure_that_is_named_cures(films, change):
    manage("movie_moods", "--derive")
    Mood.objects.update(**change)
    cure = manage("check_embeddings").complaints.partition("python manage.py ")[2].split()
    assert manage(*cure).code == 0
    assert manage("check_embeddings").code == 0


def test_films_that_share_a_vector_are_counted_and_many_are_a_fault(films, make_movie):
    assert "  films that share a vector with another text: 0" in manage("check_embeddings", "--summary").lines
    make_movie("Twin", [1, 1, 2])
    done = manage("check_embeddings", "--summary")
    assert done.code == 0 and "  films that share a vector with another text: 2" in done.lines
    for n in range(12):
        make_movie(f"Same {n}", [5, 5, 5])
    done = manage("check_embeddings", "--summary")
    assert (done.code, "EMBEDDING_MODEL" in done.complaints) == (1, True)


def test_same_text_may_have_the_same_vector(films, make_movie):
    make_movie("Film 1", [1, 1, 2])
    assert "  films that share a vector with another text: 0" in manage("check_embeddings", "--summary").lines
