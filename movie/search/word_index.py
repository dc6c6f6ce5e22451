"""The films' words in memory, kept in step with the database, and what a request shares with them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import dropwhile

import numpy as np
from numpy.typing import NDArray

from ..database.cached import Cached
from ..database.full_text import phrase_names
from ..database.journal import changed_since, latest_change
from ..models import Movie, Title, Translation
from ..text import WORD, fold, stopwords
from ..text.dictionary import translations
from ..vectors import top_k
from .bm25 import BM25, Fields, bm25_of
from .text_query import TextQuery, analyse

MOST_OF_TOPIC = 3  # words
# More changed films than this share of all are read anew with all others.
MANY = 0.25
FIELDS = ("title", "keywords", "genre", "description")
# Films whose texts are read at once.
CHUNK = 500


@dataclass(frozen=True)
class Words:
    """The words of all films, and the number of the latest change that they know."""

    seen: int
    bm25: BM25


def full_text(
    words: Iterable[str], ids: NDArray[np.int64], *, spanish: bool = False
) -> tuple[NDArray[np.float32], float]:
    """BM25 of the films with these ids, (n,), for a request's folded words, and what no film could pass.

    Films have the words of all languages that they are told in; those told in the other language alone are
    found by the words for them in it.
    """
    bm25 = _words.get().bm25
    scores, most = bm25.compare(list(words), partial(translations, spanish=spanish))
    return bm25.aligned(scores, ids), most


def analysed(told: str) -> TextQuery:
    """What is told, analysed; a few words by which films are called have no small talk: "silent film"."""
    request = analyse(told)
    words = list(dropwhile(stopwords.EITHER.__contains__, WORD.findall(fold(told))))
    few = len(request.words) < len(words) <= MOST_OF_TOPIC
    return analyse(told, whole=True) if few and phrase_names(words) else request


def best_by_words(words: Iterable[str], k: int, *, spanish: bool = False) -> list[int]:
    """Gives the ids of the k films with the highest BM25 for a request's folded words, the best first."""
    bm25 = _words.get().bm25
    scores, _ = bm25.compare(list(words), partial(translations, spanish=spanish))
    best = top_k(scores, k)
    return bm25.ids[best[scores[best] > 0]].tolist()


def _refreshed(before: Words | None) -> Words:
    latest = latest_change()
    if before is None or latest < before.seen:
        return Words(latest, bm25_of(_texts(_all())))
    changed = changed_since(before.seen)
    if len(changed) > MANY * len(before.bm25.ids):
        return Words(latest, bm25_of(_texts(_all())))
    return Words(latest, before.bm25.updated(changed, _texts(changed)))


def _all() -> list[int]:
    return list(Movie.objects.order_by("pk").values_list("pk", flat=True))


def _texts(ids: Sequence[int]) -> Iterator[tuple[int, Fields]]:
    """The texts of films by id, in all their languages, with all their titles: some films at a time."""
    for start in range(0, len(ids), CHUNK):
        yield from _texts_of(ids[start : start + CHUNK]).items()


def _texts_of(ids: Sequence[int]) -> dict[int, Fields]:
    films = Movie.objects.filter(pk__in=ids).order_by("pk").values_list("pk", *FIELDS)
    texts = {pk: fields for pk, *fields in films}
    for movie, name in Title.objects.filter(movie__in=ids).values_list("movie", "name"):
        if movie in texts:
            texts[movie][0] += f"\n{name}"
    for movie, *fields in Translation.objects.filter(movie__in=ids).values_list("movie", *FIELDS):
        if movie in texts:
            texts[movie] = [f"{own}\n{other}" for own, other in zip(texts[movie], fields, strict=True)]
    return texts


_words: Cached[Words] = Cached(_refreshed, latest_change)
