"""What the bot says of its own, without a chat model, in the language that is active."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from ..errors import LimitReached, MovieError
from ..models import Movie, Person, with_translations
from ..search.chips import origin_label
from ..search.fallback import Answer
from ..search.query import Filters, SearchQuery
from ..search.ranking import Match
from ..text.emotions import label
from ..text.genres import genre_in
from ..text.number_format import decimal
from .nlu.slots import ResolvedTurn, Talk, Unmet

LONGEST_REASON = 220
GENRES = 2
TALK: dict[Talk, str | Promise] = {
    Talk.GREETING: gettext_lazy(
        "Hello! Tell me what you would like to see: a story, a mood, a film you loved."
    ),
    Talk.THANKS: gettext_lazy("You are welcome. Shall I look for something else?"),
    Talk.FAREWELL: gettext_lazy("Goodbye, and enjoy the film!"),
    Talk.WHO: gettext_lazy(
        "I am Moviebot. I know the films of this catalogue and nothing else: describe one, name one you "
        "loved, or say what is wrong with those I show (“older”, “shorter”, “without him”), and I look again."
    ),
}
UNMET: dict[Unmet, str | Promise] = {
    Unmet.LENGTH: gettext_lazy("I do not know how long that film is, so I left its length aside."),
    Unmet.FILM_LANGUAGE: gettext_lazy("I do not know which languages these films are in."),
    Unmet.VERSION: gettext_lazy("I do not know which of these films are dubbed or subtitled."),
    Unmet.MONOCHROME: gettext_lazy(
        "Which films are in black and white is not stored, so I cannot choose by it."
    ),
    Unmet.SPOKEN_LANGUAGE: gettext_lazy("I speak English and Spanish only."),
}


def unheard() -> str:
    """To somebody whose words ask for nothing."""
    return _(
        "I did not understand that. Describe a film, name one you loved, or say what should be different."
    )


def remarks(heard: ResolvedTurn) -> list[str]:
    """What is here of what was asked for by name, and what could not be done; a sentence each."""
    here = _titles(heard.sought)
    said = [_("Yes, “%(title)s” is here.") % {"title": here[pk]} for pk in heard.sought if pk in here]
    said += [str(UNMET[unmet]) for unmet in heard.unmet]
    for title in heard.unknown_titles:
        said.append(_("“%(title)s” is not in this catalogue.") % {"title": title})
    for name in heard.unknown_people:
        said.append(_("Nobody here is called “%(name)s”.") % {"name": name})
    return said


def understood(wish: SearchQuery) -> str:
    """A sentence that says what was looked for, so that a visitor can put it right."""
    films = _titles([*wish.liked, *wish.disliked])
    somebody = Person.objects.in_bulk([*wish.people, *wish.namesakes, *wish.without_people])
    people = {pk: str(person) for pk, person in somebody.items()}
    parts = [_("about “%(text)s”") % {"text": wish.text}] if wish.text else []
    if wish.emotions:
        felt = [label(name, get_language() or "en") for name in wish.emotions]
        parts.append(_("that leave %(emotions)s") % {"emotions": get_text_list(felt, _("and"))})
    if wish.unwanted:
        parts.append(_("not “%(text)s”") % {"text": ", ".join(wish.unwanted)})
    for sentence, ids, known in (
        (pgettext("films", "like %(names)s"), wish.liked, films),
        (pgettext("films", "unlike %(names)s"), wish.disliked, films),
        (pgettext("films", "with %(names)s"), wish.people, people),
        (pgettext("films", "without %(names)s"), wish.without_people, people),
    ):
        if names := [known[pk] for pk in ids if pk in known]:
            parts.append(sentence % {"names": get_text_list(names, _("and"))})
    if either := [people[pk] for pk in wish.namesakes if pk in people]:
        parts.append(pgettext("films", "with %(names)s") % {"names": get_text_list(either, _("or"))})
    parts += _filters(wish.filters)
    parts += [_("of the genre %(genre)s") % {"genre": genre} for genre in _genres(wish.genres)]
    parts += [origin_label(origin, get_language() or "en") for origin in wish.origins]
    for origin in wish.without_origins:
        parts.append(_("not %(origin)s") % {"origin": origin_label(origin, get_language() or "en")})
    parts += [_("for the whole family")] if wish.for_family else []
    if wish.without_genres:
        parts.append(_("not of the genre %(genre)s") % {"genre": "/".join(_genres(wish.without_genres))})
    if wish.without:
        parts.append(_("none of those I have shown"))
    return _("I looked for films: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def _titles(films: Iterable[int]) -> dict[int, str]:
    """The titles of films in the language of the talk, by their ids."""
    return {movie.pk: movie.shown.title for movie in with_translations(Movie.objects.filter(pk__in=films))}


def _genres(names: Iterable[str]) -> list[str]:
    """Genres as the language of the talk calls them."""
    return [genre_in(get_language() or "en", name) for name in names]


def _filters(filters: Filters) -> list[str]:
    """What the filters let pass, a few words each."""
    parts = []
    if filters.year_from and filters.year_to:
        parts.append(_("from %(first)d to %(last)d") % {"first": filters.year_from, "last": filters.year_to})
    elif filters.year_from:
        parts.append(_("from %(year)d on") % {"year": filters.year_from})
    elif filters.year_to:
        parts.append(_("up to %(year)d") % {"year": filters.year_to})
    if filters.runtime_from:
        parts.append(_("at least %(minutes)d minutes long") % {"minutes": filters.runtime_from})
    if filters.runtime_to:
        parts.append(_("at most %(minutes)d minutes long") % {"minutes": filters.runtime_to})
    if filters.rating_from is not None:
        parts.append(_("rated at least %(rating)s") % {"rating": decimal(filters.rating_from, 1)})
    if filters.rating_to is not None:
        parts.append(_("rated at most %(rating)s") % {"rating": decimal(filters.rating_to, 1)})
    return parts


def recommendation(answer: Answer) -> str:
    """The films with a reason each, in plain sentences, with [[id]] for each film."""
    if not answer.matches:
        return _("No film here passes all of that. Take one of your wishes back, or put it in other words.")
    return "\n".join([heading(answer), *(_reason(match) for match in answer.matches)])


def heading(answer: Answer) -> str:
    """The line above the films."""
    if answer.fits:
        return ngettext("This one comes nearest:", "These come nearest:", len(answer.matches))
    return _("Nothing here fits that well. The nearest in meaning:")


def _reason(match: Match) -> str:
    told = "".join(segment.text for segment in match.shown_why).strip()
    reason = f": {told[:LONGEST_REASON]}{'…' if len(told) > LONGEST_REASON else ''}" if told else ""
    facts = ", ".join(filter(None, [str(match.movie.year or ""), *match.movie.shown.genres[:GENRES]]))
    return f"- [[{match.movie.pk}]]{f' ({facts})' if facts else ''}{reason}"


def why_not(error: MovieError) -> str:
    """Why the chat model has not said it."""
    if isinstance(error, LimitReached):
        return _("There have been many questions today, so this answer comes from the search alone.")
    return _("The chat model does not answer as it should, so this answer comes from the search alone.")
