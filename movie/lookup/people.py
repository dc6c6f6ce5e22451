"""Finds a person by name among those who direct or play, forgiving as for titles."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import sub

from django.db.models import Count, F, Q
from rapidfuzz.distance import OSA

from ..database.cached import Cached
from ..database.journal import latest_change
from ..errors import AmbiguousPerson, Choice, UnknownPerson
from ..models import Credit, Movie, Person
from .lines import Lines
from .name_words import squeezed, words_of
from .names import NameBook, Places
from .spelling import Spelling

SUGGESTIONS = 5
KINDS = (None, Credit.Role.DIRECTOR, Credit.Role.ACTOR)  # of credits, as each person's are counted
OUTSTANDING = 3
MOST_NAMESAKES = 20
SHORTEST_WITH_SLIP = 6  # letters of a family name by itself


class Everybody:
    """All who have a credit.

    `rows` are ids, names, numbers of credits in all and as a director, the most credits first.
    """

    def __init__(self, rows: Sequence[tuple[int, str, int, int]]) -> None:
        credits, directs = ([row[field] for row in rows] for field in (2, 3))
        acts = map(sub, credits, directs)
        self._book = NameBook((Choice(pk, name) for pk, name, *_ in rows), credits, articles=False)
        self._credits = {
            kind: array("i", each) for kind, each in zip(KINDS, (credits, directs, acts), strict=True)
        }
        # Everybody by what comes after a first name: "garcia bernal", "bernal"; the most credits first.
        behind = [
            (family, place) for place, row in enumerate(rows) for family in _behind_a_first_name(row[1])
        ]
        self._families = Lines(family for family, _ in behind)
        self._of_families = array("i", (place for _, place in behind))
        self._places = Places(self._families)

    def called(self, name: str, slips: bool = True) -> Choice | None:
        """Who is meant by a name, or by a family name alone; None where that is not clear.

        A family name means the one with three times as many credits as anybody else of that name.
        """
        found = self._book.exactly(name) or self._outstanding(name)
        found = found or (self._book.nearly(name) if slips else [])
        return found[0] if found else None

    def meant(self, name: str, role: Credit.Role | None = None) -> list[Choice]:
        """Everybody who may be meant by a name or family name, or by one with a slip, with credits in a role;
        the one who stands out by three times the credits alone.
        """
        return self.meant_exactly(name, role) or self.meant_nearly(name, role)

    def meant_exactly(self, name: str, role: Credit.Role | None = None) -> list[Choice]:
        """The same without slips."""
        exactly = self._with_credits(self._book.exactly(name), role)
        return exactly or self._with_credits(self._namesakes(words_of(name)), role)

    def _namesakes(self, family: str) -> list[Choice]:
        """Those of a family name, folded; where there is none, of one with other blanks: "di caprio"."""
        places = self._places[squeezed(family)]
        spelled = [place for place in places if self._families[place] == family]
        return [self._book.choices[self._of_families[place]] for place in spelled or places]

    def meant_nearly(self, name: str, role: Credit.Role | None = None) -> list[Choice]:
        """The same with a slip: in a name, or one in a family name of six letters or more."""
        return self._with_credits(self._book.nearly(name) or self._of_family_nearly(words_of(name)), role)

    def _of_family_nearly(self, typed: str) -> Sequence[Choice]:
        if len(typed) < SHORTEST_WITH_SLIP:
            return ()
        near = self._spelling.like(typed, 1)
        found = [family for family in near if OSA.distance(typed, family, score_cutoff=1) <= 1]
        return self._namesakes(found[0]) if len(found) == 1 else ()

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(Lines(dict.fromkeys(self._families)))

    def _with_credits(self, found: Sequence[Choice], role: Credit.Role | None) -> list[Choice]:
        there = [choice for choice in found if self._number(choice, role)]
        return self._first(there, role)[:MOST_NAMESAKES] if there else []

    def of_family(self, name: str, role: Credit.Role, number: int | None = None) -> list[Choice]:
        """Those of a family name with credits in a role: the one who stands out, else all, or whom the number
        picks.
        """
        there = [choice for choice in self._namesakes(words_of(name)) if self._number(choice, role)]
        return self._first(there, role)[:MOST_NAMESAKES] if number is None else there

    def starting(self, text: str, limit: int) -> list[Choice]:
        """Those whose names begin with the text, then those with a word that does; nobody else."""
        return self._book.starting(text, limit, close=False)

    def films_of(self, choice: Choice) -> int:
        """How many credits somebody has."""
        return self._number(choice, None)

    def _number(self, choice: Choice, role: Credit.Role | None) -> int:
        """How many credits somebody has in a role, or in all."""
        return self._credits[role][self._book.choices.place(choice.id)]

    def _outstanding(self, name: str) -> list[Choice]:
        found = self._first(self._namesakes(words_of(name)), None)
        return found if len(found) == 1 else []

    def _first(self, choices: Sequence[Choice], role: Credit.Role | None) -> list[Choice]:
        """Those of one name, the most credits first; whoever stands out stands alone."""
        by_credits = sorted(choices, key=lambda choice: -self._number(choice, role))
        counts = [self._number(choice, role) for choice in by_credits[:2]]
        return by_credits[:1] if len(counts) == 2 and counts[0] >= OUTSTANDING * counts[1] else by_credits


def find_person(name: str, role: Credit.Role, number: int | None = None) -> Person:
    """The person of this name, or family name, with a credit in this role; `number` is the person's own.

    A family name means whoever of it has three times as many of these credits as the next.
    Raises UnknownPerson with the closest names, or AmbiguousPerson with the people to choose from.
    """
    book = _names[role].get()
    found = book.exactly(name) or everybody().of_family(name, role, number) or book.nearly(name)
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


def complete(text: str, limit: int = 10) -> list[Choice]:
    """People whose names, or a word of them, begin with the text, those with the most credits first."""
    return _everybody.get().starting(text, limit)


def parts_in(movies: Iterable[int], named: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """What some people do in some films: their names by role, by film. One query, none for nobody."""
    if not (movies := list(movies)) or not (named := list(named)):
        return {}
    credits = Credit.objects.filter(movie__in=movies, person__in=named)
    found: dict[int, dict[str, list[str]]] = {}
    for movie, role, name in credits.values_list("movie", "role", "person__name"):
        found.setdefault(movie, {}).setdefault(role, []).append(name)
    return found


def _known_for(person: Person, role: Credit.Role) -> Choice:
    """The person with the film that most have voted on, which tells apart two of one name."""
    films = Movie.objects.filter(credits__person=person, credits__role=role)
    film = films.order_by(F("vote_count").desc(nulls_last=True), "pk").first()
    return Choice(person.pk, f"{person.name}: {film}", twin=True)


def _reader(role: Credit.Role):
    def read(before: NameBook | None) -> NameBook:
        people = Person.objects.filter(pk__in=Credit.objects.filter(role=role).values("person"))
        return NameBook([Choice(*row) for row in people.values_list("pk", "name")], articles=False)

    return read


def _read_everybody(before: Everybody | None) -> Everybody:
    directs = Count("credits", filter=Q(credits__role=Credit.Role.DIRECTOR))
    people = Person.objects.annotate(films=Count("credits"), directs=directs).filter(films__gt=0)
    rows = people.order_by("-films", "pk").values_list("pk", "name", "films", "directs")
    return Everybody(list(rows))


def _behind_a_first_name(name: str) -> Iterator[str]:
    words = words_of(name).split()
    return (" ".join(words[first:]) for first in range(1, len(words)))


_everybody = Cached(_read_everybody, latest_change)
_names = {role: Cached(_reader(role), latest_change) for role in Credit.Role}
