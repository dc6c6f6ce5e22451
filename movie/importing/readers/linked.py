"""Reads what the tables beside that of the films say of them: people with their roles, genres, keywords."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from ..headers.names import FIRST, WORDS, fields_of, key_of, words_of

# Field: what a column of it is called here.
TOLD = {"directors": "directors", "actors": "actors", "genre": "genres", "keywords": "keywords"}
NAMES = WORDS["names"] | set(map(key_of, FIRST["title"]))
PARTS = ("given_name", "family_name")  # of a name
MOST_LINKS = 500_000
STORED = (0, 3)  # among the kinds of columns that SQLite tells: plain ones, and computed ones that are kept
Links = dict[Any, dict[str, list[Any]]]


class Tables:
    """The tables of a database that hold rows, each with its columns, and how they refer to each other."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        told = database.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
        # One without a page, a virtual one, would run a module.
        self.columns = {name: self._stored(name) for name, page in told if page}

    def _stored(self, table: str) -> list[str]:
        """The columns whose values are stored; one computed when it is read could compute without end."""
        columns = self.database.execute(f"PRAGMA table_xinfo({_quoted(table)})")
        return [column[1] for column in columns if column[6] in STORED]

    def select(self, table: str) -> str:
        """The query for all that is stored in a table."""
        return f"SELECT {', '.join(map(_quoted, self.columns[table]))} FROM {_quoted(table)}"

    def links(self, films: str) -> Links:
        """What other tables say, by the id of a film.

        A table tells of films by a column that refers to theirs: as the database declares, or by its name.
        """
        found: Links = {}
        for table in self.columns:
            there = {} if table == films else self._references(table)
            own = [name for name, other in there.items() if other == films]
            if len(own) == 1:
                for film, field, value in islice(self._told(table, own[0], there), MOST_LINKS):
                    values = found.setdefault(film, {}).setdefault(TOLD[field], [])
                    if value not in (None, *values):
                        values.append(value)
        return found

    def named(self, films: str) -> dict[str, dict[Any, Any]]:
        """What the numbers in columns of the films' own table stand for: {"genre_id": {1: "Drama"}}."""
        found = {}
        for column, other in self._references(films).items():
            if other != films and (name := _name_in(self.columns[other])):
                query = f"SELECT {_quoted(_id_in(self.columns[other]))}, {name} FROM {_quoted(other)}"
                found[column] = dict(islice(self.database.execute(query), MOST_LINKS))
        return found

    def _told(self, table: str, film: str, there: Mapping[str, str]) -> Iterator[tuple[Any, str, Any]]:
        """A film's id, a field and a value for each row of a table that tells of films."""
        role, roles = self._role(table, there)
        order = next((name for name in self.columns[table] if name.casefold() in WORDS["orders"]), None)
        for column, other, name in self._values(table, film, there):
            field = _field_of(column, table, other)
            if not (field or role):
                continue
            wanted = f"one.{_quoted(film)}, {name}, {role or 'NULL'}"
            same = f"other.{_quoted(_id_in(self.columns[other]))} = one.{_quoted(column)}"
            joined = f" JOIN {_quoted(other)} AS other ON {same}" if other != table else ""
            ordered = f" ORDER BY one.{_quoted(order)}" if order else ""
            query = f"SELECT {wanted} FROM {_quoted(table)} AS one{joined}{roles}{ordered}"
            for pk, value, job in self.database.execute(query):
                if each := (_field_of(str(job)) if role else field):
                    yield pk, each, value

    def _role(self, table: str, there: Mapping[str, str]) -> tuple[str, str]:
        """What somebody did, in SQL, and the join that this needs: it may stand in a list of roles."""
        for column, other in there.items():
            names = self.columns[other]
            if key_of(other).rstrip("s") in WORDS["roles"] and len(names) > 1:
                same = f"made.{_quoted(_id_in(names))} = one.{_quoted(column)}"
                return f"made.{_quoted(names[1])}", f" JOIN {_quoted(other)} AS made ON {same}"
        own = next((name for name in self.columns[table] if key_of(name) in WORDS["roles"]), None)
        return (f"one.{_quoted(own)}" if own else ""), ""

    def _values(self, table: str, film: str, there: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """The columns that tell: which they are, the table in which the name stands, and what it is there."""
        others = {column: other for column, other in there.items() if column != film}
        for column, other in others.items():
            if name := _name_in(self.columns[other]):
                yield column, other, name
        for name in self.columns[table] if not others else ():
            if name != film and (key_of(name) in NAMES or _field_of(name)):
                yield name, table, _quoted(name)

    def _references(self, table: str) -> dict[str, str]:
        """Which columns of a table refer to which tables."""
        declared = self.database.execute(f"PRAGMA foreign_key_list({_quoted(table)})").fetchall()
        columns = self.columns
        found = {row[3]: row[2] for row in declared if row[2] in columns and row[3] in columns[table]}
        for name in columns[table]:
            if name not in found and (other := self._meant.get(key_of(name))) and other != table:
                found[name] = other
        return found

    @cached_property
    def _meant(self) -> dict[str, str]:
        """The tables that columns mean by their names: by that of a table, or of the ids of one alone."""
        ids: dict[str, list[str]] = {}
        for table in self.columns:
            told = self.database.execute(f"PRAGMA table_info({_quoted(table)})")
            keys = [key_of(row[1]) for row in told if row[5]]
            if len(keys) == 1:
                ids.setdefault(keys[0], []).append(table)
        own = {name: there[0] for name, there in ids.items() if len(there) == 1 and name != "id"}
        return own | {sign: other for other in self.columns for sign in _signs(other)}


def _signs(table: str) -> list[str]:
    """What columns are called that refer to a table: film_id, id_film, filmId."""
    name = key_of(table)
    singular = {
        name,
        name.removesuffix("s"),
        name.removesuffix("es"),
        *(["person"] if name == "people" else []),
    }
    return [sign for each in singular for sign in (f"{each}id", f"id{each}")]


def _field_of(*names: str) -> str:
    """The field that the first of these names tells of; empty where none does."""
    words = (word for name in names for word in words_of(name))
    return next((field for word in words for field, _ in fields_of(word) if field in TOLD), "")


def _name_in(names: Sequence[str]) -> str | None:
    """What a thing or a person is called, in SQL: a column, or two of the parts of a name."""
    parts = [next((name for name in names if key_of(name) in WORDS[part]), None) for part in PARTS]
    if all(parts):
        return " || ' ' || ".join(map(_quoted, parts))
    whole = next((name for name in names if key_of(name) in NAMES), None)
    return whole and _quoted(whole)


def _id_in(names: Sequence[str]) -> str:
    """The column by which the rows of a table are referred to."""
    return next((name for name in names if key_of(name) == "id"), names[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
