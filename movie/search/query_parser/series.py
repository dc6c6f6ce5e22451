"""Reads which film of a series is meant: "the second Toy Story", "Harry Potter 3", "la última de Narnia"."""

import re
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from ...errors import Choice
from ...lookup.name_words import without_article, words_of
from ...lookup.titles import SpokenTitles
from ...models import Movie
from ...text import fold_in_place
from ...text.language import is_listed
from .whole_name import EDGES, SHORT_WORD, without_film

# In either language, by the number that each means; -1 is the last one.
ORDINALS = {
    1: "first|1st|original|primer[ao]?|1r?[ao]",
    2: "second|2nd|segund[ao]|2d?[ao]",
    3: "third|3rd|tercer[ao]?|3r?[ao]",
    4: "fourth|4th|cuart[ao]|4t?[ao]",
    5: "fifth|5th|quint[ao]|5t?[ao]",
    6: "sixth|6th|sext[ao]|6t?[ao]",
    -1: "last|latest|newest|final|ultim[ao]",
}
# How a title says the number of its film: "Rocky II", "Toy Story 2".
IN_TITLES = ("1", "i", "2", "ii", "3", "iii", "4", "iv", "5", "v", "6", "vi")
NUMBER = "|".join(f"(?P<n{number % 10}>{words})" for number, words in ORDINALS.items())
FIGURE = "(?P<figure>[1-9])"
FILM = (
    r"(?:movie|film|one|part|installment|entry|number|chapter|episode|vol|peli|pelicula|parte|entrega|numero"
    r"|capitulo|episodio)"
)
# "Mad Max, the last one", "toy story la tercera parte", "Indiana Jones 4"; "the second Toy Story".
BEHIND = re.compile(
    rf"^(?P<name>.+?)[ ,:\-]+(?:the |la |el )?(?P<film>{FILM} )?(?:{NUMBER}|{FIGURE})(?: {FILM})?$"
)
BEFORE = re.compile(
    rf"^(?:the |la |el )?(?:{NUMBER})(?P<film> {FILM}|(?= (?:of|de|del) ))?(?: (?:of|de|del))?"
    r"(?: the| la| el)? (?P<name>.+)$"
)
SUBTITLE = re.compile(r":| [-–] ")
MOST_FILMS = 12  # of a series; what more titles have in common names none
NEWEST, OLDEST = "newest", "oldest"


def numbered(prompt: str, book: SpokenTitles) -> tuple[int, ...]:
    """The film of a series that a prompt names by its number, in a tuple; empty where it names none."""
    text = " ".join(prompt.split()).strip(EDGES)
    for spelled in (text, *without_film(text)):
        for pattern in (BEFORE, BEHIND):
            if match := pattern.match(fold_in_place(spelled)):
                films = series(spelled[slice(*match.span("name"))], book, match["film"] is not None)
                number = next((each for each in ORDINALS if match[f"n{each % 10}"]), None)
                number = number or int(match["figure"])
                if film := _numbered(films, number):
                    return (film.id,)
    return ()


def _numbered(films: Sequence[Choice], number: int) -> Choice | None:
    """The film of this number in a series: that whose title says so, else that at its place, where its title
    says no other number, as that of a later film would where one between is not here.
    """
    said = {film: _said(film) for film in films}
    if titled := next((film for film in films if said[film] == number), None):
        return titled
    if len(films) < max(2, number):
        return None
    film = films[number if number < 0 else number - 1]
    return film if number < 0 or said[film] is None else None


def _said(film: Choice) -> int | None:
    """The number that a title says of its film."""
    words = words_of(film.name).split()
    return next((IN_TITLES.index(word) // 2 + 1 for word in reversed(words[1:]) if word in IN_TITLES), None)


def of_series(name: str, order: str, book: SpokenTitles) -> tuple[int, ...]:
    """The newest or oldest film of a series, in a tuple; empty where the name is that of none."""
    films = series(name, book) if order in (NEWEST, OLDEST) else []
    return (films[-1 if order == NEWEST else 0].id,) if len(films) > 1 else ()


def series(name: str, book: SpokenTitles, said: bool = False) -> Sequence[Choice]:
    """The films whose titles begin with one film's whole title, or with what several have in common
    ("Pirates of the Caribbean"), or have a name in them ("Narnia"), in the order of their years.

    `said` is whether a word for films says that a series is meant, which ordinary words need: "the first
    love story" is of none. Empty where there is no series; films of which no year is known are left out.
    """
    words = without_article(words_of(name))
    whole = book.exactly(name)
    found = {choice.id: choice for choice in (*whole, *book.beginning_with(words))} if words else {}
    strange = any(len(word) > SHORT_WORD and not is_listed(word) for word in words.split())
    if not whole and not (strange or said and " " in words):
        return []
    if len(found) < 2 and (whole or strange):
        first = min((choice.year or 0 for choice in whole), default=0)
        within = {choice.id: choice for choice in book.within(words) if (choice.year or 0) >= first}
        found |= within if len(within) <= MOST_FILMS else {}
    if not whole and not 1 < len(found) <= MOST_FILMS:
        return []
    if not (strange or said or " " in words):
        found = {pk: film for pk, film in found.items() if film in whole or _is_called(film.name, words)}
    films = sorted((choice for choice in found.values() if choice.year), key=attrgetter("year", "id"))
    return films if len({film.year for film in films}) == len(films) else _by_release(films)


def _is_called(title: str, words: str) -> bool:
    """Whether a title is these words with a number or a subtitle: "The Man with the Golden Gun" is no second
    film of "The Man".
    """
    called = without_article(words_of(SUBTITLE.split(title, maxsplit=1)[0])).split()
    return " ".join(called[:-1] if called[-1] in IN_TITLES else called) == words


def _by_release(films: Sequence[Choice]) -> list[Choice]:
    """The films, those of one year by their days: two films of The Matrix are of 2003."""
    days = dict(Movie.objects.filter(pk__in=[film.id for film in films]).values_list("pk", "release_date"))
    return sorted(films, key=lambda film: (film.year, days.get(film.id) or date(film.year, 12, 31), film.id))
