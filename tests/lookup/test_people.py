"""A person is found by name in the role that is asked for, or the closest names are."""

from collections.abc import Callable

import pytest

from movie.errors import AmbiguousPerson, UnknownPerson
from movie.lookup.people import everybody, find_person
from movie.models import Credit, Person

ACTOR, DIRECTOR = Credit.Role.ACTOR, Credit.Role.DIRECTOR


@pytest.fixture
def credit(make_movie) -> Callable[..., Person]:
    """Gives somebody a part in a film of their own."""

    def credit(person: Person | str, role: str = DIRECTOR, **film: object) -> Person:
        if isinstance(person, str):
            person = Person.objects.create(name=person)
        Credit.objects.create(movie=make_movie(**film), person=person, role=role)
        return person

    return credit


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Pedro Almodóvar", "pedro almodovar"),
        ("Steven Spielberg", "STEVEN SPIELBURG"),
        ("Jean-Luc Godard", "jean luc godard"),
        ("Conan O'Brien", "conan obrien"),
        ("The Rock", "the rock"),
    ],
)
def test_name_typed_otherwise_finds_its_person(credit, name, typed):
    person = credit(name)
    credit("Somebody Else")
    assert find_person(typed, DIRECTOR) == person


def test_person_is_known_in_the_role_alone(credit):
    credit("Ada Player", ACTOR)
    with pytest.raises(UnknownPerson):
        find_person("Ada Player", DIRECTOR)
    person = credit("Ben Both", ACTOR)
    credit(person, DIRECTOR, title="Another")
    assert find_person("ben both", ACTOR) == find_person("ben both", DIRECTOR) == person


def test_family_name_finds_whoever_has_it_in_the_role(credit):
    person = credit("Steven Spielberg")
    credit("Simon Helberg")
    credit("Ada Spielberg", ACTOR)
    assert find_person("spielberg", DIRECTOR) == person
    with pytest.raises(UnknownPerson) as refused:
        find_person("steven", DIRECTOR)
    assert refused.value.suggestions[0] == "Steven Spielberg"


def test_family_name_of_several_is_the_one_who_stands_out_or_a_choice(credit):
    known = credit("Ann Lee", title="First")
    other = credit("Bob Lee", title="Second")
    with pytest.raises(AmbiguousPerson) as refused:
        find_person("lee", DIRECTOR)
    assert {choice.id for choice in refused.value.choices} == {known.pk, other.pk}
    for title in ("Third", "Fourth"):
        credit(known, title=title)
    assert find_person("lee", DIRECTOR) == known
    assert find_person("lee", DIRECTOR, other.pk) == other


def test_two_people_of_one_name_are_told_apart_by_their_best_known_films(credit):
    first = credit("Steve McQueen", title="Bullitt", year=1968, vote_count=500)
    credit(first, title="Unseen", year=1960, vote_count=None)
    second = credit("Steve McQueen", title="Shame", year=2011)
    with pytest.raises(AmbiguousPerson) as refused:
        find_person("steve mcqueen", DIRECTOR)
    choices = refused.value.choices
    assert [choice.id for choice in choices] == [first.pk, second.pk]
    assert [choice.name for choice in choices] == [
        "Steve McQueen: Bullitt (1968)",
        "Steve McQueen: Shame (2011)",
    ]
    assert find_person("steve mcqueen", DIRECTOR, second.pk) == second


def test_new_person_is_found_at_once_and_a_deleted_one_no_more(credit):
    with pytest.raises(UnknownPerson):
        find_person("Greta Gerwig", DIRECTOR)
    person = credit("Greta Gerwig")
    assert find_person("Greta Gerwig", DIRECTOR) == person
    person.delete()
    with pytest.raises(UnknownPerson):
        find_person("Greta Gerwig", DIRECTOR)


def test_family_name_alone_means_whoever_stands_out(credit):
    tom = credit("Tom Hanks", ACTOR)
    assert everybody().called("hanks").id == tom.pk
    credit("Colin Hanks", ACTOR)
    assert everybody().called("hanks") is None
    for place in range(2):
        credit(tom, ACTOR, title=f"Film {place}")
    assert everybody().called("Hanks").id == tom.pk
    assert everybody().called("Tom Hnks").id == tom.pk
    assert everybody().called("Tom Hnks", slips=False) is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Leonardo DiCaprio", "di caprio"), ("Robert De Niro", "deniro"), ("Ada Quill", "quill")],
)
def test_blanks_within_a_family_name_are_forgiven(credit, name, typed):
    person = credit(name)
    assert everybody().called(typed, slips=False).id == person.pk
