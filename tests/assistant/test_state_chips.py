"""What is kept in mind is told thing by thing, and goes when it is taken back."""

from django.utils import translation

from movie.assistant.dialogue_state import resolve
from movie.assistant.nlu.rules import by_rules
from movie.assistant.nlu.slots import Slots
from movie.assistant.state_chips import LONGEST, state_chips
from movie.assistant.transcript import Conversation
from movie.search.query import Filters, SearchQuery


def keys(conversation):
    return [kept.key for kept in state_chips(conversation)]


def test_everything_that_was_wished_for_is_told(after, catalogue):
    liked = catalogue["Alien"].pk
    wish = {"text": "space", "liked": (liked,), "genres": ("Horror",), "filters": Filters(1980, 1989)}
    conversation = after("Up", **wish)
    assert keys(conversation) == ["text", f"liked:{liked}", "genres:Horror", "years:1980-1989"]
    conversation.turns[-1].most_votes = 100
    assert keys(conversation)[-1] == "most_votes"
    with translation.override("es"):
        assert state_chips(conversation)[-1].label == "Menos conocidas"


def test_nothing_is_kept_before_a_wish_and_after_a_new_beginning(after):
    assert state_chips(Conversation()) == []
    conversation = after("Up", genres=("Comedy",))
    turn = conversation.open("start over")
    turn.afresh = True
    assert state_chips(conversation) == []


def test_long_text_is_cut(after):
    assert len(state_chips(after("Up", text="rain " * 50))[0].label) <= LONGEST + 3


def test_each_thing_goes_when_it_is_taken_back(after, catalogue):
    wish = {"text": "space", "genres": ("Horror",), "filters": Filters(1980, 1989)}
    for key in ("text", "genres:Horror", "years:1980-1989"):
        conversation = after("Up", **wish)
        left = resolve(Slots(drops=(key,), continues=True), conversation)
        turn = conversation.open("x")
        turn.wish = left.wish
        assert keys(conversation) == [name for name in keys(after("Up", **wish)) if name != key]


def test_kind_of_thing_goes_when_a_turn_says_so(after, catalogue):
    conversation = after("Up", genres=("Comedy",), filters=Filters(runtime_to=90))
    for said in ("forget the length", "quita lo de la duración", "da igual la duración"):
        assert resolve(by_rules(said, conversation), conversation).wish == SearchQuery(genres=("Comedy",))


def test_wish_of_which_nothing_is_left_is_none(after, catalogue):
    heard = resolve(Slots(drops=("genres:Comedy",), continues=True), after("Up", genres=("Comedy",)))
    assert heard.wish is None and heard.afresh
