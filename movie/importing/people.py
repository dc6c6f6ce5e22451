"""Stores who directed and who played in the films of a file."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import connection, transaction

from ..database.bulk import insert, insert_numbered, within
from ..database.triggers import written_together
from ..models import Credit, Person
from ..text import fold
from .records import MovieRecord, Someone
from .same_film import share_somebody

Place = tuple[int, str]  # film id, role
Stored = tuple[int, Someone]  # id, who
DIRECTOR, ACTOR = Credit.Role.DIRECTOR.value, Credit.Role.ACTOR.value


def store_people(films: Iterable[tuple[int, MovieRecord]], new: Collection[int] = ()) -> set[int]:
    """Write the credits of films, given as (film id, film), in the roles for which the file names anybody.

    Those of `new` films have no credits yet. The ids of the films whose credits differed.
    """
    wanted: dict[Place, Sequence[Someone]] = {}
    for pk, film in films:
        for role, people in ((DIRECTOR, film.directors), (ACTOR, film.actors)):
            if people:
                wanted[pk, role] = people if pk in new else list(dict.fromkeys(people))
    stored = _stored({pk for pk, _ in wanted if pk not in new})
    changed = {place: people for place, people in wanted.items() if not _same(stored.get(place, ()), people)}
    films_changed = {pk for pk, _ in changed}
    if changed:
        with transaction.atomic(), written_together() as written:
            written |= films_changed
            _write(changed, [pk for place in changed for pk, _ in stored.get(place, [])])
    return films_changed


def _stored(films: Collection[int]) -> dict[Place, list[Stored]]:
    stored: dict[Place, list[Stored]] = {}
    credits = Credit.objects.filter(movie__in=films).order_by("position", "pk")
    for pk, movie, role, *person in credits.values_list(
        "pk", "movie_id", "role", "person__name", "person__tmdb_id"
    ):
        stored.setdefault((movie, role), []).append((pk, Someone(*person)))
    return stored


def _same(stored: Sequence[Stored], people: Sequence[Someone]) -> bool:
    """Whether these credits say what a file says; a file without ids means whoever has that name there."""
    return len(stored) == len(people) and all(
        there.name == someone.name and someone.tmdb_id in (None, there.tmdb_id)
        for (_, there), someone in zip(stored, people, strict=True)
    )


def _write(changed: dict[Place, Sequence[Someone]], outdated: list[int]) -> None:
    people = _people(set().union(*changed.values()))
    if outdated:
        Credit.objects.filter(pk__in=outdated).delete()
    insert(
        Credit,
        ("movie_id", "person_id", "role", "position"),
        (
            (movie, person, role, position)
            for (movie, role), those in changed.items()
            for position, person in enumerate(dict.fromkeys(map(people.__getitem__, those)))
        ),
    )


def _people(wanted: set[Someone]) -> dict[Someone, int]:
    """The ids of the people meant; those who are new are added.

    Who has an id is found by that, or is the one of that name who has none. A name alone means whoever
    has that name without an id, or is the only one of it; so does an id that several people have.
    """
    unsure = _of_several(wanted)
    sure = {one.tmdb_id: one for one in wanted if one.tmdb_id and one.tmdb_id not in unsure}
    by_id = _by_id(sure)
    names = {one.name for one in wanted if one.tmdb_id not in sure}
    by_name = _by_name(names)
    by_name |= {one.name: pk for one, pk in _add(Someone(name) for name in names - by_name.keys()).items()}
    return {one: by_id[one.tmdb_id] if one.tmdb_id in sure else by_name[one.name] for one in wanted}


def _of_several(wanted: set[Someone]) -> set[int]:
    """The ids under which people are named who have no word in common: they are nobody's."""
    count = Counter([one.tmdb_id for one in wanted])
    names: dict[int, set[str]] = {}
    for one in wanted if len(count) < len(wanted) else ():
        if one.tmdb_id and count[one.tmdb_id] > 1:
            names.setdefault(one.tmdb_id, set()).add(fold(one.name))
    return {
        tmdb_id
        for tmdb_id, (first, *others) in names.items()
        if any(not share_somebody([first], [other]) for other in others)
    }


def _by_id(wanted: dict[int, Someone]) -> dict[int, int]:
    """Who has each id; who has none yet takes the place of a namesake without one, or is added."""
    found = dict(_find("tmdb_id", wanted.keys(), "tmdb_id", "id"))
    missing = {tmdb_id: wanted[tmdb_id] for tmdb_id in sorted(wanted.keys() - found.keys())}
    without_id = Person.objects.filter(tmdb_id=None).exists()
    names = {one.name for one in missing.values()} if without_id else ()
    free = {name: pk for name, tmdb_id, pk in _find("name", names, "name", "tmdb_id", "id") if not tmdb_id}
    for tmdb_id, one in missing.items():
        if pk := free.pop(one.name, None):
            Person.objects.filter(pk=pk).update(tmdb_id=tmdb_id)
            found[tmdb_id] = pk
    new = _add(one for tmdb_id, one in missing.items() if tmdb_id not in found)
    return found | {one.tmdb_id: pk for one, pk in new.items()}


def _by_name(names: Collection[str]) -> dict[str, int]:
    """Whom each name alone means; nobody where it could be several."""
    without: dict[str, int] = {}
    with_id: dict[str, list[int]] = {}
    for name, tmdb_id, pk in _find("name", names, "name", "tmdb_id", "id"):
        if tmdb_id is None:
            without.setdefault(name, pk)
        else:
            with_id.setdefault(name, []).append(pk)
    return {name: pks[0] for name, pks in with_id.items() if len(pks) == 1} | without


def _find(field: str, values: Collection[object], *columns: str) -> Iterator[tuple]:
    quote = connection.ops.quote_name
    condition, wanted = within(quote(field), values)
    select = f"SELECT {', '.join(map(quote, columns))} FROM {quote(Person._meta.db_table)}"
    with connection.cursor() as cursor:
        cursor.execute(f"{select} WHERE {condition} ORDER BY id", [wanted])
        yield from cursor.fetchall()


def _add(people: Iterable[Someone]) -> dict[Someone, int]:
    """Store people; their ids."""
    new = sorted(people)  # of two with one name both have an id, so that they can be compared
    return dict(zip(new, insert_numbered(Person, Someone._fields, new), strict=True))
