"""Finds a person by name among those who direct or play, forgiving as for titles."""

from collections.abc import Hashable, Sequence

from django.db.models import Count, F, Max

from ..errors import AmbiguousPerson, Choice, UnknownPerson
from ..models import Credit, Movie, Person
from .lookup import NameBook, words_of
from .memory import Memory

SUGGESTIONS = 5
OUTSTANDING = 3


class Everybody:
    """All who have a credit, in whatever role.

    `rows` are ids, names and numbers of credits, the most credits first.
    """

    def __init__(self, rows: Sequence[tuple[int, str, int]]) -> None:
        choices = [Choice(pk, name) for pk, name, _credits in rows]
        self._book = NameBook(choices, [credits for *_, credits in rows], articles=False)
        self._families = _families(rows, choices)

    def called(self, name: str, slips: bool = True) -> Choice | None:
        """Who is meant by a name, or by a family name alone; None where that is not clear.

        A family name means the one with three times as many credits as anybody else of that name.
        """
        found = self._book.exactly(name)
        if found or (family := self._families.get(words_of(name))):
            return found[0] if found else family
        return next(iter(self._book.nearly(name)), None) if slips else None


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
        raise UnknownPerson(name, list(suggestions), role.value)
    if len(people) > 1:
        raise AmbiguousPerson(name, [_known_for(person, role) for person in people])
    return people[0]


def everybody() -> "Everybody":
    """All who have a credit, for who looks up many names at a time."""
    return _everybody.get()


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


def _read_everybody(before: Everybody | None) -> Everybody:
    people = Person.objects.annotate(films=Count("credits")).filter(films__gt=0).order_by("-films", "pk")
    return Everybody(list(people.values_list("pk", "name", "films")))


def _families(rows: Sequence[tuple[int, str, int]], choices: Sequence[Choice]) -> dict[str, Choice]:
    """Who is meant by what comes after a first name: "garcia bernal", "bernal"; the rows by films."""
    namesakes: dict[str, list[int]] = {}
    for place, (_pk, name, _films) in enumerate(rows):
        words = words_of(name).split()
        for first in range(1, len(words)):
            namesakes.setdefault(" ".join(words[first:]), []).append(place)
    return {
        family: choices[places[0]]
        for family, places in namesakes.items()
        if len(places) == 1 or rows[places[0]][2] >= OUTSTANDING * rows[places[1]][2]
    }


_everybody = Memory(_read_everybody, _latest)
_names = {role: Memory(_reader(role), _latest) for role in Credit.Role}
