"""Hears the titles of films in a turn: those it should be like, or not, those sought, those seen already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from ...errors import Choice
from ...models import Movie
from ...search import people, titles
from ...search.lookup import ARTICLES
from ...search.titles import SpokenTitles
from ...text import stopwords
from ...text.glossary import is_listed, is_spanish
from ..conversation import Conversation
from .said import WORD, Said, phrases

LONGEST_TITLE = 14  # words
LONGEST_SENTENCE = 7  # of which a title is that nobody here knows
CLAUSE = re.compile(r"\s*(?:$|[\n.,;:!?]|\b(?:pero|but|con|sin)\b)")
QUOTED = re.compile(r"\"([^\"\n]{1,200})\"|(?<!\w)'([^'\n]{1,200}(?:'(?=\w)[^'\n]{1,100})*)'(?!\w)")
YEAR_BEHIND = re.compile(r"\s?\(?\b((?:18|19|20)\d\d)\b\)?")
AND = re.compile(
    r"\s*(?:,|&|/|\+|\b(?:and|y|e|or|o|u|ni|nor|plus)\b)+"
    r"\s*(?:(?:also|tambien|maybe|like|como|a|al|de|la de)\s+)*"
)
# Small words that stand within a name.
WITHIN = frozenset(
    """
    and y of the a an in to at on for de del la el los las un una vs von van da di du le
    """.split()  # noqa: SIM905
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
STOP = stopwords.ENGLISH | stopwords.SPANISH


@dataclass
class Titles:
    """Titles heard, as they were said; a film that was shown by its title and year."""

    like: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)  # people in whose style it should be
    sought: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    compared: Movie | None = None  # with which an older or shorter one is wanted
    spoken_of: Movie | None = None  # which was shown and is pointed at
    refers: bool = False  # whether it speaks of a film that was shown


@dataclass(frozen=True)
class Found:
    """A title in a turn."""

    title: str
    end: int
    known: bool


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
    """A shown film that is praised: "the last one looks good"."""
    for match in list(said.find("praised")):
        place = phrases("ordinal").search(match[0])
        if place and (movie := shown(conversation, _place(place))):
            heard.like.append(str(movie))
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
        person = _person_within(said, place, found) if into is heard.like and not found.known else None
        (heard.by if person else into).append((person or found).title)
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
    for word in reversed([word for word in _words_at(said, place) if word.end() <= found.end]):
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


def title_at(said: Said, place: int, book: SpokenTitles, sure: bool) -> Found | None:
    """The title that begins at a place: the longest run of words that is one here, else one that looks so."""
    if quoted := QUOTED.match(said.text, place):
        title = quoted[1] or quoted[2]
        return _with_year(said, Found(title, quoted.end(), bool(book.exactly(title) or book.nearly(title))))
    ends = [word.end() for word in _words_at(said, place)]
    for end in reversed(ends):
        if book.exactly(said.text[place:end]) and _may_be_title(said, place, end, sure):
            return _with_year(said, Found(said.text[place:end], end, True))
    if not ends:
        return None
    end = _end_of_name(said, place, book) or _end_of_sentence(said, place)
    if end and sure:
        title = said.text[place:end]
        return _with_year(said, Found(title, end, bool(book.nearly(title))))
    return _slip_at(said, place, book) if sure else None


def _words_at(said: Said, place: int) -> Iterator[re.Match[str]]:
    taken = said.folded.find("\n", place)
    for number, word in enumerate(WORD.finditer(said.text, place, taken if taken >= 0 else len(said.text))):
        if number == LONGEST_TITLE:
            return
        yield word


def _with_year(said: Said, found: Found) -> Found:
    behind = YEAR_BEHIND.match(said.text, found.end)
    return Found(f"{found.title} ({behind[1]})", behind.end(), found.known) if behind else found


def _may_be_title(said: Said, start: int, end: int, sure: bool) -> bool:
    """Whether words that are a title here mean that film; small letters, as a chat has them, tell less."""
    words = [word[0] for word in WORD.finditer(said.folded, start, end)]
    if words == ["i"]:
        return False
    if said.has_capital(start, end):
        return not said.has_capital(end, end + 2)
    if not said.ends_at(end) or all(word in STOP for word in words):
        return False
    listed = all(is_listed(word) for word in words if word not in ARTICLES)
    if words[0] in ("a", "an", "un", "una", "en", "in") and listed:
        return sure and len(words) > 2
    if sure:
        return len(words) > 1 or len(words[0]) > 3
    return not listed or len(words) > 2


def _end_of_name(said: Said, place: int, book: SpokenTitles) -> int | None:
    """Where a run of words with capitals ends, if it stands there and no lower word goes on behind it."""
    end, first = None, True
    for word in _words_at(said, place):
        between = said.text[end or place : word.start()]
        if (
            not first
            and re.search(r"[,.;!?:()\"\n]", between)
            and not re.fullmatch(r"(?:[:.]|\.? ?[-–]?) ?", between)
        ):
            break
        if word[0][0].isupper() or word[0][0].isdigit():
            if said.shouted and word[0] in ("BUT", "PERO"):
                break
            end = word.end()
        elif word[0] not in WITHIN or word[0] in ("and", "y") and _is_title(said, word.end() + 1, book):
            break
        elif first and word[0] not in ("the", "el", "la", "los", "las", "a"):
            return None
        first = False
    return (
        end
        if end and said.has_capital(place, end) and said.ends_at(end) and said.text[place:end] != "I"
        else None
    )


def _end_of_sentence(said: Said, place: int) -> int | None:
    """Where a Spanish title ends, of which the first word alone has a capital."""
    if said.shouted or not said.text[place : place + 1].isupper() or not is_spanish(said.text):
        return None
    ends = [word.end() for word in islice(_words_at(said, place), LONGEST_SENTENCE)]
    return next((end for end in ends if CLAUSE.match(said.folded, end)), None)


def _is_title(said: Said, place: int, book: SpokenTitles) -> bool:
    return any(book.exactly(said.text[place : word.end()]) for word in _words_at(said, place))


def _slip_at(said: Said, place: int, book: SpokenTitles) -> Found | None:
    """A title typed with a slip, in small letters: all words up to where it ends, of which one is no word."""
    for word in _words_at(said, place):
        if said.ends_at(word.end()):
            run = said.text[place : word.end()]
            unlisted = any(not is_listed(one[0]) for one in WORD.finditer(said.folded, place, word.end()))
            if unlisted and book.nearly(run):
                return Found(run, word.end(), True)
            return None
    return None


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
