"""A film held up as an example is one, in whatever words; a story with a title in it names none."""

import pytest

from movie.models import Movie
from movie.search.query_parser import parse

TITLES = [
    "Blade Runner",
    "Notting Hill",
    "Frozen",
    "Amélie",
    "Casablanca",
    "Stranded",
    "The Grand Budapest Hotel",
    "Up",
]


@pytest.fixture(autouse=True)
def films(db):
    for title in TITLES:
        Movie.objects.create(title=title, description=f"Told of {title}.")


def liked(prompt):
    return list(Movie.objects.filter(pk__in=parse(prompt).liked).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("prompt", "titles"),
    [
        ("blade runner type of movie", ["Blade Runner"]),
        ("a mix of Notting Hill and Blade Runner", ["Blade Runner", "Notting Hill"]),
        ("una cruza de Blade Runner con Notting Hill", ["Blade Runner", "Notting Hill"]),
        ("the grand budapest hotel vibes", ["The Grand Budapest Hotel"]),
        ("frozen (la de disney) pero otra", ["Frozen"]),
        ("a mix of Amélie and Up", ["Amélie", "Up"]),
        ("amelie vibes", ["Amélie"]),
        ("otra igual de buena que Notting Hill", ["Notting Hill"]),
        ("think notting hill, under two hours", ["Notting Hill"]),
        ("blade runner but with women", ["Blade Runner"]),
        ("amelie pero de miedo", ["Amélie"]),
        ("a shorter grand budapest hotel", ["The Grand Budapest Hotel"]),
        ("a mi hija le encanta blade runner", ["Blade Runner"]),
    ],
)
def test_title_beside_a_word_of_likeness_is_an_example(prompt, titles):
    assert sorted(liked(prompt)) == titles
    assert not parse(prompt).titles


@pytest.mark.parametrize(
    "prompt",
    [
        "astronaut stranded alone on another planet",
        "a bar owner in casablanca meets a woman he once loved and lost",
        "cómo purgar un radiador de casablanca",
        "not like Blade Runner",
        "casablanca but the old one",
        "frozen but happy",
        "an older brother comes home",
    ],
)
def test_story_and_refusal_hold_up_nothing(prompt):
    assert liked(prompt) == []


def test_title_alone_is_meant_itself():
    assert parse("notting hill").titles and not parse("notting hill").liked


@pytest.mark.parametrize(
    "prompt", ["something between blade runner and casablanca", "algo entre blade runner y casablanca"]
)
def test_title_of_one_word_beside_another_title_is_an_example_too(prompt):
    assert set(liked(prompt)) == {"Blade Runner", "Casablanca"}
