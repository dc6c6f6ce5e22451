"""Says in the visitor's language what was understood of a request, one thing after the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from ..models import Movie, Person, base_language, with_translations
from ..text.emotions import label
from ..text.genres import genre_key, genres
from ..text.number_format import decimal, running_time
from ..text.origins import is_language, is_studio, origin_in
from .catalogue import catalogue
from .query import Filters, SearchQuery
from .query_parser.understood import RANGES, Reading, Value, readings

FILMS = ("titles", "liked", "disliked")
PEOPLE = ("people", "directors", "without_people")
GENRES = ("genres", "without_genres")
ORIGINS = ("origins", "without_origins")
UNKNOWN = (*RANGES, "origins")  # what leaves out films of which it is not known
MOST_NAMESAKES = 2  # that a chip names; the others are counted
LABELS = {
    "titles": gettext_lazy("Title: %(name)s"),
    "liked": gettext_lazy("Like %(name)s"),
    "disliked": gettext_lazy("Not like %(name)s"),
    "people": gettext_lazy("With %(name)s"),
    "directors": gettext_lazy("Directed by %(name)s"),
    "namesakes": gettext_lazy("With %(name)s"),
    "without_people": gettext_lazy("Without %(name)s"),
    "genres": "%(name)s",
    "without_genres": gettext_lazy("Not %(name)s"),
    "origins": "%(name)s",
    "without_origins": gettext_lazy("Not %(name)s"),
    "unwanted": gettext_lazy("Not “%(name)s”"),
    "emotions": gettext_lazy("Leaves %(name)s"),
    "for_family": gettext_lazy("For the whole family"),
    "years": "%(name)s",
    "runtime": "%(name)s",
    "rating": "%(name)s",
    "order": "%(name)s",
}
ORDERS = {
    "newest": gettext_lazy("the newest first"),
    "oldest": gettext_lazy("the oldest first"),
    "longest": gettext_lazy("the longest first"),
    "shortest": gettext_lazy("the shortest first"),
    "grossing": gettext_lazy("the highest grossing first"),
    "expensive": gettext_lazy("the most expensive first"),
    "best": gettext_lazy("the best rated first"),
    "worst": gettext_lazy("the worst rated first"),
}


@dataclass(frozen=True)
class Chip:
    """One thing that was understood; `key` takes it back (see movie.search.query_parser.understood)."""

    key: str
    kind: str
    value: Value
    label: str
    left_out: int = 0  # films of which it is not known whether they pass, and which are left out for it

    @property
    def note(self) -> str:
        """How many films are left out because a figure of theirs is not known; empty where none is."""
        return _note(self.kind, self.left_out) % {"films": self.left_out} if self.left_out else ""


def _note(kind: str, films: int) -> str:
    if kind == "years":
        return ngettext(
            "%(films)d film without a year left out", "%(films)d films without a year left out", films
        )
    if kind == "rating":
        return ngettext(
            "%(films)d film without a rating left out", "%(films)d films without a rating left out", films
        )
    if kind == "origins":
        return ngettext(
            "%(films)d film of unknown origin left out", "%(films)d films of unknown origin left out", films
        )
    return ngettext(
        "%(films)d film of unknown length left out", "%(films)d films of unknown length left out", films
    )


def chips(query: SearchQuery, language: str, form: Filters | None = None) -> list[Chip]:
    """What was understood of a request, as a page of this language says it, in the order of readings().

    `form` are the filters of a form, which come before what the request says: what they overrule is no
    chip. Films and people are read by one query each, and by none where none is named.
    """
    in_force = _not_overruled(query.filters, form or Filters())
    with override(language):
        names = Names(query, language)
        named = [(reading, _name(reading, names, in_force)) for reading in readings(query)]
        return [_chip(reading, name) for reading, name in named if name]


def _chip(reading: Reading, name: str) -> Chip:
    unknown = "studios" if reading.kind == "origins" and is_studio(reading.value) else reading.kind
    left_out = catalogue().lacking[unknown] if reading.kind in UNKNOWN else 0
    return Chip(reading.key, reading.kind, reading.value, LABELS[reading.kind] % {"name": name}, left_out)


def _not_overruled(filters: Filters, form: Filters) -> Filters:
    return replace(filters, **{name: None for name, value in vars(form).items() if value is not None})


def _name(reading: Reading, names: "Names", in_force: Filters) -> str:
    """What a chip names; empty where there is nothing to say of it any more."""
    if reading.kind == "years":
        return _years(in_force.year_from, in_force.year_to)
    if reading.kind == "runtime":
        return _lengths(in_force.runtime_from, in_force.runtime_to)
    if reading.kind == "rating":
        return _ratings(in_force.rating_from, in_force.rating_to)
    if reading.kind == "order":
        return capfirst(ORDERS[reading.value])
    return names.of(reading)


class Names:
    """What is named in a query, in a language."""

    def __init__(self, query: SearchQuery, language: str) -> None:
        self._query, self._language = query, language

    def of(self, reading: Reading) -> str:
        """The name of a film, of a person, of a genre; of anything else what was said."""
        if reading.kind in FILMS:
            return self._films.get(reading.value, "")
        if reading.kind in PEOPLE:
            return self._people.get(reading.value, "")
        if reading.kind == "namesakes":
            return _either([self._people[person] for person in reading.value if person in self._people])
        if reading.kind in GENRES:
            return genre_label(reading.value, self._language)
        if reading.kind in ORIGINS:
            named = origin_label(reading.value, self._language)
            return capfirst(named) if reading.kind == "origins" else named
        if reading.kind == "emotions":
            return label(reading.value, self._language)
        return str(reading.value)

    @cached_property
    def _films(self) -> Mapping[int, str]:
        wanted = [film for kind in FILMS for film in getattr(self._query, kind)]
        shown = [movie.in_language(self._language) for movie in _titled(wanted)]
        titles = [film.title for film in shown]
        return {film.movie.pk: str(film) if titles.count(film.title) > 1 else film.title for film in shown}

    @cached_property
    def _people(self) -> Mapping[int, str]:
        kinds = (*PEOPLE, "namesakes")
        wanted = [person for kind in kinds for person in getattr(self._query, kind)]
        return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name"))


def _titled(ids: Iterable[int]) -> list[Movie]:
    return with_translations(Movie.objects.filter(pk__in=list(ids)).only("title", "year"))


def genre_label(name: str, language: str) -> str:
    """What a page calls a genre, by any of its names; the name itself where the vocabulary lacks it."""
    genre = genres().get(genre_key(name))
    return genre.labels.get(base_language(language), name) if genre else name


def origin_label(origin: str, language: str) -> str:
    """What a page says of films of an origin: "From Denmark", "In Danish"."""
    said = _("in %(language)s") if is_language(origin) else _("from %(country)s")
    name = origin_in(base_language(language), origin)
    return said % {"language": name, "country": name}


def _either(names: Sequence[str]) -> str:
    """Several people of one name: "Wes Anderson, Paul Thomas Anderson or 3 more"."""
    if len(names) < 2:
        return "".join(names)
    shown, others = names[:MOST_NAMESAKES], len(names) - MOST_NAMESAKES
    if others <= 0:
        return _("%(names)s or %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}
    more = ngettext("%(names)s or %(number)d more", "%(names)s or %(number)d more", others)
    return more % {"names": ", ".join(shown), "number": others}


def _years(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    if last is None:
        return _("from %(year)s") % {"year": first}
    if first is None:
        return _("until %(year)s") % {"year": last}
    return f"{first}–{last}" if first != last else str(first)


def _lengths(shortest: int | None, longest: int | None) -> str:
    if shortest is None and longest is None:
        return ""
    if longest is None:
        return _("at least %(time)s") % {"time": running_time(shortest)}
    if shortest is None:
        return _("at most %(time)s") % {"time": running_time(longest)}
    return f"{running_time(shortest)} – {running_time(longest)}"


def _ratings(least: float | None, most: float | None) -> str:
    if least is None:
        return _("Rated at most %(rating)s") % {"rating": decimal(most, 1)} if most is not None else ""
    return _("Rated at least %(rating)s") % {"rating": decimal(least, 1)}
