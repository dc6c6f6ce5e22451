"""Finds what a turn refers to: films that were shown, people that were spoken of."""

import re

from ...lookup import people
from ...models import Credit, Movie
from ...search.query_parser.context import Context, Mention
from ...search.query_parser.films import Titles, mention_of
from ...search.query_parser.prompt import Prompt
from ..conversation import Conversation
from .utterance import Utterance, talk_phrases

ORDINALS = (
    "first prim 1st",
    "second segund 2nd",
    "third tercer 3rd",
    "fourth cuart 4th",
    "fifth quint 5th",
    "sixth sext 6th",
)
# What is said to the bot is no title, though a film may be called so.
NO_TITLES = ("who", "greeting", "thanks", "farewell", "others", "similar", "afresh", "anything", "speak")


class ShownMovies(Context):
    """What a conversation has shown and spoken of."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def shown(self, place: int = 0) -> Movie | None:
        """The film that stands there among those shown last."""
        films = self._conversation.films
        return Movie.objects.filter(pk=films[place]).first() if -len(films) <= place < len(films) else None

    def spoken_of(self) -> Mention | None:
        """Who "him" or "her" is: who was spoken of last, else who plays first in the film shown first.

        Nobody who is unwanted already: the next "not with him" means somebody else.
        """
        wish, everybody = self._conversation.wish, people.everybody()
        for name in reversed(self._conversation.about):
            person = everybody.called(name, slips=False)
            if person and not (wish and person.id in wish.without_people):
                return Mention(name, person.id)
        movie = self.shown()
        actor = next(movie.crew(Credit.Role.ACTOR), None) if movie else None
        return Mention(actor.name, actor.pk) if actor else None

    def pointed_at(self, prompt: Prompt, place: int, sure: bool) -> tuple[int, Movie | None]:
        """A film that was shown, where "the second one" or "that" stands there, and where these words end."""
        for name in ("ordinal", "this") if sure else ("ordinal",):
            match = talk_phrases(name).match(prompt.folded, place)
            if match and prompt.ends_at(match.end()) and not prompt.has_capital(place, match.end()):
                return match.end(), self.shown(_place(match) if name == "ordinal" else 0)
        return place, None

    def is_talk(self, prompt: Prompt) -> bool:
        """Whether the whole turn is said to the bot itself."""
        said = prompt.folded.strip(" .,;:!?")
        return any(talk_phrases(name).fullmatch(said) for name in NO_TITLES)


def take_pointed(said: Utterance, context: ShownMovies) -> Titles:
    """A shown film that is praised, blamed or asked about: "the last one looks good", "who directed it?"."""
    read = Titles()
    for name, into in (("praised", read.like), ("blamed", read.unlike), ("asked_about", read.sought)):
        for match in list(said.find(name)):
            place = talk_phrases("ordinal").search(match[0])
            if movie := context.shown(_place(place) if place else 0):
                into.append(mention_of(movie))
                read.spoken_of, read.refers = movie, True
                said.take(*match.span())
    return read


def take_similar(said: Utterance, read: Titles, context: ShownMovies) -> None:
    """ "Something similar": to the titles named in the same turn, else to what was shown first."""
    for match in list(said.find("similar")):
        movie = None if read.like else context.shown()
        if movie and said.ends_at(match.end()):
            read.like.append(mention_of(movie))
            read.refers = True
        if (movie or read.like) and said.ends_at(match.end()):
            said.take(*match.span())


def _place(match: re.Match[str]) -> int:
    if match["number"]:
        return int(match["number"]) - 1
    word = match["en"] or match["es"]
    return next(
        (n for n, forms in enumerate(ORDINALS) if any(word.startswith(form) for form in forms.split())), -1
    )
