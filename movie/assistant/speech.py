"""Turns what a chat model writes into what the bot says, sentence by sentence, films by their ids."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..models import Movie
from .grounding import LONGEST_SENTENCE, Facts, may_be_said

MARK = re.compile(r"\[\[\s*#?(\d{1,18})\s*\]\]")
# Sentences without a film: so many may come before the first one, and after each.
BEFORE = 2
AFTER = 2
SHORTEST_TITLE = 4  # that is known for one without a mark
END = re.compile(r"(?:[.!?…]+[\"”’»)*_]*(?=\s)|\n)\s*")
# A point behind these ends no sentence.
ABBREVIATION = re.compile(r"(?:\b(?:mr|mrs|ms|dr|dra|sr|sra|st|vs|etc|núm|ee|uu|\w)|^\W*\d{1,2})\.$", re.I)


def spoken(pieces: Iterable[str], films: Sequence[Movie], facts: Facts) -> Iterator[str]:
    """What may be said of what comes: whole sentences, with [[id]] in the place of each film's number.

    Nothing is said before the first film is named, and little between two of them: an answer that names
    no film is no answer. Empty texts come while there is nothing to say.
    """
    waiting: list[str] = []
    about: list[int] = []  # the films named last
    room = BEFORE
    for sentence in _sentences(pieces):
        said, named = checked(sentence, films, facts, about)
        if named:
            yield "".join([*waiting, said])
            waiting, about, room = [], named, AFTER
            continue
        if said and room:
            room -= 1
            if not about:
                waiting.append(said)
        else:
            said = ""
        yield said if about else ""


def checked(
    sentence: str, films: Sequence[Movie], facts: Facts, about: Sequence[int] = ()
) -> tuple[str, list[int]]:
    """The sentence with [[id]] for each film, and the numbers of these; empty where it may not be said.

    `about` are the numbers of the films that were named before it.
    """
    marked = _marked(sentence, films)
    named = [int(number) for number in MARK.findall(marked)]
    if not all(1 <= number <= len(films) for number in named):
        return "", []
    if not may_be_said(MARK.sub(" ", marked), facts, named, about):
        return "", []
    return MARK.sub(lambda found: f"[[{films[int(found[1]) - 1].pk}]]", marked), named


def _marked(sentence: str, films: Sequence[Movie]) -> str:
    """The sentence with a film's number alone where it names it by title, too or instead."""
    for number, movie in enumerate(films, 1):
        title = (
            rf"[“\"«*_‘']*\b{re.escape(movie.title)}(?!\w)[”\"»*_’']*(?:,?\s*\(?\d{{4}}\b\)?)?"
            if movie.title[0].isalnum()
            else re.escape(movie.title)
        )
        mark = rf"\[\[\s*#?{number}\s*\]\]"
        sentence = re.sub(rf"{title}[\s,:–—(-]*({mark})\)?", r"\1", sentence)
        sentence = re.sub(rf"({mark})[\s,:–—(-]*{title}\)?", r"\1", sentence)
        if len(movie.title) >= SHORTEST_TITLE and not re.search(mark, sentence):
            sentence = re.sub(title, f"[[{number}]]", sentence, count=1)
    return sentence


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences, each with the blanks behind it; empty ones while one is not at its end."""
    held = ""
    for piece in pieces:
        held += piece
        yield ""
        while end := _end(held):
            yield held[:end]
            held = held[end:]
    yield held


def _end(text: str) -> int:
    """Where the first sentence ends; 0 where it goes on."""
    for found in END.finditer(text):
        # What is behind the end may still be on its way.
        if found.end() < len(text) and not ABBREVIATION.search(text[: found.end()].rstrip()):
            return found.end()
    return len(text) if len(text) > LONGEST_SENTENCE else 0
