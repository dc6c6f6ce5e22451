"""Finds the film that somebody tells by what is in it: "the one with the shark"."""

from collections.abc import Sequence

from ...models import Movie
from ...search.fallback import answer
from ...search.query import SearchQuery
from ...text import WORD, fold, stopwords
from ...text.stemming import stem

LOOKED_AT = 100  # films that fit the words, among which those shown are looked for


def described(words: str, shown: Sequence[int], visitor: str | None = None) -> int | None:
    """The shown film that has most of the words, of equals the one that they fit best; where none has any,
    the film of the catalogue that they fit. None where nothing here fits.
    """
    found = answer(SearchQuery(text=words), k=LOOKED_AT, visitor=visitor).matches
    places = {match.movie.pk: place for place, match in enumerate(found)}
    held = {movie.pk: _share(words, movie) for movie in Movie.objects.filter(pk__in=shown)}
    best = min(held, key=lambda pk: (-held[pk], places.get(pk, LOOKED_AT)), default=None)
    if best is not None and held[best]:
        return best
    return found[0].movie.pk if found and found[0].fits else None


def _share(words: str, movie: Movie) -> int:
    """How many of the words a film's texts have."""
    told = " ".join((movie.title, movie.description, movie.keywords))
    return len(_stems(words) & _stems(told))


def _stems(text: str) -> set[str]:
    small = stopwords.ENGLISH | stopwords.SPANISH
    return {stem(word) for word in WORD.findall(fold(text)) if word not in small}
