"""Finds the film that somebody tells by what, or who, is in it: "the one with the shark"."""

from collections.abc import Iterable, Sequence

from ...lookup import people
from ...models import Movie, with_translations
from ...search.fallback import answer
from ...search.query import SearchQuery
from ...text import WORD, fold, stopwords
from ...text.stemming import stem

LOOKED_AT = 100  # films that fit the words, among which those shown are looked for


def described(words: str, shown: Sequence[int], visitor: str | None = None, here: bool = True) -> int | None:
    """The shown film that has most of the words, of equals the one that they fit best; where none has any,
    the film of the catalogue that they fit, if `here`. None where nothing fits.
    """
    best = _holding(words, shown)
    if len(best) == 1 or best and not here:
        return best[0]
    somebody = people.everybody().called(words, slips=False)
    found = answer(
        SearchQuery(text=words, people=(somebody.id,) if somebody else ()), k=LOOKED_AT, visitor=visitor
    ).matches
    order = [match.movie.pk for match in found]
    if best:
        return min(best, key=lambda pk: order.index(pk) if pk in order else LOOKED_AT)
    if somebody:
        return order[0] if order else None
    named = _holding(words, order, least=2)
    return named[0] if named else found[0].movie.pk if found and found[0].fits else None


def _holding(words: str, movies: Iterable[int], least: int = 1) -> list[int]:
    """The films whose titles, texts and people have most of the words, `least` at least."""
    wanted, order = _stems(words), {pk: place for place, pk in enumerate(movies)}
    found = with_translations(Movie.objects.prefetch_related("credits__person").filter(pk__in=order))
    held = {movie.pk: len(wanted & _stems(_told(movie))) for movie in found}
    most = max(held.values(), default=0)
    return sorted((pk for pk in held if held[pk] == most >= least), key=order.__getitem__)


def _told(movie: Movie) -> str:
    texts = [movie.title, movie.description, movie.keywords]
    texts += [
        part
        for each in movie.translations_by_language.values()
        for part in (each.title, each.description, each.keywords)
    ]
    return " ".join((*texts, *(credit.person.name for credit in movie.credits.all())))


def _stems(text: str) -> set[str]:
    small = stopwords.ENGLISH | stopwords.SPANISH
    return {stem(word) for word in WORD.findall(fold(text)) if word not in small}
