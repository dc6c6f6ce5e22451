"""Answers questions of a film from what is stored of it, in plain sentences; no model is asked."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.template.defaultfilters import date, floatformat
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..models import Movie, base_language
from ..text.emotions import family_of
from ..text.genres import genre_key
from ..text.number_format import grouped, running_time
from ..text.origins import origin_in
from ..text.sentences import sentences
from .facts_of_many import Told, counted, counted_as_wished, counted_of_genre, mark, most
from .nlu.question_kinds import FIGURES, Ask
from .nlu.questions import Question
from .transcript import Conversation

PLOT_LENGTH = 400  # characters
ACTORS = 5
BROUGHT_UP = frozenset(("horror", "war", "crime"))
VIOLENT = BROUGHT_UP | {"action"}
SADNESS = frozenset(("sadness", "grief", "despair", "melancholy"))
FEAR = frozenset(("fear", "dread"))
LAUGHTER = frozenset(("amusement", "joy", "playfulness"))


def told(question: Question, conversation: Conversation) -> Told:
    """What is stored, or that it is not, as a sentence in the active language."""
    if question.unknown:
        return Told(_("“%(title)s” is not in this catalogue.") % {"title": question.unknown})
    if question.asks in FIGURES:
        shown = list(question.among) or conversation.films
        answer = most(question.asks, None if question.everywhere else shown)
        return replace(answer, films=shown) if question.among and answer.focus else answer
    if question.wished:
        return counted_as_wished(conversation)
    if question.asks == Ask.COUNT:
        return counted_of_genre(question.genre) if question.genre else counted(question.person)
    movie = Movie.objects.prefetch_related("credits__person", "translations").get(pk=question.movie)
    text, about = ANSWERS[question.asks](movie)
    new = [] if movie.pk in conversation.films else [movie.pk]
    return Told(text, movie.pk, new, about)


Answer = tuple[str, list[str]]  # a sentence, and the people that it names


def _unknown(movie: Movie) -> Answer:
    return _("I don't know: that is not stored of %(film)s.") % {"film": mark(movie)}, []


def _list(names: Iterable[str]) -> str:
    return get_text_list(list(names), _("and"))


def _director(movie: Movie) -> Answer:
    names = [person.name for person in movie.directors]
    if not names:
        return _unknown(movie)
    return _("%(film)s was directed by %(names)s.") % {"film": mark(movie), "names": _list(names)}, names


def _cast(movie: Movie) -> Answer:
    names = [person.name for person in movie.actors[:ACTORS]]
    if not names:
        return _unknown(movie)
    told = _("In %(film)s you see %(names)s.") % {"film": mark(movie), "names": _list(names)}
    return told, names[::-1]  # the last one is who "him" means


def _length(movie: Movie) -> Answer:
    if not movie.runtime:
        return _unknown(movie)
    values = {"film": mark(movie), "minutes": movie.runtime, "time": running_time(movie.runtime)}
    return _("%(film)s lasts %(minutes)d minutes (%(time)s).") % values, []


def _date(movie: Movie) -> Answer:
    if not (movie.year or movie.release_date):
        return _unknown(movie)
    if movie.release_date and (not movie.year or movie.release_date.year == movie.year):
        day = date(movie.release_date, "DATE_FORMAT")
        return _("%(film)s came out on %(day)s.") % {"film": mark(movie), "day": day}, []
    return _("%(film)s is from %(year)d.") % {"film": mark(movie), "year": movie.year}, []


def _plot(movie: Movie) -> Answer:
    plot, text = "", movie.shown.description
    for sentence in sentences(text):
        if plot and len(plot) + len(sentence) > PLOT_LENGTH:
            break
        plot = f"{plot} {sentence}".strip()
    return (f"{mark(movie)}: {plot}", []) if plot else _unknown(movie)


def _rating(movie: Movie) -> Answer:
    if not movie.vote_average:
        return _unknown(movie)
    values = {"film": mark(movie), "average": floatformat(movie.vote_average, 1)}
    return _("%(film)s is rated %(average)s out of 10.") % values, []


def _votes(movie: Movie) -> Answer:
    if not movie.vote_count:
        return _unknown(movie)
    number = movie.vote_count
    sentence = ngettext(
        "%(votes)d person has voted on %(film)s.", "%(votes)d people have voted on %(film)s.", number
    )
    return sentence % {"votes": number, "film": mark(movie)}, []


def _genre(movie: Movie) -> Answer:
    genres = movie.shown.genres
    if not genres:
        return _unknown(movie)
    return _("%(film)s: %(genres)s.") % {"film": mark(movie), "genres": ", ".join(genres)}, []


def _language(movie: Movie) -> Answer:
    if not movie.original_language:
        return _unknown(movie)
    values = {"film": mark(movie), "language": _origin(movie.original_language)}
    return _("The original language of %(film)s: %(language)s.") % values, []


def _country(movie: Movie) -> Answer:
    if not movie.country_list:
        return _unknown(movie)
    values = {"film": mark(movie), "countries": _list(map(_origin, movie.country_list))}
    return _("Where %(film)s is from: %(countries)s.") % values, []


def _studio(movie: Movie) -> Answer:
    if not movie.studio_list:
        return _unknown(movie)
    return _("%(film)s was made by %(names)s.") % {"film": mark(movie), "names": _list(movie.studio_list)}, []


def _origin(origin: str) -> str:
    return origin_in(base_language(get_language() or "en"), origin)


def _money(movie: Movie) -> Answer:
    known = [
        sentence % {"film": mark(movie), "sum": grouped(number)}
        for number, sentence in (
            (movie.budget, _("%(film)s cost US$ %(sum)s.")),
            (movie.revenue, _("%(film)s took US$ %(sum)s.")),
        )
        if number
    ]
    return (" ".join(known), []) if known else _unknown(movie)


def _title(movie: Movie) -> Answer:
    return _("It is called %(film)s.") % {"film": mark(movie)}, []


def _here(movie: Movie) -> Answer:
    return _("Yes, “%(title)s” is here.") % {"title": mark(movie)}, []


def _judged(yes: Callable[[Movie], bool], no: Callable[[Movie], bool]) -> Callable[[Movie], Answer]:
    """What genres and emotions say to a question of yes and no: yes, no, or that they do not tell."""

    def judge(movie: Movie) -> Answer:
        values = {"film": mark(movie), "known": ", ".join(_known(movie))}
        if yes(movie):
            return _("Yes, as far as I can tell: what is stored of %(film)s is %(known)s.") % values, []
        if no(movie):
            return _("No, as far as I can tell: what is stored of %(film)s is %(known)s.") % values, []
        return _("I don't know: what is stored of %(film)s does not tell (%(known)s).") % values, []

    return judge


def _keys(movie: Movie) -> set[str]:
    return set(map(genre_key, movie.genres))


def _emotions(movie: Movie) -> list[str]:
    return movie.mood.emotion_list if hasattr(movie, "mood") else []


def _families(movie: Movie) -> set[str | None]:
    return set(map(family_of, _emotions(movie)))


def _known(movie: Movie) -> list[str]:
    return [*movie.shown.genres, *(emotion.lower() for emotion in _emotions(movie)[:4])]


def _is_violent(movie: Movie) -> bool:
    return bool(_keys(movie) & VIOLENT)


def _is_for_children(movie: Movie) -> bool:
    return "family" in _keys(movie) and not _keys(movie) & BROUGHT_UP


ANSWERS: dict[Ask, Callable[[Movie], Answer]] = {
    Ask.DIRECTOR: _director,
    Ask.CAST: _cast,
    Ask.LENGTH: _length,
    Ask.DATE: _date,
    Ask.PLOT: _plot,
    Ask.RATING: _rating,
    Ask.VOTES: _votes,
    Ask.GENRE: _genre,
    Ask.LANGUAGE: _language,
    Ask.COUNTRY: _country,
    Ask.STUDIO: _studio,
    Ask.MONEY: _money,
    Ask.HERE: _here,
    Ask.TITLE: _title,
    Ask.OTHER: _unknown,
    Ask.SAD: _judged(
        lambda movie: bool(_families(movie) & SADNESS),
        lambda movie: bool(_emotions(movie)) and not _families(movie) & SADNESS,
    ),
    Ask.VIOLENT: _judged(_is_violent, _is_for_children),
    Ask.SCARY: _judged(
        lambda movie: (
            "horror" in _keys(movie) or bool(_families(movie) & FEAR) and "family" not in _keys(movie)
        ),
        lambda movie: bool(_emotions(movie)) and not _families(movie) & FEAR,
    ),
    Ask.FUNNY: _judged(
        lambda movie: "comedy" in _keys(movie) or "amusement" in _families(movie),
        lambda movie: bool(_emotions(movie)) and not _families(movie) & LAUGHTER,
    ),
    Ask.CHILDREN: _judged(_is_for_children, lambda movie: bool(_keys(movie) & (VIOLENT | {"thriller"}))),
}
