"""People are kept apart where ids say so, and credits change only in the roles a file speaks of."""

import json

import pytest

from movie.database.full_text import matching
from movie.importing import credits
from movie.importing.people import store_people
from movie.importing.records import MovieRecord, Someone
from movie.models import Credit, Person

from ..database.words import stored_words, words_of_films

ANN, OTHER_ANN = Someone("Ann Lee", 1), Someone("Ann Lee", 2)


@pytest.fixture
def film(make_movie):
    return make_movie("Alien")


def test_two_of_one_name_stay_two_where_their_ids_differ(film, make_movie):
    other = make_movie("Brazil")
    store_people([(film.pk, MovieRecord("", actors=[ANN])), (other.pk, MovieRecord("", actors=[OTHER_ANN]))])
    assert sorted(Person.objects.values_list("name", "tmdb_id")) == [("Ann Lee", 1), ("Ann Lee", 2)]
    assert film.actors != other.actors


def test_name_known_without_id_gets_it_once(film, make_movie):
    store_people([(film.pk, MovieRecord("", actors=[Someone("Ann Lee")]))])
    store_people(
        [
            (make_movie("B").pk, MovieRecord("", actors=[ANN])),
            (make_movie("C").pk, MovieRecord("", actors=[OTHER_ANN])),
        ]
    )
    assert sorted(Person.objects.values_list("tmdb_id", flat=True)) == [1, 2]


def test_name_alone_that_could_be_two_is_a_third(film, make_movie):
    store_people([(film.pk, MovieRecord("", actors=[ANN, OTHER_ANN]))])
    store_people([(make_movie("B").pk, MovieRecord("", actors=[Someone("Ann Lee")]))])
    assert Person.objects.filter(name="Ann Lee").count() == 3


def test_names_without_ids_do_not_replace_the_same_names_with_ids(film):
    store_people([(film.pk, MovieRecord("", actors=[ANN]))])
    assert store_people([(film.pk, MovieRecord("", actors=[Someone("Ann Lee")]))]) == set()
    assert film.actors[0].tmdb_id == 1


def test_directors_alone_leave_the_actors_as_they_were(film):
    store_people([(film.pk, MovieRecord("", actors=[ANN], directors=[OTHER_ANN]))])
    assert store_people([(film.pk, MovieRecord("", directors=[Someone("Bo")]))]) == {film.pk}
    film.refresh_from_db()
    assert [person.name for person in film.directors + film.actors] == ["Bo", "Ann Lee"]


def test_full_text_knows_the_people_and_the_triggers_are_back(film):
    store_people([(film.pk, MovieRecord("", actors=[Someone("Sigourney Weaver")]))])
    assert stored_words() == words_of_films()
    Credit.objects.create(movie=film, person=Person.objects.create(name="Ian Holm"), role=Credit.Role.ACTOR)
    assert [movie for movie, _ in matching(["holm"])] == [film.pk]


@pytest.mark.parametrize("write", [str, lambda cell: cell], ids=["text", "list"])
def test_quick_look_at_a_list_finds_what_the_parser_finds(write):
    odd = ["O'Hara", 'Say "x"', "back\\slash", "brace } here", "Ñandú", "a, b"]
    for name in odd:
        cell = [
            {"credit_id": "5", "id": 7, "name": name, "job": "Director"},
            {"id": 8, "name": "B", "job": "X"},
        ]
        assert credits.cast(write(cell)) == [Someone(name, 7), Someone("B", 8)]
        assert credits.crew(write(cell)) == [Someone(name, 7)]


@pytest.mark.parametrize("write", [str, json.dumps], ids=["python", "json"])
def test_text_that_looks_like_a_name_within_an_entry_is_no_person(write):
    entry = {"character": "a 'name': 'Bob' b", "credit_id": "'id': 5", "id": 7, "name": "Ann Lee", "order": 0}
    assert credits.cast(write([entry])) == [Someone("Ann Lee", 7)]


def test_id_of_several_people_is_nobodys(film, make_movie):
    spelled = [Someone("Robert Downey Jr.", 9), Someone("Robert Downey", 9)]
    said = [Someone("Ann Lee", 1), Someone("Eva Sol", 1), *spelled]
    store_people([(film.pk, MovieRecord("", actors=said))])
    assert [(one.name, one.tmdb_id) for one in film.actors][:2] == [("Ann Lee", None), ("Eva Sol", None)]
    assert Person.objects.filter(tmdb_id=9).count() == 1
