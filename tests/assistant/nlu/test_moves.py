"""Turns that say where the talk should go: back to the start, to something lighter, to lesser known films."""

import pytest

from movie.assistant.dialogue_state import resolve
from movie.assistant.nlu.rules import by_rules
from movie.assistant.nlu.slots import Talk, Unmet
from movie.assistant.transcript import Conversation
from movie.search.query import Filters

pytestmark = pytest.mark.usefixtures("catalogue")


def heard(said, conversation=None):
    conversation = conversation or Conversation()
    return resolve(by_rules(said, conversation), conversation)


@pytest.mark.parametrize(
    "said",
    [
        "start over",
        "Let's start again",
        "forget everything",
        "empecemos de nuevo",
        "Empezar de cero",
        "olvida todo",
    ],
)
def test_talk_begins_anew_and_keeps_nothing(after, said):
    begun = heard(said, after("Alien", genres=("Horror",), without=(1, 2)))
    assert begun.wish is None and begun.afresh


@pytest.mark.parametrize("said", ["start over: a comedy", "empecemos de nuevo: una comedia"])
def test_new_beginning_may_bring_its_own_wish(after, said):
    begun = heard(said, after("Alien", text="space", genres=("Horror",), without=(1, 2)))
    assert (begun.wish.genres, begun.wish.text, begun.wish.without) == (("Comedy",), "", ())


def test_what_was_shown_may_come_again_after_a_new_beginning(after):
    conversation = after("Alien", "Up")
    turn = conversation.open("start over")
    turn.afresh = True
    conversation.close(turn)
    assert conversation.shown == []


@pytest.mark.parametrize("said", ["something lighter", "algo más ligero", "less heavy", "que sea más alegre"])
def test_lighter_leaves_out_what_is_dark(after, said):
    wish = heard(said, after("Alien", genres=("Horror", "Science Fiction"))).wish
    assert wish.genres == ("Science Fiction",)
    assert {"Horror", "Crime", "Thriller"} <= set(wish.without_genres)
    assert heard(said, after("Alien", genres=("Drama", "Horror"))).wish.genres == ("Comedy",)


def test_lighter_keeps_what_is_refused_beside_it(after):
    wish = heard("something lighter, no romance", after("Alien", genres=("Horror",))).wish
    assert {"Romance", "Horror"} <= set(wish.without_genres)


@pytest.mark.parametrize("said", ["something more obscure", "less known", "menos conocida", "hidden gems"])
def test_lesser_known_films_are_asked_for_beside_the_wish(after, said):
    found = heard(said, after("Alien", genres=("Horror",)))
    assert found.obscure and found.wish.genres == ("Horror",)


@pytest.mark.parametrize("said", ["and in black and white", "y en blanco y negro", "in b&w"])
def test_black_and_white_is_not_stored(after, said):
    found = heard(said, after("Alien", genres=("Horror",)))
    assert found.unmet == (Unmet.MONOCHROME,) and found.wish.genres == ("Horror",)


@pytest.mark.parametrize("said", ["the 90s instead", "mejor de los 90"])
def test_other_years_take_the_place_of_those_before(after, said):
    wish = heard(said, after("Alien", genres=("Horror",), filters=Filters(1970, 1979))).wish
    assert (wish.genres, wish.filters) == (("Horror",), Filters(1990, 1999))


@pytest.mark.parametrize(
    "said",
    [
        "my daughter likes Up, I like Alien",
        "my son loves Up and I love Alien",
        "a mi hija le gusta Up y a mí Alien",
        "a mi hija le gusta Up y a mi novio Alien",
        "me gusta Up y a ella le encanta Alien",
    ],
)
def test_two_people_who_decide_get_films_near_both(catalogue, said):
    wish = heard(said).wish
    assert wish.liked == (catalogue["Up"].pk, catalogue["Alien"].pk) and wish.text == ""


@pytest.mark.parametrize("said", ["more of his films", "más películas suyas", "more by him", "más de él"])
def test_films_of_whoever_was_spoken_of_are_asked_for(after, said):
    assert heard(said, after("Inception", about=["Christopher Nolan"])).named == ("Christopher Nolan",)


@pytest.mark.parametrize(
    "said", ["sounds good but we watched it last night", "tiene buena pinta pero ya la vimos"]
)
def test_film_that_was_seen_makes_room_for_others(after, said):
    assert heard(said, after("Alien", genres=("Horror",))).wish.genres == ("Horror",)
    assert by_rules(said, after("Alien")).others


@pytest.mark.parametrize(
    "said",
    [
        "my sister has already seen Alien",
        "mi hermana ya vio Alien",
        "Alien la vimos en clase",
        "not Alien again",
    ],
)
def test_film_that_was_seen_or_refused_is_left_out_for_the_whole_talk(catalogue, after, said):
    conversation = after("Up", genres=("Science Fiction",))
    found, alien = heard(said, conversation), catalogue["Alien"].pk
    assert found.wish.genres == ("Science Fiction",) and found.refused == (alien,)
    turn = conversation.open(said)
    turn.refused = list(found.refused)
    assert heard("start over: a comedy", conversation).refused == (alien,)
    assert heard("something like Alien", conversation).refused == ()


def test_heavy_films_are_answered_by_lighter_ones(after):
    assert by_rules("that's too serious", after("Alien")).lighter


@pytest.mark.parametrize("said", ["the year doesn't matter", "ok any year then", "da igual el año"])
def test_years_are_dropped(after, said):
    wish = heard(said, after("Alien", genres=("Horror",), filters=Filters(1970, 1979))).wish
    assert (wish.genres, wish.filters) == (("Horror",), Filters())


@pytest.mark.parametrize("said", ["forget the horror", "olvida lo de terror"])
def test_genre_is_dropped(after, said):
    assert heard(said, after("Alien", text="space", genres=("Horror",))).wish.genres == ()


def test_person_is_dropped(after, catalogue):
    nolan = heard("films by Christopher Nolan").wish.people
    wish = heard("forget Nolan", after("Inception", text="space", people=nolan)).wish
    assert nolan and (wish.people, wish.text) == ((), "space")


def test_thanks_may_say_what_for():
    assert by_rules("gracias por la charla", Conversation()).talk == Talk.THANKS


@pytest.mark.parametrize("said", ["horror, my brother says", "i want horror, he's watching too"])
def test_what_is_said_beside_a_wish_is_no_part_of_it(said):
    asked = by_rules(said, Conversation())
    assert (asked.genres, asked.request) == (("Horror",), "")


def test_story_says_nothing_of_the_talk():
    asked = by_rules("forget everything and start over " + "while it rains " * 20, Conversation())
    assert not (asked.afresh or asked.others or asked.lighter or asked.drops)


@pytest.mark.parametrize(
    "said", ["Alien and Titanic, watched them twice", "anything but Alien, saw it sunday"]
)
def test_films_are_seen_where_the_next_clause_says_so(after, said, catalogue):
    seen = by_rules(said, after("Up", genres=("Comedy",))).seen
    assert catalogue["Alien"].pk in [film.id for film in seen]


def test_the_first_two_are_those_shown_first(after, catalogue):
    ask = by_rules("seen the first two, others?", after("Alien", "Up", "Big", genres=("Comedy",)))
    assert {film.id for film in ask.seen} == {catalogue["Alien"].pk, catalogue["Up"].pk}


def test_years_are_dropped_by_their_own_name(after):
    left = heard("forget the 90s", after("Titanic", genres=("Romance",), filters=Filters(1990, 1999))).wish
    assert (left.genres, left.filters) == (("Romance",), Filters())


def test_film_for_grown_ups_is_asked_for_after_one_for_children(after):
    conversation = after("Up", for_family=True)
    assert heard("only thrillers", conversation).wish.for_family
    assert not heard("cheers. for me, after bedtime: a thriller", conversation).wish.for_family


@pytest.mark.parametrize(
    "said", ["my kids are watching too. something funny", "con mis hijos, algo divertido"]
)
def test_whoever_speaks_of_children_is_heard_beside_a_wish(after, said):
    assert heard(said, after("Alien", genres=("Horror",))).wish.for_family


def test_unknown_word_is_no_thanks():
    assert by_rules("barbie?", Conversation()).talk is None
