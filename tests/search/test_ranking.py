"""Films come back in the order of a plain loop, filtered first, for whatever a visitor writes."""

import io
import math
from dataclasses import replace

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.embedders import get_embedder
from movie.errors import NothingEmbedded, OtherModelEmbedded
from movie.models import Credit, Movie, Person
from movie.search import ranking
from movie.search.profiles import SHIPPED, Profile
from movie.search.query import SearchQuery
from movie.search.ranking import Match, ranked_ids, search, similar_to
from movie.search.score import Weights
from movie.vectors import cosine_similarity, from_bytes

from ..database.words import unnoticed
from ..fakes import RecordingEmbedder, unit

RANDOM = np.random.default_rng(5)


class WordyEmbedder(RecordingEmbedder):
    """Lets full-text matches count, as its profile says."""

    model_id = "wordy"


class JudgingEmbedder(RecordingEmbedder):
    """Its profile says from where on a film fits, and is close."""

    model_id = "judging"


PROFILES = {"wordy": Profile("wordy", learned_mix=True), "judging": Profile("judging", floor=0.3, close=0.8)}
# What was learned, as if of vectors of three dimensions.
WEIGHTS = Weights("wordy", np.eye(3, dtype=np.float32), covered=5.0, years=2.0)


@pytest.fixture
def use_embedder(settings, monkeypatch):
    """Makes a class of this file the default embedder, and its profile one that is shipped."""
    for model_id, profile in PROFILES.items():
        monkeypatch.setitem(SHIPPED, model_id, profile)
    monkeypatch.setattr(ranking, "get_weights", lambda: WEIGHTS)

    def use(embedder: type[RecordingEmbedder]) -> None:
        settings.EMBEDDERS = {"default": {"BACKEND": f"{__name__}.{embedder.__name__}"}}

    return use


@pytest.fixture
def films(recording_embedder, make_movie) -> list[Movie]:
    """Forty films with random vectors, of two genres, forty years and four lengths."""
    return [
        make_movie(
            f"Film {n}",
            unit(*RANDOM.normal(size=3)),
            year=1960 + n,
            genre="Drama" if n % 2 else "Ópera",
            runtime=(None, 80, 100, 120)[n % 4],
        )
        for n in range(40)
    ]


@pytest.fixture
def offline_films(make_movie) -> list[Movie]:
    """Three films embedded by the offline embedder."""
    films = [
        make_movie("Deep", description="A shark attacks swimmers at a beach.", year=1975),
        make_movie("Orbit", description="An astronaut drifts alone through space.", year=2013),
        make_movie("Canción", description="Un cantante pierde la voz antes del concierto.", year=1999),
    ]
    call_command("movie_embeddings", verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
    return films


def titles(matches: list[Match]) -> list[str]:
    return [match.movie.title for match in matches]


def naive_order(query: np.ndarray, without: tuple[Movie, ...] = ()) -> list[str]:
    """Titles by cosine similarity, the best first, by a loop over the stored bytes."""
    films = [movie for movie in Movie.objects.with_vectors() if movie not in without]
    films.sort(key=lambda movie: -cosine_similarity(from_bytes(movie.emb), query))
    return [movie.title for movie in films]


@pytest.mark.parametrize("prompt", ["xxyz", "yyy", "z and y", "none of them"])
def test_order_and_similarities_equal_a_loop_over_all_films(films, prompt):
    query = get_embedder().embed_query(prompt)
    matches = search(prompt, k=40)
    assert titles(matches) == naive_order(query)
    for match in matches:
        stored = Movie.objects.with_vectors().get(pk=match.movie.pk).emb
        assert match.similarity == pytest.approx(cosine_similarity(from_bytes(stored), query), abs=1e-5)


def test_k_cuts_the_same_order(films):
    everything = titles(search("xy", k=1000))
    assert len(everything) == 40
    for k in (0, 1, 7, 40):
        assert titles(search("xy", k=k)) == everything[:k]
    assert titles(search("xy")) == everything[:10]


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({"year_from": 1990}, lambda movie: movie.year >= 1990),
        ({"year_to": 1965}, lambda movie: movie.year <= 1965),
        ({"year_from": 1970, "year_to": 1979}, lambda movie: 1970 <= movie.year <= 1979),
        ({"genre": "opera"}, lambda movie: movie.genre == "Ópera"),
        ({"genre": "drama", "year_to": 1966}, lambda movie: movie.genre == "Drama" and movie.year <= 1966),
        ({"runtime_to": 100}, lambda movie: movie.runtime in (80, 100)),
        ({"runtime_from": 100}, lambda movie: movie.runtime in (100, 120)),
        (
            {"runtime_from": 90, "runtime_to": 110, "year_to": 1980},
            lambda m: m.runtime == 100 and m.year <= 1980,
        ),
    ],
    ids=["from", "to", "from to", "genre", "genre to", "short", "long", "length to"],
)
def test_filters_keep_the_order_of_what_passes_them(films, filters, passes):
    everything = [match.movie for match in search("xy", k=40)]
    passing = [movie.title for movie in everything if passes(movie)]
    assert titles(search("xy", k=40, **filters)) == passing
    assert titles(search("xy", k=3, **filters)) == passing[:3]


def test_far_films_that_pass_the_filters_fill_k(recording_embedder, make_movie):
    for n in range(30):
        make_movie(f"Near {n}", [1, 0, 0], year=1980)
    far = {make_movie(f"Far {n}", [-1, n / 10, 0], year=2000).title for n in range(3)}
    assert set(titles(search("x", k=3, year_from=1990))) == far
    assert search("x", k=3, year_from=2001) == []


def test_films_of_which_only_vectors_are_known_are_similar_in_the_order_of_a_loop(films):
    Movie.objects.update(genre="", year=None)
    for movie in films[:5]:
        vector = from_bytes(Movie.objects.with_vectors().get(pk=movie.pk).emb)
        assert titles(similar_to(movie, k=100)) == naive_order(vector, without=(movie,))


def test_similarity_of_two_films_is_the_same_both_ways(films):
    a, b = films[:2]
    there = {match.movie: match.similarity for match in similar_to(a, k=40)}
    back = {match.movie: match.similarity for match in similar_to(b, k=40)}
    assert there[b] == pytest.approx(back[a], abs=1e-5)
    assert a not in there


def test_film_without_vector_is_like_no_film(films, make_movie):
    assert similar_to(make_movie("Not embedded")) == []


def test_disliked_film_pushes_those_like_it_down(recording_embedder, make_movie):
    liked, disliked = make_movie("Liked", [1, 0, 0]), make_movie("Disliked", [0, 1, 0])
    make_movie("With both", [0.8, 0.6, 0])
    make_movie("Without", [0.75, 0, 0.66])
    assert titles(similar_to(liked)) == ["With both", "Without", "Disliked"]
    assert titles(similar_to(liked, disliked=[disliked])) == ["Without", "With both"]


def test_liked_films_together_find_what_lies_between_them(recording_embedder, make_movie):
    one, two = make_movie("One", [1, 0, 0]), make_movie("Two", [0, 1, 0])
    make_movie("Nearer to one", [0.9, 0, 0.44])
    make_movie("Between", [0.7, 0.7, 0.14])
    assert titles(similar_to(one, two)) == ["Between", "Nearer to one"]


def test_deleted_film_is_not_found_and_leaves_no_hole(films):
    first, second, *_ = [match.movie for match in search("xy", k=40)]
    first.delete()
    matches = search("xy", k=39)
    assert matches[0].movie == second
    assert len(matches) == len(similar_to(second, disliked=[matches[1].movie], k=100)) + 2 == 39


def test_who_is_named_beside_a_plot_puts_films_first_and_loses_none(recording_embedder, make_movie):
    told, theirs = make_movie("Told", [1, 0, 0]), make_movie("Theirs", [1, 0.5, 0])
    others = [make_movie(f"Other {number}", [0, 1, 0]) for number in range(3)]
    person = Person.objects.create(name="Orsa Quill")
    Credit.objects.create(movie=theirs, person=person, role=Credit.Role.ACTOR)
    plot = SearchQuery(text="one two three four five six seven eight", people=(person.pk,))

    assert {match.movie.pk for match in search(plot)} == {movie.pk for movie in (told, theirs, *others)}
    assert search(plot)[0].movie == theirs
    assert [match.movie for match in search(replace(plot, text="one two"))] == [theirs]


def test_flags_follow_the_embedders_thresholds(use_embedder, make_movie):
    use_embedder(JudgingEmbedder)
    for title, vector in (("Close", [1, 0.1, 0]), ("Fits", [1, 1.5, 0]), ("Far", [0.1, 1, 0])):
        make_movie(title, vector)
    flags = {match.movie.title: (match.fits, match.close) for match in search("x")}
    assert flags == {"Close": (True, True), "Fits": (True, False), "Far": (False, False)}


@pytest.mark.parametrize(("embedder", "first"), [(RecordingEmbedder, "Nearer"), (WordyEmbedder, "Said")])
def test_word_in_common_lifts_a_film_where_words_count(use_embedder, make_movie, embedder, first):
    use_embedder(embedder)
    make_movie("Nearer", [1, 0.1, 0], description="Nothing in common.")
    make_movie("Said", [1, 0.2, 0], description="Inside a submarine.")
    for n in range(5):
        make_movie(f"Far {n}", [-1, n, 1], description="Nothing in common.")
    assert titles(search("x submarine"))[0] == first


def test_similarity_shown_is_the_cosine_however_words_count(use_embedder, make_movie):
    use_embedder(WordyEmbedder)
    said = make_movie("Said", [0, 1, 0], description="Inside a submarine.")
    make_movie("Near", [1, 0, 0], description="Nothing in common.")
    found = {match.movie: match.similarity for match in search("x submarine")}
    assert found[said] == pytest.approx(0, abs=0.01)
    assert search("x submarine", genre="Western") == []


def test_year_named_lifts_its_films_and_loses_none(use_embedder, make_movie):
    use_embedder(WordyEmbedder)
    for year in (1950, 1985, 2010):
        make_movie(f"Of {year}", [1, 0, 0], year=year, description="The same for all.")
    assert titles(search("x from the 80s", k=3))[0] == "Of 1985"
    assert titles(search("x from 2010", k=3))[0] == "Of 2010"
    assert len(search("x from 2010", k=3)) == 3


def test_only_film_left_is_found_where_no_word_tells_it_apart(use_embedder, make_movie):
    use_embedder(WordyEmbedder)
    gone, left = make_movie("Gone", [1, 0, 0]), make_movie("Left", [0, 1, 0])
    assert len(search("x", k=5)) == 2
    gone.delete()
    assert titles(search("x", k=1)) == [left.title]


PROMPTS = [
    "the",
    "de la",
    "a",
    "🦈",
    "🦈🚀💔",
    "סרט על כריש",
    "فيلم عن سمكة قرش",
    "サメの映画",
    "\x00\x07\x1b[31m",
    "\u202eevil\u202c",
    '"',
    "shark AND NOT (",
    "movie please",
    "%s %d {}",
    "word " * 800,
]


@pytest.mark.parametrize("prompt", PROMPTS, ids=ascii)
def test_any_prompt_gives_films_with_finite_similarities(offline_films, prompt):
    matches = search(prompt, k=3)
    assert sorted(titles(matches)) == ["Canción", "Deep", "Orbit"]
    assert all(math.isfinite(match.similarity) and abs(match.similarity) <= 1.001 for match in matches)


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("a shark attacks people at the beach", "Deep"),
        ("alone in space", "Orbit"),
        ("el cantante que se queda sin voz", "Canción"),
    ],
)
def test_description_in_other_words_finds_its_film_offline(offline_films, prompt, title):
    assert titles(search(prompt))[0] == title
    assert titles(search(f"Please help, the movie where {prompt.upper()}, thanks"))[0] == title


@pytest.mark.parametrize("embedder", [RecordingEmbedder, WordyEmbedder])
def test_more_results_need_no_more_queries(use_embedder, make_movie, embedder):
    use_embedder(embedder)
    films = [make_movie(f"Film {n}", unit(*RANDOM.normal(size=3))) for n in range(12)]
    counts = []
    for k in (10, 3, 10):
        with CaptureQueriesContext(connection) as queries:
            assert len(search("x film", k=k)) == len(similar_to(films[0], k=k)) == k
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_ranking_measured_is_the_ranking_in_use(offline_films):
    prompt = "alone in space"
    assert ranked_ids(prompt) == [match.movie.pk for match in search(prompt)]


def test_results_leave_the_vectors_in_the_database(films):
    search("x")
    with CaptureQueriesContext(connection) as queries:
        matches = search("x") + similar_to(films[0])
    assert all("emb" in match.movie.get_deferred_fields() for match in matches)
    assert not any('."emb"' in query["sql"].split(" FROM ")[0] for query in queries)


def test_prompt_is_embedded_alone_and_no_film_again(films):
    embedder = get_embedder()
    embedder.batches.clear()
    search("a quite unusual prompt xyz")
    similar_to(films[0])
    assert embedder.texts == ["a quite unusual prompt xyz"]


def test_catalogue_that_cannot_be_compared_is_refused(recording_embedder, make_movie):
    movie = make_movie()
    with pytest.raises(NothingEmbedded):
        search("x")
    Movie.objects.filter(pk=movie.pk).update(emb=unit(1, 2, 3).tobytes(), emb_model="another")
    with pytest.raises(OtherModelEmbedded):
        search("x")


def test_film_that_goes_between_ranking_and_fetching_is_left_out(films):
    """What a search that has the index already meets when another process deletes its best film."""
    first, *rest = titles(search("xy", k=5))
    with unnoticed():
        Movie.objects.filter(title=first).delete()
    assert titles(search("xy", k=5)) == rest


def test_found_films_are_fetched_by_one_statement_without_their_vectors(films):
    search("xy", k=7)
    with CaptureQueriesContext(connection) as queries:
        (match, *_) = search("xy", k=7)
        assert match.movie.description
    assert sum('FROM "movie_movie"' in query["sql"] for query in queries) == 1
    assert match.movie.get_deferred_fields() == {"emb"}
    assert match.movie == Movie.objects.get(title=match.movie.title)
