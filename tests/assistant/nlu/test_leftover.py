"""What is left of a turn is told by its meaning: a story stays, talk goes, genres are heard."""

import pytest

from movie.assistant.nlu.leftover import Leftover, genres_meant, take_leftover, without_leftover
from movie.assistant.nlu.rules import by_rules
from movie.assistant.nlu.utterance import Utterance
from movie.assistant.transcript import Conversation
from movie.search.query_parser.negation import Refused

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize("said", ["my cousin keeps recommending that", "qué cansancio llevo encima hoy"])
def test_talk_is_taken(said):
    turn = Utterance(said)
    assert take_leftover(turn, ()) == Leftover()
    assert not turn.left.strip()


@pytest.mark.parametrize("said", ["a lighthouse keeper and his parrot", "un farero y su loro"])
def test_story_stays(said):
    turn = Utterance(said)
    assert take_leftover(turn, ()) == Leftover()
    assert turn.left == said


@pytest.mark.parametrize(
    ("said", "genre"), [("leaves me shaking with fright", "Horror"), ("que me muera de la risa", "Comedy")]
)
def test_other_name_of_a_genre_is_heard_as_it(said, genre):
    assert by_rules(said, Conversation()).genres == (genre,)


def test_genre_that_is_named_stands_alone():
    assert take_leftover(Utterance("spaceships and astronauts"), ("Drama",)).genres == ()


def test_refused_words_that_mean_a_genre_refuse_it_but_where_it_is_wished_for():
    refused, kept = Refused(words=["gangsters"]), Refused(words=["gangsters"])
    without_leftover(refused, ())
    without_leftover(kept, ("Crime",))
    assert (refused.genres, refused.words) == (["Crime"], [])
    assert kept.words == ["gangsters"]


def test_side_of_somebody_may_be_told_by_what_happens():
    assert genres_meant("explosions") == ("Action",)
