"""The genres that films have: their names in every language, and how many films are of each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count

from ..database.cached import Cached
from ..database.journal import latest_change
from ..models import Movie, Translation, base_language
from ..text import fold, split_genres
from ..text.genres import genre_in, same_genre


@dataclass(frozen=True)
class Genres:
    """All genres, read once after each change; nobody changes it."""

    films: Mapping[str, int]  # by name, from A to Z
    texts: tuple[str, ...]  # the genre fields, as films have them
    by_name: Mapping[str, Sequence[str]]  # the same, by the folded name of each genre in them
    labels: Mapping[str, Mapping[str, str]]  # by language, then by folded name
    own: Mapping[str, str]  # as films' own rows have them, by a folded name of any language


def genre_names() -> list[str]:
    """All genres that films have, in alphabetical order, each in its most frequent spelling."""
    return list(genre_films())


def genre_films() -> Mapping[str, int]:
    """How many films each genre has, by its name as in genre_names, in the same order."""
    return _genres.get().films


def genre_fields() -> tuple[str, ...]:
    """The genre fields, as films have them, each once."""
    return _genres.get().texts


def genre_texts(names: Iterable[str]) -> list[str]:
    """The genre fields, as films have them, that contain a genre of one of these folded names."""
    by_name = _genres.get().by_name
    return list(dict.fromkeys(text for name in names for text in by_name.get(name, ())))


def genres_in(language: str) -> list[str]:
    """All genres from A to Z as a language calls them; by their own names where nothing says how it does."""
    code = base_language(language)
    return sorted({names[code] for names in genres_in_all((code,)).values()}, key=fold)


def genres_in_all(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Each genre as films have it, and what languages call it: their translations, or else everybody."""
    genres = _genres.get()
    labels = {code: genres.labels.get(code, {}) for code in languages}
    return {
        name: {code: labels[code].get(fold(name)) or genre_in(code, name) for code in languages}
        for name in genres.films
    }


def own_genre(name: str) -> str:
    """The genre, as films' own rows have it, that is told by a name of any language; else the name."""
    own = _genres.get().own
    known = (own[each] for each in (fold(name), *sorted(same_genre(name))) if each in own)
    return next(known, name)


def is_genre(name: str) -> bool:
    """Whether a film is of a genre of this name, in any language and spelling."""
    return not _genres.get().own.keys().isdisjoint((fold(name), *same_genre(name)))


def _added_up(counts: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    spellings: dict[str, Counter[str]] = {}
    for folded, name, films in counts:
        spellings.setdefault(folded, Counter())[name] += films
    return {_usual(spellings[key]): spellings[key].total() for key in sorted(spellings)}


def _usual(spellings: Counter[str]) -> str:
    # Of equally frequent ones always the same, and that with accents.
    return max(spellings, key=lambda spelling: (spellings[spelling], spelling))


@lru_cache(maxsize=100_000)
def _split(text: str) -> tuple[tuple[str, str], ...]:
    """The genres of a genre field, folded and as they are written: a change makes few fields new."""
    return tuple((fold(name), name) for name in split_genres(text))


def _read(before: Genres | None) -> Genres:
    counts = list(Movie.objects.exclude(genre="").values_list("genre").annotate(films=Count("pk")))
    films = _added_up((*names, count) for text, count in counts for names in _split(text))
    texts, by_name = tuple(text for text, _ in counts), {}
    for text in texts:
        for folded, _ in _split(text):
            by_name.setdefault(folded, []).append(text)
    labels: dict[str, dict[str, Counter[str]]] = {}
    own: dict[str, str] = {}
    for language, name, label in _translated():
        labels.setdefault(language, {}).setdefault(fold(name), Counter())[label] += 1
        own.setdefault(fold(label), name)
    return Genres(
        films,
        texts,
        by_name,
        {
            language: {name: _usual(spellings) for name, spellings in told.items()}
            for language, told in labels.items()
        },
        own | {fold(name): name for name in films},
    )


def _translated() -> Iterator[tuple[str, str, str]]:
    """(language, genre of a film, its name in the language), where a translation names as many."""
    rows = Translation.objects.exclude(genre="").order_by()
    for language, own, shown in rows.values_list("language", "movie__genre", "genre").distinct():
        names = split_genres(own), split_genres(shown)
        if len(names[0]) == len(names[1]):
            for name, label in zip(*names, strict=True):
                yield language, name, label


_genres = Cached(_read, latest_change)
