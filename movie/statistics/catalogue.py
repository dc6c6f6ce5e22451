"""The catalogue from above: how many films of each kind, and what is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import quantiles
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.utils.functional import lazy
from django.utils.translation import get_language

from ..database.cached import Cached
from ..database.journal import latest_change
from ..models import YEARS, Credit, Movie, Person, Translation, base_language
from ..search.genres import genre_films, genres_in_all
from .keywords import keyword_key, usual_name

TOP = 12
# Films of one vote whose quartiles are drawn; in a small catalogue a tenth of its most frequent vote's.
ENOUGH_FILMS = 10
# The journal does not note every change (votes, dates, texts, credits): those show after this time.
SECONDS_KEPT = 60


class Tally(NamedTuple):
    """How many films are of one kind."""

    name: str | int
    films: int


class PersonTally(NamedTuple):
    """How many films somebody has in a role; `pk` is the person's."""

    name: str
    films: int
    pk: int


class Returns(NamedTuple):
    """What films of one vote (5: from 5 to below 6; 9: to 10) brought in: revenue / budget, in quartiles."""

    vote: int
    films: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class Statistics:
    """All figures of a catalogue; lists are empty where no film has what they count."""

    films: int
    missing: dict[str, int]  # field -> films that have nothing there, or a year that cannot be
    years: list[Tally]  # in order, without years that have no film
    months: list[Tally]  # 1 to 12, each of them or none
    weekdays: list[Tally]  # 0 (Monday) to 6, each of them or none
    genres: list[Tally]  # the most films first, as the following
    keywords_in: dict[str, list[Tally]]  # by the language that they are in; "" as the films' own rows are
    directors: list[PersonTally]
    actors: list[PersonTally]
    returns: list[Returns]  # by vote
    models: list[Tally]  # embedded films by the model that embedded them
    # What the page has made of them, by language: kept as long as the figures are.
    shown: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def keywords(self) -> list[Tally]:
        """The most frequent keywords, in the visitor's language where films have theirs in it."""
        return self.keywords_in.get(base_language(get_language() or ""), self.keywords_in[""])

    @property
    def decades(self) -> list[Tally]:
        """Films by the first year of their decade, from the first decade to the last."""
        films: Counter[int] = Counter()
        for year, number in self.years:
            films[year // 10 * 10] += number
        return _each(films, range(min(films), max(films) + 1, 10)) if films else []

    @property
    def drawn_returns(self) -> list[Returns]:
        """Those of votes that enough films have for a line: a handful of lucky ones would make its peak."""
        enough = min(ENOUGH_FILMS, max((row.films for row in self.returns), default=0) / 10)
        return [row for row in self.returns if row.films >= enough]

    @property
    def with_return(self) -> int:
        """Films with a vote, a budget and a revenue."""
        return sum(row.films for row in self.returns)


def catalogue_statistics() -> Statistics:
    """The figures of the catalogue, kept for SECONDS_KEPT, or until films come, go or are embedded."""
    return _figures.get()


def count_all() -> Statistics:
    """The figures of the catalogue as it is now, in a fixed number of queries."""
    missing, models = _missing(), _models()
    films = missing.pop("films")
    missing["emb"] = films - sum(model.films for model in models)
    months, weekdays = _months_and_weekdays()
    return Statistics(
        films=films,
        missing=missing,
        years=_years(),
        months=months,
        weekdays=weekdays,
        genres=_genres(),
        keywords_in=_keywords(),
        directors=_people(Credit.Role.DIRECTOR),
        actors=_people(Credit.Role.ACTOR),
        returns=_returns(),
        models=models,
    )


def _missing() -> dict[str, int]:
    empty = {name: Q(**{name: ""}) for name in ("description", "genre", "keywords")}
    empty |= {"year": Q(year=None) | ~Q(year__range=YEARS), "release_date": Q(release_date=None)}
    empty["runtime"] = Q(runtime=None)
    counts = {name: Count("pk", filter=condition) for name, condition in empty.items()}
    return Movie.objects.aggregate(films=Count("pk"), **counts)


def _years() -> list[Tally]:
    dated = Movie.objects.filter(year__range=YEARS).order_by("year")
    return [Tally(*row) for row in dated.values_list("year").annotate(films=Count("pk"))]


def _months_and_weekdays() -> tuple[list[Tally], list[Tally]]:
    # By day, and not by month and weekday: SQLite's own functions do not know them, and Django's are slow.
    days = Movie.objects.exclude(release_date=None).values_list("release_date").annotate(films=Count("pk"))
    months, weekdays = Counter(), Counter()
    for day, films in days.order_by():
        months[day.month] += films
        weekdays[day.weekday()] += films
    return _each(months, range(1, 13)), _each(weekdays, range(7))


def _each(counts: Counter[int], names: Iterable[int]) -> list[Tally]:
    return [Tally(name, counts[name]) for name in names] if counts else []


def _most(films: dict[str, int]) -> list[Tally]:
    return [Tally(*row) for row in sorted(films.items(), key=lambda row: -row[1])]


def _genres() -> list[Tally]:
    """The most frequent, named in the visitor's language where it has a name for them."""
    names = genres_in_all([code for code, _name in settings.LANGUAGES])
    return [Tally(_named(names.get(name, {"en": name})), films) for name, films in _most(genre_films())]


def _keywords() -> dict[str, list[Tally]]:
    """The most frequent in each language that films have them in: in it, or as their own rows have them."""
    own = dict(Movie.objects.exclude(keywords="").values_list("pk", "keywords"))
    others: dict[str, dict[int, str]] = {}
    translated = Translation.objects.exclude(keywords="").order_by()
    for language, movie, text in translated.values_list("language", "movie", "keywords").iterator():
        others.setdefault(language, {})[movie] = text
    texts = {"": own} | {language: own | theirs for language, theirs in others.items()}
    return {language: _most_frequent(told.values()) for language, told in texts.items()}


def _most_frequent(texts: Iterable[str]) -> list[Tally]:
    """The keywords that most texts have, over their spellings."""
    films: Counter[str] = Counter()
    spellings: Counter[str] = Counter()
    for text in texts:
        names = {word.strip() for word in text.split(",")} - {""}
        spellings.update(names)
        films.update(set(map(keyword_key, names)))
    first = {key: Counter() for key in sorted(films, key=lambda key: (-films[key], key))[:TOP]}
    for name, number in spellings.items():
        if (key := keyword_key(name)) in first:
            first[key][name] = number
    return [Tally(usual_name(names), films[key]) for key, names in first.items()]


def _named(names: Mapping[str, str]) -> str:
    """The name in the language of whoever reads it, as the figures are kept for all."""
    return _in_language(names) if len(set(names.values())) > 1 else next(iter(names.values()))


def _chosen(names: Mapping[str, str]) -> str:
    return names.get(base_language(get_language() or "")) or names["en"]


_in_language = lazy(_chosen, str)


def _people(role: Credit.Role) -> list[PersonTally]:
    """Who has most films in a role; two people of one name are two."""
    films = Credit.objects.filter(role=role).order_by().values_list("person").annotate(films=Count("pk"))
    first = films.order_by("-films", "person")[:TOP]
    people = Person.objects.in_bulk([person for person, _ in first])
    return [PersonTally(people[person].name, number, person) for person, number in first]


def _returns() -> list[Returns]:
    known = Movie.objects.filter(budget__gt=0, revenue__gt=0, vote_average__gt=0).exclude(vote_count=0)
    by_vote: dict[int, list[float]] = {}
    for vote, budget, revenue in known.values_list("vote_average", "budget", "revenue"):
        by_vote.setdefault(int(vote) - (vote == 10), []).append(revenue / budget)
    return [_quartiles(vote, by_vote[vote]) for vote in sorted(by_vote)]


def _quartiles(vote: int, returns: list[float]) -> Returns:
    # Not the mean: budgets given in millions make returns of millions.
    cuts = quantiles(returns, method="inclusive") if len(returns) > 1 else returns * 3
    return Returns(vote, len(returns), *cuts)


def _models() -> list[Tally]:
    embedded = Movie.objects.exclude(emb=None).order_by()
    films = embedded.values_list("emb_model").annotate(films=Count("pk")).order_by("-films", "emb_model")
    return [Tally(*row) for row in films]


def _state() -> tuple[int, int]:
    return latest_change(), int(monotonic() // SECONDS_KEPT)


_figures = Cached(lambda _before: count_all(), _state)
