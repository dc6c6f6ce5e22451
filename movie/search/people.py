"""Finds a person by name among those who direct or play, forgiving as for titles."""

from collections.abc import Hashable

from django.db.models import F, Max

from ..errors import AmbiguousPerson, Choice, UnknownPerson
from ..models import Credit, Movie, Person
from .lookup import NameBook
from .memory import Memory

SUGGESTIONS = 5


def find_person(name: str, role: Credit.Role, number: int | None = None) -> Person:
    """The person of this name with a credit in this role; `number` is the person's own.

    Raises UnknownPerson with the closest names, or AmbiguousPerson with the people to choose from.
    """
    book = _names[role].get()
    found = book.exactly(name) or book.nearly(name)
    if number is not None:
        found = [choice for choice in found if choice.id == number]
    people = list(Person.objects.filter(pk__in=[choice.id for choice in found]))
    if not people:
        suggestions = dict.fromkeys(choice.name for choice in book.closest(name, SUGGESTIONS))
        raise UnknownPerson(name, list(suggestions))
    if len(people) > 1:
        raise AmbiguousPerson(name, [_known_for(person, role) for person in people])
    return people[0]


def _known_for(person: Person, role: Credit.Role) -> Choice:
    """The person with the film that most have voted on, which tells apart two of one name."""
    films = Movie.objects.filter(credits__person=person, credits__role=role)
    film = films.order_by(F("vote_count").desc(nulls_last=True), "pk").first()
    return Choice(person.pk, f"{person.name}: {film}", twin=True)


def _latest() -> Hashable:
    """Every import that adds or changes credits makes new rows, with higher numbers."""
    return (
        Credit.objects.aggregate(last=Max("pk"))["last"],
        Person.objects.aggregate(last=Max("pk"))["last"],
    )


def _reader(role: Credit.Role):
    def read(before: NameBook | None) -> NameBook:
        people = Person.objects.filter(pk__in=Credit.objects.filter(role=role).values("person"))
        return NameBook([Choice(*row) for row in people.values_list("pk", "name")], articles=False)

    return read


_names = {role: Memory(_reader(role), _latest) for role in Credit.Role}
