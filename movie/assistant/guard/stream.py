"""Turns what a chat model writes into what the bot says, sentence by sentence, films by their ids."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ...models import Movie
from ...text.sentences import END
from .citations import MARK, marked
from .grounding import FILM, LONGEST_SENTENCE, Evidence, is_decent, may_be_said

# Sentences without a film: so many may come before the first one, and after each.
BEFORE = 2
AFTER = 2
# A point behind these ends no sentence.
ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|dra|sr|sra|st|vs|etc|núm|ee|uu|\w)\.[*_]*$", re.I)
LONGEST_ABBREVIATION = 8
LISTED = re.compile(r"\W{0,8}\d{1,2}\.$")
# Where a sentence may stop before it comes to something that may not be said.
CLAUSE = re.compile(r"\s*[,;:(–—]\s+|\s+[-–—(]\s*|\s+(?=(?:and|but|while|y|pero|mientras)\s)")
SHORTENED = 6  # such places that are tried
# What begins so, and has no comma, waits for more.
UNFINISHED = re.compile(
    r"^\W*(?:if|when|while|although|though|since|as|because|si|cuando|mientras|aunque|como|porque)\b[^,]*$",
    re.I,
)


def spoken(pieces: Iterable[str], films: Sequence[Movie], facts: Evidence) -> Iterator[str]:
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
    sentence: str, films: Sequence[Movie], facts: Evidence, about: Sequence[int] = ()
) -> tuple[str, list[int]]:
    """The sentence with [[id]] for each film, and the numbers of these; empty where it may not be said.

    `about` are the numbers of the films that were named before it. A sentence that names a film may lose a
    clause at its end which says what that film does not have.
    """
    whole = marked(sentence, films)
    if not is_decent(MARK.sub(f" {FILM} ", whole), facts):
        return "", []
    for said in (whole, *_shortened(whole)):
        named = [int(number) for number in MARK.findall(said)]
        if not all(1 <= number <= len(films) for number in named):
            continue
        if may_be_said(MARK.sub(f" {FILM} ", said), facts, named, about):
            return MARK.sub(lambda found: f"[[{films[int(found[1]) - 1].pk}]]", said), named
    return "", []


def _shortened(sentence: str) -> Iterator[str]:
    """The sentence without its last clause, its last two, and so on, as long as it names a film."""
    blanks = sentence[len(sentence.rstrip()) :]
    for found in list(CLAUSE.finditer(sentence))[: -SHORTENED - 1 : -1]:
        head = sentence[: found.start()].rstrip()
        closed = head.count("(") == head.count(")") and not head.count("**") % 2 and not head.count('"') % 2
        if MARK.search(head) and closed and not UNFINISHED.search(head):
            yield f"{head}.{blanks}"


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences, each with the blanks behind it; empty ones while one is not at its end.

    Of one that is too long nothing comes, up to its end.
    """
    held, looked, lost = "", 0, False
    for piece in pieces:
        held += piece
        yield ""
        while True:
            end, looked = _end(held, looked)
            if not end and len(held) <= LONGEST_SENTENCE:
                break
            if end and not lost:
                yield held[:end]
            lost = not end
            # The last sign of what is lost may be the beginning of its end.
            held, looked = held[end or LONGEST_SENTENCE :], 0
    yield "" if lost else held


def _end(text: str, start: int) -> tuple[int, int]:
    """Where the first sentence ends, 0 where it goes on; and from where on to look for its end."""
    for found in END.finditer(text, start, LONGEST_SENTENCE + 1):
        # What is behind the end may still be on its way.
        if found.end() == len(text):
            break
        if not _goes_on(text, found):
            return found.end(), 0
        start = found.end()
    return 0, start


def _goes_on(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence goes on behind an abbreviation, or behind three dots with a small letter."""
    wavers = found[0].startswith(("...", "…")) and text[found.end()].islower()
    before = text[: found.end()].rstrip()
    return wavers or bool(ABBREVIATION.search(before[-LONGEST_ABBREVIATION:]) or LISTED.match(before))
