"""Finds the films that a sentence names, in whichever way a chat model writes their numbers or titles."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ...models import Movie

MARK = re.compile(r"\[\[\s*#?(\d{1,18})\s*\]\]")
NO_FILM = "[[0]]"
SHORTEST_TITLE = 4  # that is known for one without a mark, emphasis or year
KIND = r"(?:film|movie|number|option|pel[ií]cula|filme|n[uú]mero|opci[oó]n)"
HEADING = re.compile(r"^(\s*)#{1,6}\s+")
ESCAPED = re.compile(r"\\([\[\]{}()*_#])")
# [2], [[2], [ [2] ], {{2}}, `[[2]]`, [[film 2]]
BRACKETS = re.compile(
    rf"`?(?:\[\s?\[?|\{{\{{)\s*(?:{KIND}\s+)?#?(\d{{1,18}})\s*(?:\]\s?\]?|\}}\}})`?", re.IGNORECASE
)
EMPHASIS = re.compile(r"(?<![*_])([*_])(\[\[\d+\]\])\1(?![*_])")
# Film 2, #2, (2): read where nothing better says which film is meant.
WEAK = re.compile(
    rf"\b{KIND}\s+#?(\d)\b(?!-|[.,]\d)|(?<![\w#])#(\d)\b(?!\s+(?:pick|choice|film|movie|in|en)\b)|\((\d)\)",
    re.IGNORECASE,
)
# A film with a number behind it is another film.
SEQUEL = r"\s+(?:[2-9]|I{2,3}|IV|VI{0,3}|IX)\b(?![.)/%-]|\s+(?:stars?|hours?|horas?|estrellas?)\b)"
MARK_OF_SEQUEL = re.compile(MARK.pattern + SEQUEL)
OPENING, CLOSING = r"[“\"«*_‘'`\[]", r"[”\"»*_’'`\]]"


def marked(sentence: str, films: Sequence[Movie]) -> str:
    """The sentence with [[number]] alone where it names a film of the list; [[0]] for the sequel of one."""
    sentence = ESCAPED.sub(r"\1", HEADING.sub(r"\1", sentence))
    sentence = BRACKETS.sub(r"[[\1]]", sentence)
    for number, movie in enumerate(films, 1):
        for name in _names_of(movie.title):
            sentence = _with_number(sentence, number, name)
    if not MARK.search(sentence):
        sentence = WEAK.sub(lambda found: f"[[{found[1] or found[2] or found[3]}]]", sentence)
    return EMPHASIS.sub(r"\2", MARK_OF_SEQUEL.sub(NO_FILM, sentence))


def _names_of(title: str) -> list[str]:
    """A title, and what stands before its colon."""
    head = re.split(r"(?: or| o)?: ", title)[0]
    shorter = head != title and len(head) >= SHORTEST_TITLE and re.search(r"[^\W\d_]{3}", head)
    return [title, head] if shorter else [title]


def _with_number(sentence: str, number: int, name: str) -> str:
    """The sentence with a film's number in the place of its name, or of both where they are together."""
    title, mark = _title(name), re.escape(f"[[{number}]]")

    def number_of(found: re.Match[str]) -> str:
        if found["sequel"]:
            return NO_FILM
        return f"[[{number}]]" if _is_title(found, name) else found[0]

    sentence = re.sub(rf"{mark}[\s,:–—(-]{{0,4}}(?={title.pattern})", "", sentence, flags=re.IGNORECASE)
    sentence = re.sub(rf"\[\[\d+\]\]\s?\(?(?={title.pattern})", "", sentence)
    sentence = title.sub(number_of, sentence)
    return re.sub(rf"{mark}(?:[\s,:–—(-]{{0,4}}{mark})+\)?", f"[[{number}]]", sentence)


@lru_cache(maxsize=1000)
def _title(name: str) -> re.Pattern[str]:
    """A title as models write it: emphasised, in brackets behind a number, its year behind it."""
    words = re.sub(r"['’]", "['’]", re.escape(name.rstrip(".…")))
    border = r"\b" if name[0].isalnum() else ""
    return re.compile(
        rf"(?P<open>{OPENING}{{1,4}}(?:#?\d{{1,2}}\s?[.:)–-]\s*)?{OPENING}{{0,2}})?"
        rf"{border}(?P<title>{words})(?!\w)(?:\.\.\.|…)?(?P<sequel>{SEQUEL})?"
        rf"{CLOSING}{{0,4}}(?P<year>,?\s*\(?\d{{4}}\b\)?)?{CLOSING}{{0,4}}",
        re.IGNORECASE,
    )


def _is_title(found: re.Match[str], name: str) -> bool:
    """Whether what has a title's letters is one: short or small words may be words like others."""
    if found["open"] or found["year"]:
        return True
    said = found["title"].replace("’", "'")
    capitals = all(word[0].isupper() for word in said.split() if len(word) > SHORTEST_TITLE - 1)
    exact = said == name.rstrip(".…").replace("’", "'") or (said[0].isupper() and capitals)
    return exact and len(name) >= SHORTEST_TITLE
