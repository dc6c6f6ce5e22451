"""Reads a prompt that is a name and nothing else: a film's title, or somebody's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ...errors import Choice
from ...lookup.name_words import ARTICLES, words_of
from ...lookup.people import Everybody
from ...lookup.titles import SpokenTitles
from ...models import Credit
from ...text import WORD, fold, fold_in_place
from ...text.language import is_listed
from ..out_of_scope.features import FILM_WORDS
from ..query import SearchQuery
from .prompt import QUOTES

MOST_WORDS = 16
MOST_TITLES = 10
MOST_OF_PART, SHORT_WORD = 4, 3  # words; letters
SURELY_NO_CHANCE = 9  # letters of several words
YEAR = re.compile(
    r"^(?P<rest>.+?)[\s,]*(?:\b(?:from|of|de|del|in)\s+)?[(\[]?\b(?P<year>(?:18|19|20)\d\d)\b[)\]]?$"
)
FILM = r"(?:movies?|films?|flicks?|pelis?|peliculas?|filmes?|filme|cinta)"
WISH = (
    r"(?:(?:hi|hello|hola|please|por favor)\W+)?"
    r"(?:(?:i|we)(?:'d| would)?(?: like| love| want| wanna)(?: to)?"
    r"|(?:quiero|quisiera|me gustaria|queremos|puedo|where can i|can i|want to|to)\b"
    r"|(?:do you have|have you got|looking for|find|search(?: for)?|play|show me|busco|buscar|tienes|teneis"
    r"|tienen|ponme|pon|hay|dame))?(?:\s*\b(?:see|watch|find|ver|encontrar))?"
)
BEFORE_TITLE = re.compile(
    rf"^{WISH}\s*(?:(?:la|esa|una?)\s+de\s+|(?:(?:the|a|la|el|una?|esta|this)\s+)?(?:{FILM}\b\s*)?)"
    r"(?:\b(?:called|named|titled|entitled|llamad[ao]|titulad[ao]|que se (?:llama|titula)|de nombre)\b)?"
    r"\s*[:\-]?\s*"
)
# "That Pixar film called Up."
CALLED = re.compile(
    rf"\b{FILM}\b.* (?:called|named|titled|entitled|llamad[ao]|titulad[ao]|que se (?:llama|titula)) "
)
BEHIND_TITLE = re.compile(
    rf"[\s,\-:]*(?:\b(?:the|la|el)\s+)?(?:\b(?:{FILM}|online|full|hd|trailer|please|por favor|pls)\b\s*)+$"
)
# "Films by …", "algo de …": two words or more behind it may be somebody's name, or one of no language.
OF_SOMEBODY = re.compile(
    rf"^(?:{WISH}\s+)?(?:something|anything|algo|cine|(?:any |some |an? |unas? |alguna )?{FILM})"
    r" (?:directed )?(?:by|of|from|de|con|with|starring|del director|de la directora|dirigidas? por)"
    r" (?=\w)"
)
# By themselves they are no wish: "To Have and Have Not".
MAY_BEGIN_TITLE = ARTICLES | {"to", "find", "play", "hay", "pon", "this", "esta"}
# Behind these stands what is wished for, which may be anything: "I want to cry".
WISHED = frozenset(
    "to i we would like love want wanna can puedo quiero quisiera queremos gustaria".split()  # noqa: SIM905
)
EDGES = " \t\n.,;:!?¿¡\"'«»“”()[]"
DIRECTS = frozenset(
    """
    directed dirigida dirigidas dirigido dirigidos dirige directs director directora directors realizador
    realizadora filmmaker
    """.split()  # noqa: SIM905
)
PLAYS = frozenset(
    """
    sale salga aparece aparezca actua actue appears acts plays stars starring star featuring features
    protagonizada protagonizadas protagonizado protagoniza interpretada actor actors actriz actress
    actresses actores
    """.split()  # noqa: SIM905
)
# Words around a name that only say that it is one, and what it is for.
AROUND = (
    DIRECTS
    | PLAYS
    | frozenset(
        """
    movie movies film films flick flicks pelicula peliculas peli pelis filme filmes cine cinema
    filmografia filmography filmed works work obra obras todas todos all every any some best mejores
    good great buenas top quiero ver busco want to watch see show me find give recommend recommended
    recomienda recomiendame recomiendas algo something anything one ones una un unas unos los las el la
    lo the a an i with con by of de del por from in en que which that where donde who is are was there
    hay tienes teneis do you have got please favor made hecha hechas hecho salgan trabaja participa
    appearing acting playing protagonice role roles
    """.split()  # noqa: SIM905
    )
)


@dataclass(frozen=True)
class Name:
    """The words of a prompt that may be a name, and the words around them."""

    words: str
    around: frozenset[str]


def titles_meant(prompt: str, book: SpokenTitles, whole: bool = False) -> tuple[int, ...]:
    """Films of which a prompt is the title, the best known first; empty where it is none.

    Case, accents, articles, signs, a year behind it, words such as "the film" before it, a subtitle left out
    and a slip or two are forgiven, these in one short word of the language alone not; with `whole` nothing of
    it may be left out.
    """
    spelled = list(dict.fromkeys(_spelled(prompt)))
    looks = (book.named,) if whole else (book.exactly, book.beginning, partial(_nearly, book))
    for look in looks:
        for title, year in spelled:
            if not 0 < len(WORD.findall(title)) <= MOST_WORDS:
                continue
            if found := [choice for choice in look(title) if year in (None, choice.year)]:
                return tuple(choice.id for choice in found[:MOST_TITLES])
    return ()


def titles_in_part(prompt: str, book: SpokenTitles) -> tuple[int, ...]:
    """Films in whose titles a prompt of a few words stands, one of which is no word of the language.

    "Strangelove" is one; none where they are too many for one of them to be meant.
    """
    name = bare_name(prompt)
    words = WORD.findall(fold(name))
    strange = (len(word) > SHORT_WORD and word.isalpha() and not is_listed(word) for word in words)
    if len(words) > MOST_OF_PART or not any(strange):
        return ()
    found = book.within(name)
    return tuple(choice.id for choice in found) if len(found) <= MOST_TITLES else ()


def _nearly(book: SpokenTitles, title: str) -> list[Choice]:
    """Films of a title with a slip or two; with one alone where all words are those of the language.

    None where these are a few letters, or of films themselves: "cine negro" is not "El cisne negro".
    """
    words = WORD.findall(fold(title))
    if any(not is_listed(word) for word in words):
        return book.nearly(title)
    few = len(words) == 1 or sum(map(len, words)) < SURELY_NO_CHANCE
    return [] if few or not FILM_WORDS.isdisjoint(words) else book.nearly(title, most=1)


def _spelled(prompt: str) -> Iterator[tuple[str, int | None]]:
    """What the title may be, with the year behind it: the prompt as it stands, then without more and more."""
    bare = " ".join(prompt.translate(QUOTES).split()).strip(EDGES)
    yield prompt.strip(), None
    for text in (bare, *without_film(bare)):
        yield text.strip(EDGES), None
        if parts := YEAR.match(text):
            year = int(parts["year"])
            yield parts["rest"].strip(EDGES), year
            for inner in without_film(parts["rest"]):
                yield inner.strip(EDGES), year


def without_film(text: str) -> Iterator[str]:
    """A text without "the film" before it, behind it, and both."""
    folded = fold_in_place(text)
    called = CALLED.search(folded)
    start = called.end() if called else BEFORE_TITLE.match(folded).end()
    behind = BEHIND_TITLE.search(folded)
    end = behind.start() if behind else len(text)
    for first, last in ((start, len(text)), (0, end), (start, end)):
        if (first, last) != (0, len(text)) and first < last:
            yield text[first:last]


def bare_name(prompt: str) -> str:
    """The prompt without "I want to see the film" or "films by" before what may be a name and "please" behind
    it.
    """
    text = " ".join(prompt.translate(QUOTES).split()).strip(EDGES)
    folded = fold_in_place(text)
    if (somebody := OF_SOMEBODY.match(folded)) and _may_be_called(folded[somebody.end() :]):
        return text[somebody.end() :]
    start = BEFORE_TITLE.match(folded).end()
    before = WORD.findall(folded[:start])
    if MAY_BEGIN_TITLE.issuperset(before) or before[-1] in WISHED:
        start = 0
    behind = BEHIND_TITLE.search(folded)
    return text[start : behind.start() if behind else len(text)].strip(EDGES)


def _may_be_called(words: str) -> bool:
    named = WORD.findall(words)
    return len(named) > 1 or not is_listed(named[0])


def people_meant(prompt: str, everybody: Everybody) -> SearchQuery | None:
    """The query for somebody's films, where a prompt names a person and nothing else."""
    for name in _names(prompt):
        role = (
            Credit.Role.DIRECTOR
            if name.around & DIRECTS
            else Credit.Role.ACTOR
            if name.around & PLAYS
            else None
        )
        found = everybody.meant(name.words, role)
        if found and _may_be_somebody(name, found, prompt):
            return _films_of(found, role)
    return None


def _films_of(found: list[Choice], role: Credit.Role | None) -> SearchQuery:
    ids = tuple(choice.id for choice in found)
    if len(ids) > 1:
        return SearchQuery(namesakes=ids)
    return SearchQuery(directors=ids) if role == Credit.Role.DIRECTOR else SearchQuery(people=ids)


def _may_be_somebody(name: Name, found: list[Choice], prompt: str) -> bool:
    """Whether words are meant as a name: one word of the language alone needs a role beside it."""
    words = WORD.findall(fold(name.words))
    if len(words) > 1:
        return not all(is_listed(word) for word in words) or words_of(found[0].name) == words_of(name.words)
    return not is_listed(words[0]) or bool(name.around & (DIRECTS | PLAYS))


def _names(prompt: str) -> Iterator[Name]:
    """What the name may be: the prompt without more and more of the words around it."""
    text = " ".join(prompt.translate(QUOTES).split()).strip(EDGES)
    words = list(WORD.finditer(fold_in_place(text)))
    if not words or len(words) > MOST_WORDS:
        return
    last = len(words)
    while last > 1 and words[last - 1][0] in AROUND:
        last -= 1
    for first in range(last):
        for end in dict.fromkeys((len(words), last)):
            around = [word[0] for word in (*words[:first], *words[end:])]
            yield Name(text[words[first].start() : words[end - 1].end()], frozenset(around))
        if words[first][0] not in AROUND:
            return
