"""Keeps what some files say of films until the file with those films comes: people, keywords, moods, ids."""

import pickle
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from ..errors import CatalogueError
from .credits import FIRST_ACTORS
from .records import STORED_FIELDS, MovieRecord, Someone

FIRST_DIRECTORS = 100
Key = tuple[str, Any]
LISTS = {"directors": FIRST_DIRECTORS, "actors": FIRST_ACTORS}
ENTRY = 300  # bytes that one takes beyond what is packed
MOST_KEPT = 150_000_000  # bytes
FIELDS = (
    *STORED_FIELDS[1:],
    *LISTS,
    "titles",
    "translations",
    "emotions",
    "emojis",
    "mood_source",
    "mood_digest",
)
KEPT = frozenset(FIELDS)
NOTHING = (None, "", [])


class Additions:
    """What is said of films by id. Kept packed: 45,000 films' people are 20 MB so, and 200 MB as objects."""

    def __init__(self) -> None:
        self._packed: dict[Key, bytes] = {}
        self._size = 0

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, film: MovieRecord, space: str, line: int, file: str, *, whole: bool) -> bool:
        """Keep what a row says; False where it has no id. Rows of a file that is not `whole` add up."""
        keys = keys_of(film, space)
        if not keys:
            return False
        key = next((key for key in keys if key in self._packed), keys[0] if whole else keys[-1])
        said = {
            name: value for name, value in film.__dict__.items() if name in KEPT and (value or value == 0)
        }
        said |= {"title": film.title, "line": line, "file": file}
        if key in self._packed:
            said = _merged(_unpacked(self._packed[key]), said, whole)
        packed = _packed(said)
        self._size += len(packed) + ENTRY - len(self._packed.get(key, ""))
        if self._size > MOST_KEPT:
            raise CatalogueError(
                _("%(file)s tells more of films than can be kept until they come. Import it in pieces.")
                % {"file": file}
            )
        self._packed[key] = packed
        return True

    def complete(self, film: MovieRecord, space: str) -> None:
        """Give a film what was kept for it; what its own row says goes first."""
        for key in keys_of(film, space):
            if packed := self._packed.pop(key, None):
                self._size -= len(packed) + ENTRY
                told = film.__dict__
                for name, value in _unpacked(packed).items():
                    if name in KEPT and told.get(name) in NOTHING:
                        told[name] = value

    def rest(self) -> Iterator[tuple[int, str, MovieRecord, Key]]:
        """What no film of these files took: the line and the file it came from, and its id."""
        while self._packed:
            key = next(iter(self._packed))
            said = _unpacked(self._packed.pop(key))
            film = MovieRecord(said.pop("title"))
            line, file = said.pop("line"), said.pop("file")
            for name, value in said.items():
                setattr(film, name, value)
            yield line, file, film, key


def _packed(said: dict[str, Any]) -> bytes:
    """What is said, people as names and ids in turn: each as an object takes a call to be packed."""
    return pickle.dumps(said | {name: list(chain(*said[name])) for name in LISTS if name in said})


def _unpacked(packed: bytes) -> dict[str, Any]:
    said = pickle.loads(packed)
    for name in LISTS:
        if name in said:
            told = iter(said[name])
            said[name] = [Someone(*each) for each in zip(told, told, strict=True)]
    return said


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
