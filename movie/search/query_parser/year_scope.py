"""Judges whether years are those of a film, and not of when a story happens."""

import re

from ...lookup import people
from ...text import WORD, stopwords
from .fillers import SMALL, trimmed
from .genres import begins_with_genre, ends_with_kind, names_films, speaks_of_films
from .prompt import Prompt, phrases

# Where a part of a prompt begins; words that are said of films alone.
BEGINS = re.compile(
    r"(?:^|[\n.,;:()]|\b(?:and|y|but|pero|or|o|maybe|quizas?|so|then|actually|says?|mejor|entonces|dicen?))"
    r"\s*(?:(?:it'?s|is|es|era|was|que|sean?|una?|an?|the|la|el)\s+)*$"
)
MADE = re.compile(r"(?:made|released|shot|filmed|movies?|films?|pelis?|peliculas?|cine|estrenad|hech|rodad)")
# What may follow a decade that is a film's; or a genre does.
DECADE_END = re.compile(
    r" *(?:$|[\n.,;:!?)]|(?:but|and|or|with|about|without|please|then|instead)\b"
    r"|(?:pero|con|y|e|o|u|sin|sobre|que|por favor|mejor|entonces)\b"
    r"|(?:\w+ )?(?:films?|movies?|classics?|cinema|flicks?)\b)"
)
# What may be said of any film.
PLAIN = frozenset(
    """
    short long good old nice best top new newest oldest works either genre nuevo nuevas mejores viejo viejas
    cualquiera cualquier genero throwback year ano por fa
    """.split()  # noqa: SIM905
)
SHORT_REQUEST = 16  # words
# What tells when a story happens, and not of what year a film is.
OF_STORY = re.compile(
    r"\b(?:about|sobre|acerca|set|ambientad\w+|transcurr\w+|takes? place|during|durante|whose|who|where|donde"
    r"|cuy[ao]|in which|en (?:el|la) que|trat\w+)\b"
)
# The same of the years themselves: "in 1945"; and what they are those of: "la crisis de 2008".
OF_STORY_NOW = re.compile(r"(?:in|en|during|durante)\b")
OF = re.compile(
    r"(\w+) (?:of|del?)(?: (?:the|l[ao]s|el|anos|decada|mediados|principios|finales|de))* [\w']+$"
)
PARTS = frozenset("principios comienzos inicios mediados finales fines decada mitad half".split())  # noqa: SIM905
# "I was born in 1990, a film of that year".
THAT_YEAR = re.compile(
    r"\b(?:films?|movies?|pelis?|peliculas?|una?|one|something|algo|released)\b[^.]*"
    r"\b(?:(?:that|the same|my birth|birth) year|(?:ese|aquel|el|dicho)(?: mismo)? ano|de (?:ahi|entonces))\b"
)


def is_plainly(kind: str, prompt: Prompt, match: re.Match[str]) -> bool:
    """Whether years stand where those of a film do."""
    if kind == "named":
        return False
    behind = prompt.folded[match.end() :]
    ends = kind != "decade" or bool(DECADE_END.match(behind)) or begins_with_genre(behind)
    return ends and is_of_the_film(prompt.folded, match)


def is_asked_for(prompt: Prompt, match: re.Match[str]) -> bool:
    """Whether years are those of films in a short request that speaks of films, and not of when a story is
    told to happen: "thrillers the 80s gave us"; or that says nothing else.
    """
    before, behind = prompt.folded[: match.start()], prompt.folded[match.end() :]
    if {"or_less", "or_more"} & {name for name, words in match.groupdict().items() if words}:
        return not OF_STORY.search(before)  # "still 2020 or later", as nobody tells a story
    said = {word for word in WORD.findall(f"{before} {behind}") if not word.isdigit()}
    if said <= PLAIN | SMALL | stopwords.EITHER or THAT_YEAR.search(prompt.folded):
        return True
    if PARTS.intersection(WORD.findall(before)[-1:]):
        return False  # "principios de los noventa" is read as a whole
    if len(prompt.words) > SHORT_REQUEST or OF_STORY.search(before) or OF_STORY_NOW.match(match[0]):
        return False
    of = OF.search(prompt.folded[: match.end()])
    something = of and of[1] not in PARTS and of[1] not in stopwords.EITHER and not speaks_of_films(of[1])
    return names_films(prompt.whole) and not something


def is_of_the_film(folded: str, match: re.Match[str]) -> bool:
    """Whether years are those of the film: "a 1999 thriller", not "the war of 1914"."""
    before = folded[: match.start()]
    if phrases("story").search(before):
        return False
    return bool(
        PLAIN.issuperset(trimmed(before).split())
        or BEGINS.search(before)
        or MADE.match(match[0])
        or speaks_of_films(before)
        or ends_with_kind(before)
        or people.everybody().called(before, slips=False)
    )
