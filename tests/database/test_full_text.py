"""Full-text matches: forgiving about form, deaf to query syntax, fair about repetition."""

import random

import pytest

from movie.database.full_text import matching, titled, with_all
from movie.models import Credit, Movie, Person
from movie.search.text_query import analyse

OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "NEAR(shark beach, 2)",
    "shark AND",
    "NOT shark",
    "shark NOT beach",
    "shark*",
    '"',
    '"shark',
    'shark" OR "beach',
    "(",
    "shark)",
    "title:shark",
    "title : {",
    "-title: shark",
    "^shark",
    "shark + beach",
    "'; DROP TABLE movie_words; --",
    "%s %(x)s ?1",
    "\\",
    "\x00shark\x00",
    "🦈",
    "",
    " ",
]


def found(*words: str) -> list[int]:
    """The films that match, the best first."""
    return [film for film, _ in matching(words)]


@pytest.fixture
def shark(make_movie) -> Movie:
    """One film about a shark, one about anything else."""
    make_movie("Another", description="Nothing of the kind happens here.")
    return make_movie("Tiburón", description="A shark attacks the beaches of Amity.", keywords="Spielbergian")


@pytest.mark.parametrize(
    "asked",
    [
        "tiburón",
        "tiburon",
        "TIBURÓN",
        "tiburo\u0301n",
        "attacking",
        "attacked",
        "beach",
        "Sharks",
        "spielbergian",
    ],
)
def test_word_in_another_form_finds_the_film(shark, asked):
    assert found(*analyse(asked).words) == [shark.pk]
    assert found(asked) == [shark.pk]


def test_film_of_none_of_the_words_is_not_found(shark):
    assert found("submarine", "romance") == []
    assert found() == []


def test_film_of_one_of_the_words_is_found(shark):
    assert found("submarine", "shark", "romance") == [shark.pk]


def test_person_in_the_credits_finds_the_film(shark):
    director = Person.objects.create(name="Agnès Varda")
    Credit.objects.create(movie=shark, person=director, role=Credit.Role.DIRECTOR)
    assert found("varda") == found("Agnes") == [shark.pk]
    assert titled("varda") == []


@pytest.mark.parametrize("operators", OPERATORS)
def test_query_syntax_is_taken_for_words(shark, operators):
    expected = [shark.pk] if "shark" in operators else []
    assert found(*analyse(operators).words) == expected
    assert titled(operators) == []


@pytest.mark.parametrize(
    "phrase", ["shark NOT attacks", "shark OR submarine", "sharks*submarine", 'shark" OR "beaches']
)
def test_word_with_syntax_inside_is_matched_as_it_stands(shark, phrase):
    assert found(phrase) == []


def test_names_of_operators_are_words_like_others(make_movie):
    near, other = make_movie("Near", description="Near, or not."), make_movie("Far", description="Beyond.")
    assert found("NEAR") == found("NOT") == [near.pk]
    assert other.pk not in found("OR")


@pytest.mark.parametrize("seed", range(5))
def test_four_thousand_characters_of_junk_do_no_harm(shark, seed):
    signs = random.Random(seed).choices("aä9 \"'()*:^-+{}[]\\%_\t\n\x00\u200b\u202e¿🦈日", k=4000)
    junk = "".join(signs)
    assert found(*analyse(junk).words) in ([], [shark.pk])
    assert titled(junk) == []


def test_two_thousand_words_at_once_are_counted(shark):
    (once,), (often,) = matching(["shark"]), matching(["shark", "nowhere"] * 1000)
    assert often[0] == once[0]
    assert often[1] == pytest.approx(1000 * once[1], rel=1e-6)


def test_word_said_twice_counts_twice(make_movie):
    cat, dog = make_movie("One", description="A cat."), make_movie("Two", description="A dog.")
    make_movie("Three", description="A horse.")
    assert found("cat", "cat", "dog") == [cat.pk, dog.pk]
    assert found("cat", "dog", "dog") == [dog.pk, cat.pk]


def test_scores_are_positive_and_fall_and_the_limit_keeps_the_best(make_movie):
    for n in range(6):
        make_movie(f"Film {n}", description="heist " * n + "and other words " * 3)
    for n in range(12):
        make_movie(f"Other {n}")
    scored = matching(["heist"])
    scores = [score for _, score in scored]
    assert len(scored) == 5
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0
    assert matching(["heist"], limit=2) == scored[:2]


def test_word_among_the_keywords_counts_more_than_in_the_description(make_movie):
    described = make_movie("Something", description="Heist.")
    listed = make_movie("Another", description="Elsewhere.", keywords="heist")
    make_movie("A third", description="Nowhere.")
    assert found("heist") == [listed.pk, described.pk]


def test_titles_beyond_the_limit_are_left_out(make_movie):
    films = {make_movie(f"Rocky {n}").pk for n in range(6)}
    assert set(titled("rocky")) == films
    assert len(titled("rocky", limit=4)) == 4


def test_films_with_all_words_are_those_that_each_word_finds(make_movie):
    told = ("A shark eats a boat", "A shark sleeps", "Boats and sharks race", "Nothing happens")
    films = [make_movie(f"Film {place}", description=text).pk for place, text in enumerate(told)]
    assert set(with_all(["shark", "boats"])) == set(found("shark")) & set(found("boats"))
    assert set(with_all(["shark", "boats"])) == {films[0], films[2]}
    assert with_all(["shark", "submarine"]) == with_all([]) == []
