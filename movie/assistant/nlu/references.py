"""Finds what a turn refers to: films that were shown, people that were spoken of."""

import re
from collections.abc import Iterator

from ...lookup import people, titles
from ...models import Credit, Movie
from ...search.query_parser.context import Context, Mention
from ...search.query_parser.films import Titles, mention, mention_of
from ...search.query_parser.genres import take_genres
from ...search.query_parser.prompt import Prompt
from ...search.query_parser.title_spans import TitleSpan, title_at
from ..transcript import Conversation
from .leftover import genres_meant
from .utterance import Utterance, talk_phrases

ORDINALS = (
    "first prim 1 one uno",
    "second segund 2 two dos",
    "third tercer 3 three tres",
    "fourth four cuart 4 cuatro",
    "fifth five quint 5 cinco",
    "sixth six sext 6 seis",
)
PAUSE = re.compile(r"[\n,.;:!?]")
ARTICLE = re.compile(r"^(?:l[ao]s?|el|an?|una?|the) ", re.IGNORECASE)
MOST_ALONE = 2  # tastes, from which on there are sides
TASTES = ("taste", "taste_too", "taste_of_others")
# What is said to the bot is no title, though a film may be called so.
NO_TITLES = ("greeting", "others", "anything", "speak")


class ShownMovies(Context):
    """What a conversation has shown and spoken of."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def shown(self, place: int = 0) -> Movie | None:
        """The film that stands there among those shown last."""
        films = self._conversation.films
        return Movie.objects.filter(pk=films[place]).first() if -len(films) <= place < len(films) else None

    def focus(self) -> Movie | None:
        """The film that was spoken of last, else the one shown first."""
        focus = self._conversation.focus
        return (Movie.objects.filter(pk=focus).first() if focus else None) or self.shown()

    def spoken_of(self) -> Mention | None:
        """Who "him" or "her" is: who was spoken of last, else who plays first in the film shown first.

        Nobody who is unwanted already: the next "not with him" means somebody else.
        """
        if somebody := next(self._mentioned(), None):
            return somebody
        movie = self.focus()
        actor = next(movie.crew(Credit.Role.ACTOR), None) if movie else None
        return Mention(actor.name, actor.pk) if actor else None

    def maker(self) -> Mention | None:
        """Whose "his films" are: of those who were spoken of the last one who directs."""
        directs = Credit.objects.filter(role=Credit.Role.DIRECTOR)
        return next((one for one in self._mentioned() if directs.filter(person=one.id).exists()), None)

    @property
    def about(self) -> list[str]:
        """The names of those who were spoken of."""
        return self._conversation.about

    def _mentioned(self) -> Iterator[Mention]:
        wish, everybody = self._conversation.wish, people.everybody()
        for name in reversed(self._conversation.about):
            person = everybody.called(name, slips=False)
            if person and not (wish and person.id in wish.without_people):
                yield Mention(name, person.id)

    def pointed_at(self, prompt: Prompt, place: int, sure: bool) -> tuple[int, Movie | None]:
        """A film that was shown, where "the second one" or "that" stands there, and where these words end."""
        for name in ("ordinal", "this") if sure else ("ordinal",):
            match = talk_phrases(name).match(prompt.folded, place)
            if match and prompt.ends_at(match.end()) and not prompt.has_capital(place, match.end()):
                return match.end(), self.shown(place_of(match)) if name == "ordinal" else self.focus()
        return place, None

    def is_talk(self, prompt: Prompt) -> bool:
        """Whether the whole turn is said to the bot itself."""
        said = prompt.folded.strip(" .,;:!?")
        return any(talk_phrases(name).fullmatch(said) for name in NO_TITLES)


def take_tastes(said: Utterance, read: Titles) -> None:
    """Films that several people like, each said of somebody: "my daughter likes X, and I love Y"."""
    found: dict[int, tuple[int, TitleSpan]] = {}
    for match in (match for name in TASTES for match in said.find(name)):
        if title := title_at(said, match.end(), titles.book(), False):
            start = min(match.start(), found.get(match.end(), (match.start(),))[0])
            found[match.end()] = start, title
    if len({title.title for _, title in found.values()}) > 1:
        for _, (start, title) in sorted(found.items()):
            read.like.append(mention(title.title))
            said.take(start, title.end)


def take_sides(said: Utterance) -> tuple[tuple[str, ...], ...]:
    """The genres that each of several people likes: "my husband likes war films and I like romances"."""
    matches = sorted((match for name in TASTES for match in said.find(name)), key=lambda match: match.end())
    starts = [match.start() for match in matches]
    sides, taken = [], []
    for match in matches:
        following = [start for start in starts if start >= match.end()]
        pause = PAUSE.search(said.folded, match.end())
        end = min([*following, pause.start() if pause else len(said.folded)])
        if found := _genres_liked(said.text[match.end() : end]):
            sides.append(found)
            taken.append((match.start(), end))
    if len(set(sides)) < MOST_ALONE:
        return ()
    for start, end in taken:
        said.take(start, end)
    return tuple(dict.fromkeys(sides))


def _genres_liked(words: str) -> tuple[str, ...]:
    """The genres that words name or mean, also where an article stands for the films: "las de guerra"."""
    named = take_genres(Prompt(words)) or take_genres(Prompt(ARTICLE.sub("pelis ", words)))
    return named or genres_meant(words)


def take_theirs(said: Utterance, context: ShownMovies) -> list[Mention]:
    """Who is meant by "more of his films": whoever makes films before those who play in them."""
    somebody = (context.maker() or context.spoken_of()) if any(said.find("his")) else None
    if somebody:
        said.heard("his")
    return [somebody] if somebody else []


def take_similar(read: Titles, context: ShownMovies) -> None:
    """ "Something similar": to the titles named in the same turn, else to what was shown first."""
    if not read.like and (movie := read.spoken_of or context.focus()):
        read.like.append(mention_of(movie))
        read.refers = True


def place_of(match: re.Match[str]) -> int:
    """The place that an ordinal names, from 0; -1 for the last."""
    word = match["number"] or match["en"] or match["es"]
    return next(
        (n for n, forms in enumerate(ORDINALS) if any(word.startswith(form) for form in forms.split())), -1
    )


def several_of(words: str, shown: list[int]) -> list[int]:
    """The films that "the first two" or "las tres ultimas" are."""
    number = 3 if re.search("three|tres|3", words) else 2
    return shown[-number:] if re.search("last|ultim", words) else shown[:number]
