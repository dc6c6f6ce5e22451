"""Reads what the tables beside that of the films say of them: people with their roles, genres, keywords."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ..headers.names import FIRST, fields_of, key_of, words_of

# Field: what a column of it is called here.
TOLD = {"directors": "directors", "actors": "actors", "genre": "genres", "keywords": "keywords"}
NAMES = frozenset(
    map(key_of, (*FIRST["title"], "full_name", "nombre_completo", "person_name", "genre", "tag", "keyword"))
)
ROLES = {
    "role",
    "job",
    "function",
    "department",
    "type",
    "rol",
    "tarea",
    "funktion",
    "beruf",
    "metier",
    "ruolo",
}
ORDERS = {"position", "ord", "ordering", "order", "billing", "sort", "orden", "credit_order", "cast_order"}
PARTS_OF_NAMES = (
    frozenset(("firstname", "forename", "givenname", "nombre", "vorname", "prenom", "nome")),
    frozenset(
        ("lastname", "surname", "familyname", "apellido", "apellidos", "nachname", "sobrenome", "cognome")
    ),
)
MOST_LINKS = 500_000
Links = dict[Any, dict[str, list[Any]]]


def links(database: sqlite3.Connection, films: str, columns: Mapping[str, Sequence[str]]) -> Links:
    """What other tables say, by the id of a film; `columns` are those of each table.

    A table tells of films by a column that refers to theirs: by what the database declares, or by its name.
    """
    found: Links = {}
    for table in columns:
        there = {} if table == films else _references(database, table, columns)
        own = [name for name, other in there.items() if other == films]
        if len(own) == 1:
            for film, field, value in islice(_told(database, table, own[0], there, columns), MOST_LINKS):
                values = found.setdefault(film, {}).setdefault(TOLD[field], [])
                if value not in (None, *values):
                    values.append(value)
    return found


def named(database: sqlite3.Connection, films: str, columns: Mapping[str, Sequence[str]]) -> dict[str, dict]:
    """What the numbers in columns of the films' own table stand for: {"genre_id": {1: "Drama"}}."""
    found = {}
    for column, other in _references(database, films, columns).items():
        if other != films and (name := _name_in(columns[other])):
            rows = database.execute(f"SELECT {_quoted(_id_in(columns[other]))}, {name} FROM {_quoted(other)}")
            found[column] = dict(islice(rows, MOST_LINKS))
    return found


def _told(
    database: sqlite3.Connection,
    table: str,
    film: str,
    there: Mapping[str, str],
    columns: Mapping[str, Sequence[str]],
) -> Iterator[tuple[Any, str, Any]]:
    """A film's id, a field and a value for each row of a table that tells of films."""
    role, roles = _role(table, there, columns)
    order = next((name for name in columns[table] if name.casefold() in ORDERS), None)
    for column, other, name in _values(table, film, there, columns):
        field = _field_of(column, table, other)
        if not (field or role):
            continue
        wanted = f"one.{_quoted(film)}, {name}, {role or 'NULL'}"
        same = f"other.{_quoted(_id_in(columns[other]))} = one.{_quoted(column)}"
        joined = f" JOIN {_quoted(other)} AS other ON {same}" if other != table else ""
        ordered = f" ORDER BY one.{_quoted(order)}" if order else ""
        query = f"SELECT {wanted} FROM {_quoted(table)} AS one{joined}{roles}{ordered}"
        for pk, value, job in database.execute(query):
            if each := (_field_of(str(job)) if role else field):
                yield pk, each, value


def _role(table: str, there: Mapping[str, str], columns: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """What somebody did, in SQL, and the join that this needs: it may stand in a list of roles."""
    for column, other in there.items():
        if key_of(other).rstrip("s") in ROLES and len(columns[other]) > 1:
            same = f"made.{_quoted(_id_in(columns[other]))} = one.{_quoted(column)}"
            return f"made.{_quoted(columns[other][1])}", f" JOIN {_quoted(other)} AS made ON {same}"
    own = next((name for name in columns[table] if key_of(name) in ROLES), None)
    return (f"one.{_quoted(own)}" if own else ""), ""


def _values(
    table: str, film: str, there: Mapping[str, str], columns: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """The columns that tell: which they are, the table in which the name stands, and what it is there."""
    others = {column: other for column, other in there.items() if column != film}
    for column, other in others.items():
        if name := _name_in(columns[other]):
            yield column, other, name
    if not others:
        yield from (
            (name, table, _quoted(name)) for name in columns[table] if name != film and _told_by(name, table)
        )


def _told_by(name: str, table: str) -> bool:
    return key_of(name) in NAMES or bool(_field_of(name))


def _references(
    database: sqlite3.Connection, table: str, columns: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Which columns of a table refer to which tables."""
    declared = database.execute(f"PRAGMA foreign_key_list({_quoted(table)})").fetchall()
    found = {row[3]: row[2] for row in declared if row[2] in columns and row[3] in columns[table]}
    meant = _own_ids(database, columns) | {sign: other for other in columns for sign in _signs(other)}
    for name in columns[table]:
        if name not in found and (other := meant.get(key_of(name))) and other != table:
            found[name] = other
    return found


def _own_ids(database: sqlite3.Connection, tables: Iterable[str]) -> dict[str, str]:
    """The tables by the name of the column that tells their rows apart, where that is one table's alone."""
    found: dict[str, list[str]] = {}
    for table in tables:
        told = [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(table)})") if row[5]]
        if len(told) == 1:
            found.setdefault(key_of(told[0]), []).append(table)
    return {name: there[0] for name, there in found.items() if len(there) == 1 and name != "id"}


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
    parts = [next((name for name in names if key_of(name) in part), None) for part in PARTS_OF_NAMES]
    if all(parts):
        return " || ' ' || ".join(map(_quoted, parts))
    whole = next((name for name in names if key_of(name) in NAMES), None)
    return whole and _quoted(whole)


def _id_in(names: Sequence[str]) -> str:
    """The column by which the rows of a table are referred to."""
    return next((name for name in names if key_of(name) == "id"), names[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
