"""Every stored embedding is counted once, as fresh, missing, stale or corrupt."""

import numpy as np
import pytest

from movie.embedding.health import HealthReport, stored_embeddings
from movie.embedding.store import store
from movie.models import Movie
from movie.text import movie_text
from tests.fakes import unit

pytestmark = pytest.mark.django_db
X = [1.0, 0.0, 0.0]


def report_of(embedder):
    """The report over all films."""
    report = HealthReport()
    for found in stored_embeddings(embedder):
        report.add(found)
    return report


def test_empty_catalogue_is_well(recording_embedder):
    report = report_of(recording_embedder)
    assert (report.films, report.well) == (0, True)


def test_fresh_embeddings_are_well_and_counted_by_model(recording_embedder, make_movie):
    for title in ("Alien", "Brazil"):
        make_movie(title, X)
    report = report_of(recording_embedder)
    assert report.well
    assert (report.films, dict(report.by_model)) == (2, {"recording": 2})


def test_missing_embedding_is_not_well_unless_there_is_nothing_to_embed(recording_embedder, make_movie):
    make_movie("Untold", description="")
    report = report_of(recording_embedder)
    assert (report.missing, report.undescribed, report.well) == (1, 1, True)
    make_movie("Told")
    report = report_of(recording_embedder)
    assert (report.missing, report.undescribed, report.well) == (2, 1, False)


@pytest.mark.parametrize("edit", [{"description": "Rewritten."}, {"title": "Aliens"}, {"emb_model": "other"}])
def test_film_that_differs_from_what_was_embedded_is_stale(recording_embedder, make_movie, edit):
    movie = make_movie("Alien", X)
    Movie.objects.filter(pk=movie.pk).update(**edit)
    report = report_of(recording_embedder)
    assert (report.stale, report.missing, report.corrupt, report.well) == (1, 0, 0, False)


def test_edit_of_what_is_not_embedded_leaves_it_well(recording_embedder, make_movie):
    movie = make_movie("Alien", X)
    Movie.objects.filter(pk=movie.pk).update(year=1979, url="https://example.org", vote_average=8)
    assert report_of(recording_embedder).well


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"abc", "no whole number"),
        (b"", "empty"),
        (np.zeros(3, "<f4").tobytes(), "norm 0"),
        (np.full(3, np.nan, "<f4").tobytes(), "not finite"),
        (np.random.default_rng(1).random(1536).tobytes(), "12,288 bytes"),
        (unit(1, 2).tobytes(), "2 dimensions; expected 3"),
    ],
)
def test_corrupt_embedding_is_counted_with_its_reason_and_not_as_missing(
    recording_embedder, make_movie, data, said
):
    movie = make_movie("Alien", X)
    Movie.objects.filter(pk=movie.pk).update(emb=data)
    (found,) = stored_embeddings(recording_embedder)
    report = report_of(recording_embedder)
    assert (found.movie, found.vector, said in found.problem) == (movie, None, True)
    assert (report.corrupt, report.missing, report.well) == (1, 0, False)


def test_other_model_s_vector_may_have_its_own_length(recording_embedder, make_movie):
    movie = make_movie("Alien")
    store(movie.pk, unit(1, 2, 3, 4, 5), "other", movie_text(movie))
    (found,) = stored_embeddings(recording_embedder)
    assert (found.problem, found.stale, len(found.vector)) == ("", True, 5)


def test_vector_of_no_known_maker_is_counted_under_a_name(recording_embedder, make_movie):
    movie = make_movie("Alien", X)
    Movie.objects.filter(pk=movie.pk).update(emb_model="")
    assert dict(report_of(recording_embedder).by_model) == {"unknown model": 1}


def test_embeddings_come_in_order_of_id_in_a_single_query(
    recording_embedder, make_movie, django_assert_num_queries
):
    movies = [make_movie(f"Film {number}", [number, 1, 0]) for number in range(5)]
    with django_assert_num_queries(1):
        found = list(stored_embeddings(recording_embedder))
    assert [one.movie for one in found] == movies
    assert [np.allclose(one.vector, unit(n, 1, 0)) for n, one in enumerate(found)] == [True] * 5
