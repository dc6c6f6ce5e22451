"""Knows what well-known films are called in Spain and Latin America, for catalogues with English titles.

The files that most people import tell no other titles, yet whoever speaks Spanish asks for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

# A line a film: its English title, its year, its title in Spain, that in Mexico where that is another.
FILE = Path(__file__).with_name("known_titles.tsv")
# Years that catalogues differ by: a festival's, a country's.
NEAR = 1


def known_titles(films: Iterable[tuple[int, str, int | None]]) -> Iterator[tuple[int, str]]:
    """The Spanish titles of films, each with the film's id, by their ids, titles and years."""
    known = _known()
    for movie, title, year in films:
        for of_year, names in known.get(title.casefold(), ()):
            if year is not None and abs(year - of_year) <= NEAR:
                yield from ((movie, name) for name in names)


@cache
def _known() -> Mapping[str, list[tuple[int, tuple[str, ...]]]]:
    """Years and Spanish titles by English ones, in small letters."""
    found = defaultdict(list)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        title, year, *names = line.split("\t")
        found[title.casefold()].append((int(year), tuple(filter(None, names))))
    return dict(found)
