"""Several people decide: whoever likes what, each finds something among the films that are shown."""

import pytest
from django.utils import translation

from movie.assistant.moviebot import reply
from movie.assistant.state_chips import state_chips
from movie.assistant.transcript import Conversation
from movie.models import Movie

pytestmark = pytest.mark.usefixtures("catalogue")


def said(conversation, words):
    turn = conversation.open(words)
    with translation.override("en"):
        for _step in reply(conversation, turn):
            pass
    conversation.close(turn)
    return turn


def genres_of(turn):
    return [set(Movie.objects.get(pk=pk).genre.split(", ")) for pk in turn.films]


@pytest.mark.parametrize(
    "words",
    [
        "my husband likes horror films and I like romcoms, what can we watch",
        "a mi marido le van las de terror y a mí las comedias románticas, ¿qué vemos?",
    ],
)
def test_each_of_two_gets_films_of_their_genres_in_turn(words):
    conversation = Conversation()
    films = genres_of(said(conversation, words))
    assert films and conversation.wish.text == ""
    assert all("Horror" in genres or genres >= {"Comedy", "Romance"} for genres in films)
    assert ["Horror" in genres for genres in films[:3]] == [True, False, True]


def test_both_sides_hold_until_they_are_taken_back():
    conversation = Conversation()
    said(conversation, "my wife likes horror films and I like animated ones")
    assert [(kept.key, kept.label) for kept in state_chips(conversation)] == [("sides", "Horror / Animation")]
    newer = said(conversation, "made after 1985")
    assert all({"Horror", "Animation"} & genres for genres in genres_of(newer))
    turn = conversation.open("Horror / Animation")
    turn.drop = "sides"
    for _step in reply(conversation, turn):
        pass
    conversation.close(turn)
    assert [kept.key for kept in state_chips(conversation)] == ["years:1986-"]


def test_another_genre_takes_the_place_of_both_sides():
    conversation = Conversation()
    said(conversation, "my wife likes horror films and I like animated ones")
    comedies = said(conversation, "just comedies")
    assert all("Comedy" in genres for genres in genres_of(comedies))
    assert comedies.sides == []


def test_one_persons_taste_is_a_wish():
    assert all("Horror" in genres for genres in genres_of(said(Conversation(), "I like horror films")))


def test_films_of_either_of_two_people_are_found_and_of_one_alone_then():
    conversation = Conversation()
    either = said(conversation, "Kubrick or Spielberg, surprise me")
    directors = {Movie.objects.get(pk=pk).directors[0].name for pk in either.films}
    assert directors == {"Stanley Kubrick", "Steven Spielberg"}
    one = said(conversation, "show me only kubrick")
    assert {Movie.objects.get(pk=pk).directors[0].name for pk in one.films} == {"Stanley Kubrick"}
