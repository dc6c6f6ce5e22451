"""What is shared counts for a film, what is not known neither way, and what disliked films have against."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from movie.database.cached import Cached
from movie.embedders import get_embedder
from movie.models import Credit, Movie, Person
from movie.search.film_facts import get_facts
from movie.search.index import get_index
from movie.search.likeness import likeness, preference
from movie.search.overlap import Terms, rare
from movie.search.query import SearchQuery
from movie.search.ranking import search, similar_to

ALIKE = [1, 0, 0]


@pytest.fixture
def background(recording_embedder, make_movie):
    """Twenty films of all kinds, so that a deviation means something; the same vector for all that follow."""
    genres = ("Drama", "Comedy", "Drama, Crime", "Western", "")
    for n in range(20):
        vector = [1, n % 4 / 4, n % 3 / 3]
        make_movie(f"Other {n}", vector, genre=genres[n % 5], keywords=f"word {n}, town", year=1950 + 3 * n)


@pytest.fixture
def make(background, make_movie):
    """Stores a film with the same vector as all others made by it, and people by name and role."""

    def make(title, people=(), **fields):
        movie = make_movie(title, fields.pop("vector", ALIKE), **fields)
        for name, role in people:
            person, _ = Person.objects.get_or_create(name=name)
            Credit.objects.create(movie=movie, person=person, role=role)
        return movie

    return make


def score(movie: Movie, *liked: Movie, disliked: tuple[Movie, ...] = ()) -> float:
    """How far ahead a film is."""
    index = get_index(get_embedder())
    ahead = preference(index, get_facts(), [film.pk for film in liked], [film.pk for film in disliked])
    return ahead[index.positions[movie.pk]]


def titles(matches):
    return [match.movie.title for match in matches]


DIRECTOR, ACTOR = Credit.Role.DIRECTOR, Credit.Role.ACTOR


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"genre": "Crime, Drama"}, {"genre": "Drama"}),
        ({"genre": "Crime, Drama"}, {"genre": "Crime, Drama, Comedy"}),
        ({"genre": "Crime"}, {"genre": "Western"}),
        ({"keywords": "mafia, family"}, {"keywords": "mafia, garden"}),
        ({"keywords": "Families"}, {"keywords": "garden"}),
        ({"year": 1972}, {"year": 1990}),
        ({"people": [("Ann", DIRECTOR)]}, {"people": [("Ann", ACTOR)]}),
        ({"people": [("Ann", DIRECTOR)]}, {"people": [("Bob", ACTOR)]}),
        ({"people": [("Bob", ACTOR)]}, {"people": [("Eve", ACTOR)]}),
        ({"people": [("Ann", DIRECTOR), ("Bob", ACTOR)]}, {"people": [("Ann", DIRECTOR)]}),
        ({"vector": [1, 0.1, 0]}, {"vector": [0, 1, 0]}),
    ],
    ids=str,
)
def test_film_that_shares_more_is_ahead(make, more, less):
    people = [("Ann", DIRECTOR), ("Bob", ACTOR), ("Cid", ACTOR)]
    liked = make("Liked", people, genre="Crime, Drama", keywords="mafia, family", year=1973)
    assert score(make("More", **more), liked) > score(make("Less", **less), liked)


def test_rare_keyword_in_common_counts_more_than_a_frequent_one(make):
    liked = make("Liked", keywords="town, lighthouse")
    assert score(make("Rare", keywords="lighthouse"), liked) > score(make("Frequent", keywords="town"), liked)


@pytest.mark.parametrize(("known", "other"), [("genre", "Western"), ("keywords", "garden"), ("year", 1890)])
def test_what_is_not_known_counts_less_than_what_is_shared_and_more_than_what_is_not(make, known, other):
    facts = {"genre": "Crime", "keywords": "mafia", "year": 1972}
    liked = make("Liked", **facts)
    shares, lacks = (
        make("Shares", **facts),
        make("Lacks", **{**facts, known: None if known == "year" else ""}),
    )
    differs = make("Differs", **{**facts, known: other})
    assert score(shares, liked) > score(lacks, liked) > score(differs, liked)


def test_two_films_of_which_only_vectors_are_known_are_as_alike_as_these(make):
    liked = make("Liked")
    assert score(make("Same"), liked) == pytest.approx(score(liked, liked))


def test_shared_parts_are_the_same_both_ways():
    values = np.array([1, 2, 3, 2, 3, 4, 9])
    terms = Terms.of(np.array([0, 0, 0, 1, 1, 1, 2]), values, 4, rare)
    for part in (terms.common, terms.jaccard, terms.cosine):
        table = np.array([part(place) for place in range(4)])
        assert table == pytest.approx(table.T)
        assert (table[0, 1] > 0, table[0, 2], table[3].tolist()) == (True, 0, [0, 0, 0, 0])
    assert [terms.cosine(place)[place] for place in range(3)] == pytest.approx([1, 1, 1])


def test_terms_give_back_the_pairs_that_they_were_made_of():
    places, values = np.array([2, 0, 2, 1]), np.array([7, 5, 5, 1_000_000])
    given = set(zip(places.tolist(), values.tolist(), strict=True))
    assert (
        set(zip(*(numbers.tolist() for numbers in Terms.of(places, values, 3).pairs()), strict=True)) == given
    )


def test_likeness_to_a_disliked_film_counts_against(make):
    liked, disliked = make("Liked", genre="Crime, Comedy"), make("Disliked", genre="Comedy")
    crime, comedy = make("Crime", genre="Crime"), make("Comedy", genre="Comedy")
    assert score(crime, liked, disliked=(disliked,)) > score(comedy, liked, disliked=(disliked,))
    lost = [score(film, liked) - score(film, liked, disliked=(disliked,)) for film in (crime, comedy)]
    assert lost[0] < lost[1]


def test_order_of_the_liked_films_does_not_matter(make):
    one, two = make("One", genre="Crime", year=1950), make("Two", genre="Western", vector=[0, 1, 0])
    there, back = (titles(similar_to(*liked, k=30)) for liked in ((one, two), (two, one)))
    assert there == back


def test_film_like_both_liked_films_is_ahead_of_one_like_either(make):
    one, two = make("One", genre="Crime"), make("Two", genre="Western")
    both, either = make("Both", genre="Crime, Western"), make("Either", genre="Crime, Musical")
    assert score(both, one, two) > score(either, one, two)


def test_film_without_vector_finds_those_that_share_its_facts(make):
    untold = make("Untold", genre="Crime", keywords="mafia", year=1972, vector=None)
    make("Kin", genre="Crime", keywords="mafia", year=1974)
    (first, *_) = similar_to(untold)
    assert (first.movie.title, first.similarity, str(first.shared)) == ("Kin", None, "Crime · mafia")


def test_film_of_which_nothing_but_its_year_is_known_is_like_none(make):
    assert similar_to(make("Untold", year=1972, vector=None)) == []


def test_catalogue_of_one_film_has_none_like_it(recording_embedder, make_movie):
    only = make_movie("Only", ALIKE, genre="Crime", keywords="mafia", year=1972)
    index = get_index(get_embedder())
    assert similar_to(only) == []
    assert np.isfinite(likeness(index, get_facts(), [only.pk])).all()


def test_film_that_is_gone_is_not_found_and_stands_in_no_ones_way(make):
    liked, gone, kin = (make(title, genre="Crime", year=1972) for title in ("Liked", "Gone", "Kin"))
    assert {"Gone", "Kin"} <= set(titles(similar_to(liked, k=30)))
    Movie.objects.filter(pk=gone.pk).delete()
    matches = similar_to(liked, gone, disliked=[gone], k=30)
    assert "Gone" not in titles(matches) and titles(matches)[0] == kin.title


def test_number_shown_stays_the_cosine_similarity(make):
    liked, other = make("Liked", genre="Crime"), make("Other kind", genre="Western", vector=[1, 1, 0])
    (shown,) = [match.similarity for match in similar_to(liked, k=30) if match.movie == other]
    assert shown == pytest.approx(2**-0.5, abs=1e-3)


def test_wish_and_page_find_the_same_films_in_the_same_order(make):
    liked, disliked = make("Liked", genre="Crime", year=1972), make("Disliked", genre="Comedy")
    query = SearchQuery(liked=(liked.pk,), disliked=(disliked.pk,))
    assert titles(search(query, k=30)) == titles(similar_to(liked, disliked=[disliked], k=30))


def test_shared_facts_are_told_in_the_films_own_words(make):
    liked = make("Liked", [("Ann", DIRECTOR), ("Bob", ACTOR)], genre="drama, Crime", keywords="Secret agents")
    make("Kin", [("Bob", ACTOR), ("Ann", DIRECTOR)], genre="Crime, Drama", keywords="river, secret agent")
    assert str(similar_to(liked, k=1)[0].shared) == "Crime, Drama · Ann, Bob · secret agent"


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Crime · moon, boat"), ("es-mx", "Crimen · luna, boat"), ("pt", "Crime · moon, boat")],
)
def test_shared_facts_are_told_as_the_page_speaks_where_films_have_them(make, language, told):
    liked = make("Liked", genre="Crime", keywords="boat, moon")
    kin = make("Kin", genre="Crime", keywords="moon, boat")
    liked.translations.create(language="es", title="Querida", keywords="barco, luna")
    kin.translations.create(language="es", title="Pariente", keywords="luna, boat")
    with translation.override(language):
        assert str(similar_to(liked, k=1)[0].shared) == told


def test_page_says_what_the_films_share(client, make):
    liked = make("Liked", [("Ann", DIRECTOR)], genre="Crime", keywords="mafia")
    make("Kin", [("Ann", DIRECTOR)], genre="Crime", keywords="mafia")
    assert "Crime · Ann · mafia" in client.get(liked.get_absolute_url()).content.decode()


@pytest.mark.parametrize("change", ["genre", "keywords", "people", "deleted", "new"])
def test_facts_follow_the_database_as_if_they_were_read_anew(make, change):
    kin = make("Kin", [("Ann", DIRECTOR)], genre="Crime", keywords="mafia", year=1972)
    get_facts()
    if change == "people":
        Credit.objects.create(movie=kin, person=Person.objects.create(name="Bob"), role=ACTOR)
    elif change == "deleted":
        kin.delete()
    elif change == "new":
        make("New", [("Ann", ACTOR)], genre="Crime", keywords="river", year=2001)
    else:
        Movie.objects.filter(pk=kin.pk).update(**{change: "Western"})
    followed = _as_read()
    Cached.forget_all()
    assert followed == _as_read()


def _as_read() -> list[tuple]:
    """The facts film by film, in words."""
    facts = get_facts()
    words = {number: name for name, number in facts.names.items()}
    told = []
    for place, movie in enumerate(facts.ids.tolist()):
        kinds = [_values(terms, place) for terms in (facts.genres, facts.keywords)]
        people = [_values(terms, place) for terms in (facts.directors, facts.actors)]
        told.append((movie, *[{words[value] for value in kind} for kind in kinds], *people))
    return told


def _values(terms: Terms, place: int) -> set[int]:
    return set(terms.values[terms.terms[terms.starts[place] : terms.starts[place + 1]]].tolist())


def test_facts_are_not_read_again_for_each_page(make):
    liked = make("Liked", genre="Crime")
    similar_to(liked)
    with CaptureQueriesContext(connection) as few:
        similar_to(liked, k=2)
    with CaptureQueriesContext(connection) as many:
        similar_to(liked, k=15)
    assert len(few) == len(many)
    assert not any("movie_movie" in query["sql"] and "IN (" not in query["sql"] for query in many)
