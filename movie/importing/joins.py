"""Keeps what some files say of films until the file with those films comes: people, keywords, moods, ids."""

from collections.abc import Iterator, Mapping
from itertools import chain
from sys import getsizeof
from typing import Any

from django.utils.translation import gettext as _

from ..errors import CatalogueError
from .credits import FIRST_ACTORS
from .records import STORED_FIELDS, LocatedRecord, MovieRecord, Someone

FIRST_DIRECTORS = 100
Key = tuple[str, Any]
LISTS = {"directors": FIRST_DIRECTORS, "actors": FIRST_ACTORS}
ENTRY, PERSON = 400, 200  # bytes that one takes, and somebody
MOST_KEPT = 200_000_000  # bytes
TEXTS = {"emotions", "titles", "translations"}
KEPT = {*STORED_FIELDS[1:], *LISTS, *TEXTS, "emojis", "mood_source", "mood_digest"}
NOTHING = (None, "", [])


class Additions:
    """What is said of films by id. Who is named in many of them is kept once."""

    def __init__(self) -> None:
        self._said: dict[Key, dict[str, Any]] = {}
        self._people: dict[Someone, Someone] = {}
        self._size = 0

    def __len__(self) -> int:
        return len(self._said)

    def add(self, found: LocatedRecord, space: str, *, whole: bool) -> bool:
        """Keep what a row says; False where it has no id. Rows of a file that is not `whole` add up."""
        film = found.film
        keys = keys_of(film, space)
        if not keys:
            return False
        key = next((key for key in keys if key in self._said), keys[0] if whole else keys[-1])
        said = {"title": film.title, "line": found.line, "file": found.file}
        for name, value in film.__dict__.items():
            if name in KEPT and (value or value == 0):
                said[name] = value
        if before := self._said.get(key):
            self._size -= before["size"]
            said = _merged(before, said, whole)
        for name in LISTS.keys() & said.keys():
            said[name] = tuple(map(self._people.setdefault, said[name], said[name]))
        said["size"] = _size(said)
        self._said[key] = said
        self._size += said["size"]
        if self._size + PERSON * len(self._people) > MOST_KEPT:
            raise CatalogueError(
                _("%(file)s tells more of films than can be kept until they come. Import it in pieces.")
                % {"file": found.file}
            )
        return True

    def complete(self, film: MovieRecord, space: str) -> None:
        """Give a film what was kept for it; what its own row says goes first."""
        for key in keys_of(film, space):
            if said := self._said.pop(key, None):
                self._size -= said["size"]
                told = film.__dict__
                for name, value in said.items():
                    if name in KEPT and told.get(name) in NOTHING:
                        told[name] = value

    def rest(self) -> Iterator[tuple[LocatedRecord, Key]]:
        """What no film of these files took, with its id."""
        while self._said:
            key = next(iter(self._said))
            said = self._said.pop(key)
            line, file, _size = (said.pop(name) for name in ("line", "file", "size"))
            yield LocatedRecord(file, line, MovieRecord(**said), -2), key


def _size(said: Mapping[str, Any]) -> int:
    """Bytes that it takes, about; people are counted when they are first named."""
    size = ENTRY + sum(map(getsizeof, said.values()))
    if not TEXTS.isdisjoint(said):
        texts = chain(said.get("emotions", ()), *said.get("titles", ()), *said.get("translations", ()))
        size += sum(map(getsizeof, texts))
    return size


def keys_of(film: MovieRecord, space: str) -> list[Key]:
    """Every id by which rows of other files may name this film."""
    keys = [("tmdb_id", film.tmdb_id), ("imdb_id", film.imdb_id), (space, film.key)]
    return [key for key in reversed(keys) if key[1]]


def _merged(before: dict[str, Any], now: dict[str, Any], whole: bool) -> dict[str, Any]:
    lists = {}
    if not whole:
        for name, limit in LISTS.items():
            lists[name] = [*before.get(name, []), *now.get(name, [])][:limit]
    return before | now | {name: value for name, value in lists.items() if value}
