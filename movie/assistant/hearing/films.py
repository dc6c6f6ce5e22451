"""Hears the titles of films in a turn: those it should be like, or not, those sought, those seen already."""

import re
from dataclasses import dataclass, field

from ...errors import Choice
from ...models import Movie
from ...search import people, titles
from ...search.titles import SpokenTitles
from ...text.glossary import is_listed
from ..conversation import Conversation
from .matching import QUOTED, STOP, Found, title_at, words_at
from .said import WORD, Said, phrases

AND = re.compile(
    r"\s*(?:,|&|/|\+|\b(?:and|y|e|or|o|u|ni|nor|plus)\b)+"
    r"\s*(?:(?:also|tambien|maybe|like|como|a|al|de|la de)\s+)*"
)
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


@dataclass
class Titles:
    """Titles heard, as they were said; a film that was shown by its title and year."""

    like: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)  # people in whose style it should be
    not_by: list[str] = field(default_factory=list)
    sought: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    compared: Movie | None = None  # with which an older or shorter one is wanted
    spoken_of: Movie | None = None  # which was shown and is pointed at
    refers: bool = False  # whether it speaks of a film that was shown


def take_films(said: Said, conversation: Conversation) -> Titles:
    """The titles that a turn names, and the shown films that it points at."""
    heard, book = Titles(), titles.book()
    if not said.is_long:
        _take_pointed(said, heard, conversation)
    _take_compared(said, heard, conversation, book)
    for cue, sure, into in (
        ("unlike", True, heard.unlike),
        ("seen", True, heard.seen),
        ("like", True, heard.like),
        ("sought", True, heard.sought),
        ("like_weakly", False, heard.like),
        ("sought_weakly", False, heard.sought),
        ("unlike_weakly", False, heard.unlike),
    ):
        if not (said.is_long and not sure):
            for match in list(said.find(cue)):
                if said.folded[match.start() : match.end()] == match[0]:
                    _take_after(said, match, sure, into, heard, conversation, book)
    if not said.is_long:
        _take_similar(said, heard, conversation)
    _take_alone(said, heard, book)
    return heard


def film_called(title: str) -> Movie | None:
    """The film that a title means, with all that is stored of it but the vector."""
    choice = titles.best_known(title)
    return Movie.objects.filter(pk=choice.id).first() if choice else None


def shown(conversation: Conversation, place: int = 0) -> Movie | None:
    """The film that stands there among those shown last."""
    films = conversation.films
    return Movie.objects.filter(pk=films[place]).first() if -len(films) <= place < len(films) else None


def _take_compared(said: Said, heard: Titles, conversation: Conversation, book: SpokenTitles) -> None:
    for match in list(said.find("compared")):
        end, movie = _pointed_at(said, match.end(), conversation, True)
        if movie is None and (found := title_at(said, match.end(), book, True)):
            end, movie = found.end, film_called(found.title)
        if movie:
            said.take(match.end("way"), end)
            heard.compared, heard.refers = movie, True


def _take_pointed(said: Said, heard: Titles, conversation: Conversation) -> None:
    """A shown film that is praised, blamed or asked about: "the last one looks good", "who directed it?"."""
    for name, into in (("praised", heard.like), ("blamed", heard.unlike), ("asked_about", heard.sought)):
        for match in list(said.find(name)):
            place = phrases("ordinal").search(match[0])
            if movie := shown(conversation, _place(place) if place else 0):
                into.append(str(movie))
                heard.spoken_of, heard.refers = movie, True
                said.take(*match.span())


def _take_similar(said: Said, heard: Titles, conversation: Conversation) -> None:
    """ "Something similar": to the titles named in the same turn, else to what was shown first."""
    for match in list(said.find("similar")):
        movie = None if heard.like else shown(conversation)
        if movie and said.ends_at(match.end()):
            heard.like.append(str(movie))
            heard.refers = True
        if (movie or heard.like) and said.ends_at(match.end()):
            said.take(*match.span())


def _take_after(
    said: Said,
    cue: re.Match[str],
    sure: bool,
    into: list[str],
    heard: Titles,
    conversation: Conversation,
    book: SpokenTitles,
) -> None:
    """The title, or titles, behind a cue."""
    end, movie = _pointed_at(said, cue.end(), conversation, sure)
    if end > cue.end():
        movie = heard.spoken_of if heard.spoken_of and movie == shown(conversation) else movie
        into += [str(movie)] if movie else []
        heard.refers = True
        said.take(cue.start(), end)
        return
    place, last = cue.end(), 0
    while found := title_at(said, place, book, sure):
        styles = heard.by if into is heard.like else heard.not_by if into is heard.unlike else None
        person = _person_within(said, place, found) if styles is not None and not found.known else None
        (styles if person else into).append((person or found).title)
        last = (person or found).end
        joint = AND.match(said.folded, last)
        if not joint:
            break
        place = joint.end()
    if last:
        said.take(cue.start(), last)


def _person_within(said: Said, place: int, found: Found) -> Found | None:
    """Somebody whose name stands at the beginning of what is no title: "something like Kubrick"."""
    everybody = people.everybody()
    for word in reversed([word for word in words_at(said, place) if word.end() <= found.end]):
        name = said.text[place : word.end()]
        if everybody.called(name, slips=False):
            return Found(name, word.end(), True)
    return None


def _pointed_at(said: Said, place: int, conversation: Conversation, sure: bool) -> tuple[int, Movie | None]:
    """A film that was shown, where "the second one" or "that" stands there, and where these words end."""
    for name in ("ordinal", "this") if sure else ("ordinal",):
        match = phrases(name).match(said.folded, place)
        if match and said.ends_at(match.end()) and not said.has_capital(place, match.end()):
            return match.end(), shown(conversation, _place(match) if name == "ordinal" else 0)
    return place, None


def _place(match: re.Match[str]) -> int:
    if match["number"]:
        return int(match["number"]) - 1
    word = match["en"] or match["es"]
    return next(
        (n for n, forms in enumerate(ORDINALS) if any(word.startswith(form) for form in forms.split())), -1
    )


def _take_alone(said: Said, heard: Titles, book: SpokenTitles) -> None:
    """Titles in quotes wherever they stand, and a turn that is a title and nothing else."""
    for match in list(QUOTED.finditer(said.text)):
        if book.exactly(match[1] or match[2]):
            heard.like.append(match[1] or match[2])
            said.take(*match.span())
    if any(phrases(name).fullmatch(said.folded.strip(" .,;:!?")) for name in NO_TITLES):
        return
    left = said.text.strip(" \n.,;:!?¿¡\"'")
    choices: list[Choice] = book.exactly(left) if left == said.text.strip(" .,;:!?¿¡\"'") else []
    words = WORD.findall(said.folded)
    if (
        choices
        and words
        and (len(words) > 2 or any(not is_listed(word) for word in words) or _named_alone(said, words))
    ):
        heard.sought.append(left)
        said.take(0, len(said.text))


def _named_alone(said: Said, words: list[str]) -> bool:
    initials = len(words) > 1 and all(len(word) == 1 for word in words)
    a_word = len(words[0]) > 3 and not all(word in STOP for word in words)
    return said.has_capital(0, len(said.text)) and (initials or a_word)
