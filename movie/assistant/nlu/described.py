"""Finds the film that somebody tells by what, or who, is in it: "the one with the shark"."""

from collections.abc import Callable, Iterable, Sequence

from ...lookup import people
from ...models import Movie, with_translations
from ...search.fallback import answer
from ...search.origins import coming_from, origin
from ...search.query import SearchQuery
from ...search.query_parser.context import Context
from ...search.query_parser.origins import take_origins
from ...search.query_parser.prompt import Prompt
from ...text import WORD, fold, stopwords
from ...text.stemming import stem
from .named import genres_in

Told = Callable[[Movie], str]
NEAR = 10  # the best of these, among which one that is shown is the one that is meant
LOOKED_AT = 100  # films that fit the words, among which those shown are looked for


def described(words: str, shown: Sequence[int], visitor: str | None = None) -> int | None:
    """The shown film that has most of the words, by its text before its title, of equals the one that they
    fit best; where none has any, the film of the catalogue that they fit. None where nothing fits.
    """
    best = _holding(words, shown, within=_text)
    told_alone = [pk for pk in best if pk not in _holding(words, best, within=_names)]
    best = told_alone or best or _holding(words, shown)  # whoever means a title says it
    if len(best) == 1 and len(_stems(words)) == 1:
        return best[0]
    somebody = people.everybody().called(words, slips=False)
    found = answer(
        SearchQuery(text=words, people=(somebody.id,) if somebody else ()), k=LOOKED_AT, visitor=visitor
    ).matches
    order = [match.movie.pk for match in found]
    nearest = next((pk for pk in order[:NEAR] if pk in shown), None)
    if best:
        held = nearest and _holding(words, [nearest])  # the more is told, the better meaning knows
        return nearest if held else min(best, key=lambda pk: order.index(pk) if pk in order else LOOKED_AT)
    if somebody:
        return order[0] if order else None
    told = _holding(words, order, least=2) or len(_stems(words)) == 1 and _holding(words, order[:NEAR])
    named = [nearest] if nearest else titled(words, order) or told
    return named[0] if named else found[0].movie.pk if found and found[0].fits else None


def tells_of(words: str, movies: Iterable[int]) -> bool:
    """Whether the text of one of the films has all of the words."""
    return bool(_holding(words, movies, least=max(len(_stems(words)), 1), within=_text))


def titled(words: str, movies: Iterable[int]) -> list[int]:
    """The films of whose titles and people all of the words are a part."""
    return _holding(words, movies, least=max(len(_stems(words)), 1), within=_names)


def of_kind(words: str, shown: Sequence[int]) -> int | None:
    """The first of the shown films that is of the country or genre that words name, where others are not."""
    prompt = Prompt(f"pelis {words}")
    origins, genres = take_origins(prompt, Context())[0], set(genres_in(prompt))
    if not (shown and (origins or genres)):
        return None
    films = Movie.objects.in_bulk(shown)
    kin = [
        pk
        for pk in shown
        if pk in films
        and genres <= set(films[pk].genres)
        and (not origins or coming_from({origin(films[pk].original_language, films[pk].countries)}, origins))
    ]
    return kin[0] if 0 < len(kin) < len(films) else None


def _holding(words: str, movies: Iterable[int], least: int = 1, within: Told | None = None) -> list[int]:
    """The films that have most of the words, `least` at least, in what `within` tells of them, or in all."""
    wanted, order = _stems(words), {pk: place for place, pk in enumerate(movies)}
    found = with_translations(Movie.objects.prefetch_related("credits__person").filter(pk__in=order))
    held = {movie.pk: len(wanted & _stems((within or _all)(movie))) for movie in found}
    most = max(held.values(), default=0)
    return sorted((pk for pk in held if held[pk] == most >= least), key=order.__getitem__)


def _text(movie: Movie) -> str:
    each = (movie, *movie.translations_by_language.values())
    return " ".join(part for text in each for part in (text.description, text.keywords))


def _names(movie: Movie) -> str:
    titles = (text.title for text in (movie, *movie.translations_by_language.values()))
    return " ".join((*titles, *(credit.person.name for credit in movie.credits.all())))


def _all(movie: Movie) -> str:
    return f"{_names(movie)} {_text(movie)}"


def _stems(text: str) -> set[str]:
    small = stopwords.ENGLISH | stopwords.SPANISH
    return {stem(word) for word in WORD.findall(fold(text)) if word not in small}
