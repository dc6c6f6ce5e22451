"""Finds the film or person that a request asks for by name and that is not in the catalogue."""

import re
from functools import cache
from itertools import combinations
from math import log

from rapidfuzz.distance import OSA

from ..database import full_text
from ..embedders import Embedder, get_embedder
from ..lookup import titles
from ..lookup.name_words import NUMERAL, without_article, words_of
from ..lookup.spelling import Spelling
from ..text import WORD, fold
from ..text.language import is_listed, ordinary_stems
from ..text.stemming import spanish_stem, stem
from .engines import get_engine
from .out_of_scope import is_out_of_scope, name_score
from .profiles import profile_of
from .query import SearchQuery
from .query_parser import bare_name
from .query_vectors import prompt_vector
from .text_query import analyse

MOST_WORDS = 7
# From this score on a film that happens to be told by the words of a name is not the one that is named.
SURELY = 1.0
# What is wished for is nearer to some film than a name that is not here: what a unit of similarity counts in
# the score, and the similarity that counts nothing. Chosen, as the score above, by the names and wishes
# of tests/prompts/absent.json and out_of_scope.validation.json on the sample's films.
NEARNESS, NEITHER, SAMPLE = 8.0, 0.22, 209
# By how much the nearest of so many times (e) more films is nearer to a request, whatever it says.
NEARER = 0.036
# What a word counts that nothing here is told by, and that is none of the language: "barbie". Of a hundred
# names that are not here it finds up to eight more, and takes one more of two hundred wishes for a name.
UNHEARD = 1.0
OF_SELF = re.compile(
    r"(?:i (?:feel|need|just|want|got)|i'?m (?:so |really )?\w+ed\b|me (?:siento|acaban?|han|he|apetece)"
    r"|estoy|necesito|make me|cheer me|que me)\b"
)
FOR = re.compile(r"(?:for|about|to|para|sobre|con|with)\b")
SHORTEST = 3  # letters of a word that may be strange


def absent_name(query: SearchQuery, visitor: str | None = None) -> str:
    """Gives the title or name that a query asks for and that nothing and nobody here has; else nothing.

    Raises as search() does. `visitor` names who asks, where paid searches are limited by visitor.
    """
    if query.unknown:
        return query.unknown[0]
    if not query.text or query.names_something:
        return ""
    name = bare_name(query.text)
    if not 0 < len(WORD.findall(name)) <= MOST_WORDS:
        return ""
    if _says_what_for(name, query.text):
        return ""
    # What is nearly a title here, or has one in it, may be meant by it, even where it is taken for a wish.
    here = titles.book().nearly(name) or has_a_title(name)
    return name if not here and _is_absent(name, query.text, visitor) else ""


def has_a_title(name: str) -> bool:
    """Tells whether a title of several words is in a name; a number besides names another film, a sequel."""
    words = words_of(name).split()
    runs = combinations(range(len(words) + 1), 2)
    return any(
        " " in without_article(" ".join(words[first:last]))
        and titles.book().named(" ".join(words[first:last]))
        and not any(NUMERAL.fullmatch(word) for word in (*words[:first], *words[last:]))
        for first, last in runs
    )


def _says_what_for(name: str, told: str) -> bool:
    """Whether somebody speaks of himself, or of what a film is for: "movie for a hangover"."""
    words = fold(name)
    return bool(OF_SELF.match(words) or name != told and FOR.match(words))


def says_nothing_else(query: SearchQuery) -> bool:
    """Tells whether the name that is not here is all that a query says."""
    return not (query.unknown and (query.text or query.names_something))


def _is_absent(name: str, told: str, visitor: str | None) -> bool:
    """Whether a text looks like a name, and no film is told by its words or is close to it."""
    request, embedder = analyse(name), get_embedder()
    if full_text.phrase_names(WORD.findall(fold(name))):
        return False
    score = _score(name, embedder, visitor)
    if score <= 0 or score < SURELY and full_text.one_has_all(request.words, spanish=request.spanish):
        return False
    return _nearest(told, embedder, visitor) < profile_of(embedder).close


def _score(name: str, embedder: Embedder, visitor: str | None) -> float:
    """Above 0 where a text looks like a name; by its letters alone where no weights are learned."""
    if not profile_of(embedder).judged:
        return 1.0 if _looks_strange(name) else 0.0
    vector = prompt_vector(name, embedder, visitor)
    if is_out_of_scope(name, vector):
        return 0.0
    nearness = NEARNESS * (_nearest(name, embedder, visitor) - NEITHER)
    return name_score(name, vector) - nearness + (UNHEARD if _has_unheard_word(name) else 0)


def _has_unheard_word(name: str) -> bool:
    """Whether a word of a name is no word of the language, nor a slip of one, and no film is told by it."""
    words = [word for word in WORD.findall(fold(name)) if len(word) > SHORTEST and word.isalpha()]
    return any(
        not is_listed(word) and not _is_slip(word) and not full_text.one_has_all([word], spanish=False)
        for word in words
    )


def _is_slip(word: str) -> bool:
    """Whether an ordinary word of either language is a letter away."""
    return any(
        OSA.distance(each, listed, score_cutoff=1) <= 1
        for each in (word, stem(word), spanish_stem(word))
        for listed in _ordinary().like(each, 1)
    )


@cache
def _ordinary() -> Spelling:
    return Spelling(sorted(ordinary_stems()))


def _looks_strange(name: str) -> bool:
    spelled = WORD.findall(name)
    strange = (len(word) >= SHORTEST and word.isalpha() and not is_listed(fold(word)) for word in spelled)
    return any(strange) or len(spelled) > 1 and all(word[0].isupper() for word in spelled)


def _nearest(told: str, embedder: Embedder, visitor: str | None) -> float:
    """The similarity of the nearest film, as it would be among as many films as the sample has."""
    engine = get_engine(embedder)
    nearest = engine.nearest(prompt_vector(told, embedder, visitor), 1).similarities.max(initial=-1.0)
    return float(nearest) - NEARER * log(max(engine.size(), SAMPLE) / SAMPLE)
