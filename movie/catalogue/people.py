"""Stores who directed and who played in the films of a file."""

from collections.abc import Iterable, Iterator

from ..models import Credit, Person
from .films import Film

Part = tuple[str, str]  # role, name


def store_people(films: Iterable[tuple[int, Film]]) -> None:
    """Write the credits of films, given as (film id, film), where the file names any and they differ."""
    wanted = {pk: parts for pk, film in films if (parts := list(_parts(film)))}
    stored: dict[int, list[Part]] = {}
    credits = Credit.objects.filter(movie__in=wanted).select_related("person")
    for credit in credits:
        stored.setdefault(credit.movie_id, []).append((credit.role, credit.person.name))
    changed = {pk: parts for pk, parts in wanted.items() if stored.get(pk) != parts}
    people = _people(name for parts in changed.values() for _, name in parts)
    Credit.objects.filter(movie__in=changed).delete()
    Credit.objects.bulk_create(
        Credit(movie_id=pk, person=people[name], role=role, position=position)
        for pk, parts in changed.items()
        for position, (role, name) in enumerate(parts)
    )


def _parts(film: Film) -> Iterator[Part]:
    for role, names in ((Credit.Role.DIRECTOR, film.directors), (Credit.Role.ACTOR, film.actors)):
        for name in dict.fromkeys(name[:200] for name in names):
            yield role.value, name


def _people(names: Iterable[str]) -> dict[str, Person]:
    """The people of these names; those who are new are added."""
    names = set(names)
    people = {person.name: person for person in Person.objects.filter(name__in=names)}
    new = [Person(name=name) for name in sorted(names - people.keys())]
    Person.objects.bulk_create(new)
    return people | {person.name: person for person in new}
