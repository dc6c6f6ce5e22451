"""Finds a film by any of its titles, forgiving about case, accents, signs, articles and small slips."""

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from ..database.cached import Cached
from ..database.journal import latest_change
from ..errors import AmbiguousTitle, Choice, UnknownTitle
from ..models import Movie, Title, Translation
from .known_titles import known_titles
from .lines import Lines
from .name_words import squeezed, without_article, words_of
from .names import NameBook, Places

WITH_YEAR = re.compile(r"^(?P<title>.+?)[\s,]*[(\[]?(?P<year>[0-9]{4})[)\]]?$")
WITH_NUMBER = re.compile(r"#(?P<number>[0-9]{1,18})$")
SUGGESTIONS = 5
# "Alien, el octavo pasajero", "Dr. Strangelove or: How…", "E.T. the Extra-Terrestrial".
SUBTITLE = re.compile(r"^(.{2,}?)(?:\s*[:;(,]|\s[-–]\s|\s(?:or|o):|(?<=\.)\sthe\s)")


class SpokenTitles:
    """Titles as people speak of films: without what comes behind a colon or a comma, too."""

    def __init__(self, book: NameBook) -> None:
        self.choices = book.choices
        self._book = book
        short = [
            (words, owner)
            for name, owner in book.names
            if (found := SUBTITLE.match(name))
            for words in {words_of(found[1]), without_article(words_of(found[1]))}
        ]
        self._short = Places(Lines(words for words, _ in short))
        self._short_owners = array("i", (owner for _, owner in short))

    def exactly(self, text: str) -> list[Choice]:
        """Films of this title, the best known first; else those of which it is the title's beginning."""
        found = self._book.exactly(text) or self._shortly(squeezed(words_of(text)))
        return found if len(found) < 2 else self._book.by_weight(found)

    def _shortly(self, letters: str) -> list[Choice]:
        owners = (self._short_owners[place] for place in self._short[letters])
        return [self.choices[owner] for owner in dict.fromkeys(owners)]

    def named(self, text: str) -> list[Choice]:
        """Films of this very title, nothing left out, the best known first."""
        return self._book.by_weight(self._book.exactly(text))

    def nearly(self, text: str, most: int = 2) -> list[Choice]:
        """Films of the one title that differs by a slip or two, `most` at most."""
        return self._book.nearly(text, most)

    def beginning(self, text: str) -> list[Choice]:
        """Films whose titles begin with these words, the best known first; none for a single word."""
        words = without_article(words_of(text))
        return self._book.beginning(words) if " " in words else []

    def beginning_with(self, words: str) -> list[Choice]:
        """Films one of whose titles begins with these words, folded and without an article; all of them."""
        return self._book.beginning_with(words)

    def within(self, text: str) -> list[Choice]:
        """Films with a title that has these words in a row, the best known first."""
        return self._book.having(words_of(text))

    def names_of(self, movie: int) -> list[str]:
        """The words of all titles of a film."""
        return self._book.words_of(movie)


def find_movie(title: str, year: int | None = None, number: int | None = None) -> Movie:
    """The film of this title; "Heat (1995)" and "heat 1995" name the year as well.

    `number` is a film's own, which tells apart even two of one title and year; "Heat #12" names it in
    the title. Raises UnknownTitle with the closest titles, or AmbiguousTitle with the films to choose from.
    """
    book = _titles.get()
    found = _called(book, title, year)
    if number is not None:
        found = [choice for choice in found if choice.id == number]
    if not found:
        asked = f"{title} ({year})" if year is not None else title
        asked = f"{asked} #{number}" if number is not None else asked
        raise UnknownTitle(asked, [str(choice) for choice in book.closest(_bare(title), SUGGESTIONS)])
    if len(found) > 1:
        raise AmbiguousTitle(title, _told_apart(found))
    return Movie.objects.get(pk=found[0].id)


def best_known(title: str) -> Choice | None:
    """The film that a title means, of several the one most people have voted on; None where none is meant."""
    return next(iter(_called(_meant.get(), title, None)), None)


def book() -> "SpokenTitles":
    """All titles as people speak of films, for who looks up many at a time."""
    return _meant.get()


def complete(text: str, limit: int = 10, close: bool = True) -> list[Choice]:
    """Films whose titles begin with the text, the best known first; where none does those closest to it, if
    `close`.
    """
    return _titles.get().starting(text, limit, close)


def closest(text: str) -> list[Choice]:
    """The few films whose titles look most like the text; none where none does."""
    return _titles.get().closest(_bare(text), SUGGESTIONS)


def _called(book: "NameBook | SpokenTitles", title: str, year: int | None) -> list[Choice]:
    """All films that a title means: read as it stands, as title and year, and then with slips."""
    title = title.strip()
    for look in (book.exactly, book.nearly):
        found = [choice for choice in look(title) if year in (None, choice.year)]
        if not found and (parts := WITH_YEAR.match(title)):
            years = {int(parts["year"]), int(parts["year"]) if year is None else year}
            found = [choice for choice in look(parts["title"]) if {choice.year} == years]
        if not found and (numbered := WITH_NUMBER.search(title)):
            found = [choice for choice in book.choices if choice.id == int(numbered["number"])]
        if found:
            return found
    return []


def _bare(title: str) -> str:
    """The title without the year behind it."""
    parts = WITH_YEAR.match(title.strip())
    return parts["title"] if parts else title


def _told_apart(found: Sequence[Choice]) -> list[Choice]:
    """The choices by year, those of one title and year with their numbers."""
    times = Counter(map(str, found))
    in_order = sorted(found, key=lambda choice: (choice.year or 0, choice.id))
    return [replace(choice, twin=times[str(choice)] > 1) for choice in in_order]


def _read(before: NameBook | None) -> NameBook:
    rows = list(Movie.objects.order_by("pk").values_list("pk", "title", "year", "vote_count"))
    others = chain(
        Title.objects.order_by("pk").values_list("movie", "name"),
        Translation.objects.exclude(title="").order_by("pk").values_list("movie", "title"),
        known_titles(row[:3] for row in rows),
    )
    return NameBook([Choice(*row[:3]) for row in rows], [row[3] or 0 for row in rows], others=others)


def _read_meant(before: SpokenTitles | None) -> SpokenTitles:
    return SpokenTitles(_titles.get())


_titles = Cached(_read, latest_change)
_meant = Cached(_read_meant, latest_change)
