"""The index gives what a plain loop over all films gives, and keeps up with whoever changes them."""

import threading
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.embedders import get_embedder
from movie.embedding.store import store
from movie.errors import NothingEmbedded, OtherModelEmbedded
from movie.models import Movie
from movie.search.index import Index, forget_indexes, get_index
from movie.search.limits import NO_LIMITS, Limits
from movie.vectors import cosine_similarity, from_bytes, to_bytes

from ..database.words import unnoticed
from ..fakes import RecordingEmbedder, unit

DIMENSIONS = 8
RANDOM = np.random.default_rng(11)
pytestmark = pytest.mark.usefixtures("recording_embedder")


def random_vector() -> np.ndarray:
    return unit(*RANDOM.normal(size=DIMENSIONS))


@pytest.fixture
def films(make_movie) -> list[Movie]:
    """Twelve films with random vectors, years, lengths and genres; the last has only its vector."""
    genres = ("Drama, Crime", "Acción", "Comedy; accion")
    films = [
        make_movie(
            f"Film {n}",
            random_vector(),
            year=1990 + n,
            runtime=80 + 5 * n,
            genre=genres[n % 3],
            tmdb_id=n + 1,
        )
        for n in range(11)
    ]
    return [*films, make_movie("Film 11", random_vector())]


def add_films(count: int) -> None:
    """More films with random vectors, stored at once."""
    data = {"emb_model": "recording", "description": "Text."}
    Movie.objects.bulk_create(
        [Movie(title=f"New {n}", emb=to_bytes(random_vector()), **data) for n in range(count)]
    )


def index_now() -> Index:
    return get_index(get_embedder())


def similarities(index: Index, query: np.ndarray) -> dict[int, float]:
    """Film -> similarity, as the index says."""
    scores = index.similarities(query)
    return {film: float(scores[place]) for film, place in index.positions.items()}


def naive_similarities(query: np.ndarray) -> dict[int, float]:
    """Film -> similarity, by a loop over the stored bytes."""
    films = Movie.objects.embedded_by("recording").with_vectors()
    vectors = {movie.pk: from_bytes(movie.emb) for movie in films}
    return {film: cosine_similarity(vector, query) for film, vector in vectors.items()}


def contents(index: Index) -> dict[int, tuple]:
    """All that an index knows of each film."""
    return {
        film: (
            index.rows[place].tolist(),
            int(index.years[place]),
            int(index.runtimes[place]),
            index.genre_sets[place],
        )
        for film, place in index.positions.items()
    }


def fresh_contents() -> dict[int, tuple]:
    """The same from an index that is built anew."""
    forget_indexes()
    return contents(index_now())


def test_similarities_equal_a_loop_over_all_films(films):
    query = random_vector()
    found = similarities(index_now(), query)
    assert found == pytest.approx(naive_similarities(query), abs=1e-5)
    assert len(found) == len(films)


def test_several_queries_at_once_equal_one_after_the_other(films):
    queries = np.stack([random_vector() for _ in range(5)])
    together = index_now().similarities(queries)
    assert together.shape == (len(films), 5)
    for column, query in zip(together.T, queries, strict=True):
        assert column == pytest.approx(index_now().similarities(query), abs=1e-5)


def test_query_equal_to_a_films_vector_finds_it_with_similarity_one(films):
    index = index_now()
    for film, place in index.positions.items():
        found = similarities(index, index.rows[place])
        assert max(found, key=found.get) == film
        assert found[film] == pytest.approx(1, abs=1e-5)


CHANGES: dict[str, Callable[[list[Movie]], object]] = {
    "new film": lambda films: add_films(1),
    "new vector": lambda films: store(films[3].pk, random_vector(), "recording", "text"),
    "new year": lambda films: Movie.objects.filter(pk=films[3].pk).update(year=2024),
    "no year": lambda films: Movie.objects.filter(pk=films[3].pk).update(year=None),
    "new genre": lambda films: Movie.objects.filter(pk=films[3].pk).update(genre="Western"),
    "film deleted": lambda films: films[3].delete(),
    "last film deleted": lambda films: films[-1].delete(),
    "vector removed": lambda films: Movie.objects.filter(pk=films[3].pk).update(emb=None),
    "other model": lambda films: store(films[3].pk, random_vector(), "another", "text"),
    "corrupt vector": lambda films: Movie.objects.filter(pk=films[3].pk).update(emb=b"abc"),
    "all at once": lambda films: (films[0].delete(), add_films(2), films[1].delete(), add_films(1)),
    "more than the spare rows": lambda films: add_films(300),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_index_after_a_change_equals_one_built_anew(films, change):
    before = contents(index_now())
    change(films)
    after = contents(index_now())
    assert after != before
    assert after == fresh_contents()


def test_similarities_after_changes_equal_a_loop_over_what_is_left(films):
    index_now().similarities(random_vector())
    films[0].delete()
    store(films[1].pk, random_vector(), "recording", "text")
    add_films(1)
    query = random_vector()
    assert similarities(index_now(), query) == pytest.approx(naive_similarities(query), abs=1e-5)


def test_deleted_film_is_never_the_most_similar(films):
    query = index_now().rows[0].copy()
    films[0].delete()
    index = index_now()
    scores = index.similarities(query)
    assert len(index) == len(films) - 1
    assert np.isfinite(scores).sum() == len(index)


def test_deleted_film_passes_no_filter_even_where_all_scores_are_alike(films):
    index_now()
    films[0].delete()
    index = index_now()
    there = index.passing(NO_LIMITS)
    assert there is not None
    assert index.ids[there].tolist() == [movie.pk for movie in films[1:]]


def silently(vector: np.ndarray, movie: Movie) -> None:
    """Change a film so that nobody notices: only a reading of the film itself finds it."""
    with unnoticed():
        store(movie.pk, vector, "recording", "text")


def test_one_changed_film_is_read_without_the_others(films):
    before = contents(index_now())
    silently(random_vector(), films[5])
    store(films[3].pk, random_vector(), "recording", "text")
    after = contents(index_now())
    assert {film for film in after if after[film] != before[film]} == {films[3].pk}


def test_many_changed_films_have_all_read_again(films):
    index_now()
    silently(random_vector(), films[5])
    add_films(200)
    assert contents(index_now()) == fresh_contents()


def reads_vectors(statement: str) -> bool:
    """Whether an SQL statement selects the vectors."""
    return '."emb"' in statement.split(" FROM ")[0]


def test_unchanged_catalogue_is_read_once(films):
    index = index_now()
    with CaptureQueriesContext(connection) as queries:
        assert index_now() is index
    assert len(queries) == 1
    assert not any(reads_vectors(query["sql"]) for query in queries)


def test_change_of_what_no_search_looks_at_reads_no_vector(films):
    index = index_now()
    Movie.objects.update(popularity=5, url="https://example.org")
    assert index_now() is index


def test_growth_beyond_the_spare_rows_keeps_every_film(films):
    first = index_now()
    query = random_vector()
    seen = similarities(first, query)
    for _ in range(4):
        add_films(40)
        assert similarities(index_now(), query) == pytest.approx(naive_similarities(query), abs=1e-5)
    assert similarities(first, query) == seen


def test_numbers_of_a_dimension_lie_side_by_side_before_and_after_growth(films):
    before = index_now()
    add_films(200)
    for index in (before, index_now()):
        assert all(numbers.flags.c_contiguous for numbers in index.rows.T)


def test_new_film_goes_into_a_spare_row_without_a_copy_of_the_matrix(films):
    before = index_now()
    add_films(1)
    assert np.shares_memory(before.matrix, index_now().matrix)
    assert len(index_now()) == len(before) + 1


@pytest.mark.parametrize(
    "data", [b"abc", np.zeros(DIMENSIONS, "<f4").tobytes(), to_bytes(unit(1, 2, 3))], ids=len
)
@pytest.mark.parametrize("loaded_before", [False, True])
def test_corrupt_film_is_left_out_and_named_until_it_is_repaired(films, data, loaded_before):
    if loaded_before:
        index_now()
    Movie.objects.filter(pk=films[4].pk).update(emb=data)
    assert index_now().corrupt == (films[4].pk,)
    assert set(index_now().positions) == {movie.pk for movie in films} - {films[4].pk}
    store(films[4].pk, random_vector(), "recording", "text")
    assert index_now().corrupt == ()
    assert films[4].pk in index_now().positions


def test_workshops_float64_vector_is_read_as_the_same_direction(films):
    vector = random_vector().astype(np.float64)
    Movie.objects.filter(pk=films[4].pk).update(emb=vector.astype("<f8").tobytes())
    assert similarities(index_now(), unit(*vector))[films[4].pk] == pytest.approx(1, abs=1e-5)


def naive_filter(
    films: Iterable[Movie], year_from=None, year_to=None, runtime_from=None, runtime_to=None
) -> list[int]:
    return [
        movie.pk
        for movie in films
        if (year_from is None or (movie.year is not None and movie.year >= year_from))
        and (year_to is None or (movie.year is not None and movie.year <= year_to))
        and (runtime_from is None or (movie.runtime is not None and movie.runtime >= runtime_from))
        and (runtime_to is None or (movie.runtime is not None and movie.runtime <= runtime_to))
    ]


@pytest.mark.parametrize(
    "filters",
    [
        {"year_from": 1995},
        {"year_to": 1995},
        {"year_from": 1993, "year_to": 1996},
        {"year_from": -(10**9)},
        {"year_to": 10**9},
        {"runtime_from": 105},
        {"runtime_to": 105},
        {"runtime_from": 90, "runtime_to": 90},
        {"runtime_from": -1},
        {"runtime_to": 10**9},
        {"runtime_to": 100, "year_from": 1992},
    ],
    ids=str,
)
def test_passing_films_equal_a_loop_over_the_filters(films, filters):
    index = index_now()
    assert index.ids[index.passing(Limits(**filters))].tolist() == naive_filter(films, **filters)


@pytest.mark.sqlite
def test_length_that_is_stored_anew_is_known_to_the_next_search(films):
    assert films[0].pk in index_now().ids[index_now().passing(Limits(runtime_to=80))]
    Movie.objects.filter(pk=films[0].pk).update(runtime=40_000)
    assert not index_now().passing(Limits(runtime_to=80)).any()
    assert index_now().runtimes.max() == 32_767
    Movie.objects.filter(pk=films[0].pk).update(runtime=None)
    assert films[0].pk not in index_now().ids[index_now().passing(Limits(runtime_from=1))]


def test_length_of_films_added_later_is_filtered_by(films):
    index_now()
    Movie.objects.bulk_create(
        [
            Movie(title="New", runtime=7, emb=to_bytes(random_vector()), emb_model="recording"),
            Movie(title="Newer", emb=to_bytes(random_vector()), emb_model="recording"),
        ]
    )
    new = Movie.objects.get(title="New").pk
    assert index_now().ids[index_now().passing(Limits(runtime_to=79))].tolist() == [new]


def test_films_of_a_genre_are_those_that_have_one_of_its_names_whole(films):
    index = index_now()
    there = {movie.pk for movie in films if "cci" in movie.genre}
    assert set(index.ids[index.of_genre(frozenset({"accion", "action"}))].tolist()) == there
    assert not index.of_genre(frozenset({"acci"})).any()
    assert not index.of_genre(frozenset()).any()


def test_films_to_leave_out_are_left_out_alone(films):
    index = index_now()
    left = index.ids[index.passing(Limits(without=frozenset((films[2].pk, 10**9))))].tolist()
    assert left == [movie.pk for movie in films if movie != films[2]]


@pytest.mark.django_db
def test_empty_catalogue_is_refused_as_nothing_embedded():
    with pytest.raises(NothingEmbedded, match="movie_embeddings"):
        index_now()


def test_films_without_vectors_are_refused_until_one_is_embedded(make_movie):
    movie = make_movie()
    with pytest.raises(NothingEmbedded):
        index_now()
    store(movie.pk, random_vector(), "recording", "text")
    assert set(index_now().positions) == {movie.pk}


def test_catalogue_of_another_model_is_refused_with_both_names(films):
    Movie.objects.update(emb_model="another-model")
    with pytest.raises(OtherModelEmbedded, match=r"another-model.* recording"):
        index_now()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda: Movie.objects.all().delete(), NothingEmbedded),
        (lambda: Movie.objects.update(emb=None), NothingEmbedded),
        (lambda: Movie.objects.update(emb_model="another"), OtherModelEmbedded),
    ],
    ids=["deleted", "vectors removed", "other model"],
)
def test_catalogue_that_loses_its_last_vector_is_refused_and_recovers(films, change, error):
    index_now()
    change()
    with pytest.raises(error):
        index_now()
    add_films(2)
    assert len(index_now()) == 2


def test_films_that_come_and_go_do_not_make_the_matrix_grow(films):
    for _ in range(8):
        add_films(30)
        index_now()
        Movie.objects.filter(title__startswith="New").delete()
        index_now()
    assert len(index_now()) == len(films)
    assert len(index_now().ids) < 200
    assert contents(index_now()) == fresh_contents()


def test_query_of_another_length_is_refused_with_both_lengths(films):
    with pytest.raises(OtherModelEmbedded, match="8 dimensions.* 3 dimensions.*movie_embeddings"):
        index_now().similarities(unit(1, 2, 3))


def test_vectors_of_two_models_are_held_apart(films, make_movie):
    other = RecordingEmbedder()
    other.model_id = "another"
    store(films[0].pk, unit(1, 2, 3), "another", "text")
    assert set(get_index(other).positions) == {films[0].pk}
    assert get_index(other).rows.shape == (1, 3)
    assert films[0].pk not in index_now().positions


WRITER = """
import sqlite3, sys
program = sqlite3.connect(sys.argv[1])
program.execute("UPDATE movie_movie SET emb = (SELECT emb FROM movie_movie WHERE id = 3) WHERE id = 1")
program.execute("DELETE FROM movie_movie WHERE id = 2")
program.commit()
"""


def test_change_by_another_process_is_seen_by_the_next_search(in_process, tmp_path):
    """One process holds the index, first another program and then a management command write."""
    found = in_process(f"""
from movie.embedding.store import store
from movie.models import Movie
from movie.search.index import get_index
from tests.fakes import RecordingEmbedder, unit
for place in range(3):
    movie = Movie.objects.create(title=f"Film {{place}}", description="Text.")
    store(movie.pk, unit(*(1.0 if n == place else 0.1 for n in range(3))), "recording", "text")
def best():
    index = get_index(RecordingEmbedder())
    scores = index.similarities(unit(0, 0, 1)).round(3)
    return {{film: float(scores[place]) for film, place in index.positions.items()}}
states = [best()]
subprocess.run([sys.executable, "-c", {WRITER!r}, {str(tmp_path / "films.sqlite3")!r}], check=True)
states.append(best())
command = "from movie.models import Movie; Movie.objects.create(title='New', emb_model='recording', emb=" \\
    "Movie.objects.with_vectors().get(pk=3).emb)"
subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", command], check=True)
states.append(best())
print(json.dumps(states))
""")
    before, after_program, after_command = found
    assert before["1"] < before["3"]
    assert set(after_program) == {"1", "3"}
    assert after_program["1"] == after_program["3"] == before["3"]
    assert after_command == after_program | {"4": before["3"]}


@pytest.mark.django_db(transaction=True)
def test_two_threads_asking_at_once_build_one_index(films):
    """Both have seen that there is none before either may go on."""
    barrier = threading.Barrier(2, timeout=20)
    statements: list[str] = []
    found: list[Index] = []

    def ask() -> None:
        waited = []

        def spy(execute, statement, params, many, context):
            statements.append(statement)
            rows = execute(statement, params, many, context)
            if not waited:
                waited.append(barrier.wait())
            return rows

        with connection.execute_wrapper(spy):
            found.append(index_now())
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(found) == 2
    assert found[0] is found[1]
    assert sum(map(reads_vectors, statements)) == 1
