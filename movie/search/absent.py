"""Finds the film or person that a request asks for by name and that is not in the catalogue."""

from ..database import full_text
from ..embedders import Embedder, get_embedder
from ..text import WORD, fold
from ..text.language import is_listed
from .engines import get_engine
from .out_of_scope import is_out_of_scope, name_score
from .profiles import profile_of
from .query import SearchQuery
from .query_parser import bare_name
from .query_vectors import prompt_vector
from .text_query import analyse

MOST_WORDS = 7
# From this score on a film that happens to be told by the words of a name is not the one that is named.
SURELY = 0.5
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
    return name if _is_absent(name, query.text, visitor) else ""


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
    return not _is_close(told, embedder, visitor)


def _score(name: str, embedder: Embedder, visitor: str | None) -> float:
    """Above 0 where a text looks like a name; by its letters alone where no weights are learned."""
    if profile_of(embedder).judged:
        vector = prompt_vector(name, embedder, visitor)
        return 0.0 if is_out_of_scope(name, vector) else name_score(name, vector)
    return 1.0 if _looks_strange(name) else 0.0


def _looks_strange(name: str) -> bool:
    spelled = WORD.findall(name)
    strange = (len(word) >= SHORTEST and word.isalpha() and not is_listed(fold(word)) for word in spelled)
    return any(strange) or len(spelled) > 1 and all(word[0].isupper() for word in spelled)


def _is_close(told: str, embedder: Embedder, visitor: str | None) -> bool:
    nearest = get_engine(embedder).nearest(prompt_vector(told, embedder, visitor), 1)
    return bool((nearest.similarities >= profile_of(embedder).close).any())
