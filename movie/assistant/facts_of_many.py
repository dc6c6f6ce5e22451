"""Answers questions of several films: which has most of something, how many there are."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.template.defaultfilters import floatformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..models import Credit, Movie, Person
from ..search.fallback import answer
from ..search.genres import genre_films
from ..search.query import SearchQuery
from ..text.genres import genre_in
from ..text.number_format import running_time
from .nlu.film_meant import outstanding
from .nlu.question_kinds import FIGURES, Ask
from .transcript import Conversation

SHOWN = 5  # films of a person that are shown
MOST_COUNTED = 10_000  # films of a kind


@dataclass(frozen=True)
class Told:
    """The answer to a question, and what a talk may refer to from then on."""

    text: str  # with [[id]] where a film is named
    focus: int | None = None
    films: list[int] = field(default_factory=list)  # to show beside the answer
    about: list[str] = field(default_factory=list)  # people who are spoken of


def mark(movie: Movie) -> str:
    """What stands for a film in a sentence, until its title and its link take the place."""
    return f"[[{movie.pk}]]"


WRITTEN: dict[str, Callable[[Movie], str]] = {
    "runtime": lambda movie: f"{movie.runtime} min, {running_time(movie.runtime)}",
    "vote_average": lambda movie: floatformat(movie.vote_average, 1),
    "year": lambda movie: str(movie.year),
    "vote_count": lambda movie: str(movie.vote_count),
}


def most(asks: Ask, shown: list[int] | None) -> Told:
    """Which of the films that were shown, or of all, has most, or least, of a stored figure."""
    best = outstanding(asks, shown)
    if best is None:
        return Told(_("I don't know: that is not stored of these films."))
    values = {"film": mark(best), "figure": WRITTEN[FIGURES[asks][0]](best)}
    if shown is None:
        return Told(_("Of all films here it is %(film)s (%(figure)s).") % values, best.pk, [best.pk])
    return Told(_("Of these it is %(film)s (%(figure)s).") % values, best.pk)


def counted(person: int | None) -> Told:
    """How many films of a person are here, the best known of them shown; of all films without one."""
    if person is None:
        return Told(_("There are %(films)d films in this catalogue.") % {"films": Movie.objects.count()})
    somebody = Person.objects.get(pk=person)
    films = Movie.objects.filter(pk__in=Credit.objects.filter(person=person).values("movie"))
    best = list(films.order_by("-vote_count", "pk"))
    sentence = ngettext(
        "%(films)d film with %(name)s is here.", "%(films)d films with %(name)s are here.", len(best)
    )
    text = sentence % {"films": len(best), "name": somebody.name}
    return Told(text, films=[movie.pk for movie in best[:SHOWN]], about=[somebody.name])


def counted_as_wished(conversation: Conversation) -> Told:
    """How many films have the people, genres, years and lengths that were wished for, whatever they tell;
    where nothing of that was, how many are shown.
    """
    exact = replace(conversation.wish or SearchQuery(), text="", liked=(), without=())
    number = len(conversation.films) if exact == SearchQuery() else len(answer(exact, k=MOST_COUNTED).matches)
    sentence = ngettext(
        "%(films)d film of that kind is here.", "%(films)d films of that kind are here.", number
    )
    return Told(sentence % {"films": number})


def counted_of_genre(genre: str) -> Told:
    """How many films of a genre are here."""
    films = genre_films().get(genre, 0)
    sentence = ngettext(
        "%(films)d film of the genre %(genre)s is here.",
        "%(films)d films of the genre %(genre)s are here.",
        films,
    )
    return Told(sentence % {"films": films, "genre": genre_in(get_language() or "en", genre)})
