"""Finds the films and people that a turn names, and the wish that comes of it and of those before."""

from dataclasses import dataclass, replace
from typing import Any

from ..models import Credit, Movie
from ..search import people, titles
from ..search.answering import Filters
from ..search.wishes import Wish
from ..text import clean
from .asking import Ask, Heard, Unmet
from .conversation import MOST_SHOWN, Conversation
from .hearing.genres import genre_here

LONGEST_TEXT = 600
LONGEST_NAME = 200
MOST_FILMS = 10  # liked, and as many disliked
MOST_PEOPLE = 5
YEARS = range(1870, 2101)
MINUTES = range(1, 1001)
LANGUAGES = ("en", "es")
BOUNDS = (("year_from", "year_to"), ("runtime_from", "runtime_to"))


@dataclass(frozen=True)
class _Films:
    """Titles of one part of an Ask, looked up."""

    ids: tuple[int, ...]
    unknown: tuple[str, ...]


def resolve(ask: Ask, conversation: Conversation) -> Heard:
    """The films and people that an Ask means, and the wish that comes of it and of the conversation.

    Takes whatever strings and numbers an Ask holds: what makes no sense is left out. Never raises a
    MovieError.
    """
    like, unlike, sought, seen = (_films(part) for part in (ask.like, ask.unlike, ask.sought, ask.seen))
    wanted, unwanted = _people(ask.people), _people(ask.without_people)
    filters, unmet, genre_words = _filters(ask)
    unknown = tuple(dict.fromkeys((*sought.unknown, *like.unknown)))
    # A title that is not here may be told by its words, where no film that is here says more.
    words = (
        *(() if like.ids or sought.ids else unknown),
        *wanted[2],
        genre_words,
        _text(ask.request, LONGEST_TEXT),
    )
    asked = Wish(
        text=_text(" ".join(filter(None, words)), LONGEST_TEXT),
        unwanted=_text(ask.unwanted, LONGEST_TEXT),
        liked=_joined(sought.ids, like.ids)[:MOST_FILMS],
        disliked=unlike.ids[:MOST_FILMS],
        people=_together(wanted[0], wanted[0][:1]),
        without_people=unwanted[0],
        filters=filters,
        without_genres=_refused(ask),
        without=seen.ids,
    )
    return Heard(
        wish=_wished(ask, asked, conversation),
        talk=ask.talk,
        language=ask.language if ask.language in LANGUAGES else "",
        unknown_titles=tuple(dict.fromkeys((*unknown, *unlike.unknown, *seen.unknown))),
        unknown_people=(*wanted[2], *unwanted[2]),
        unmet=unmet,
        named=tuple(dict.fromkeys((*wanted[1], *unwanted[1]))),
        sought=sought.ids,
        found=_joined(sought.ids, like.ids, unlike.ids, seen.ids),
    )


def _wished(ask: Ask, asked: Wish, conversation: Conversation) -> Wish | None:
    before = conversation.wish if ask.continues else None
    if before and _drops(ask, before.filters.genre):
        before = replace(before, filters=replace(before.filters, genre=None))
    if before is None and asked == Wish() and not (ask.anything or ask.others):
        return None
    wish = _merged(before, asked) if before else asked
    shown = conversation.shown if ask.others else ()
    return replace(wish, without=_joined(wish.without, shown)[-MOST_SHOWN:])


def _drops(ask: Ask, genre: str | None) -> bool:
    """Whether a genre that was wished for is so no longer: another one is, or it is refused."""
    return bool(_text(ask.genre, LONGEST_NAME)) or genre in _refused(ask)


def _refused(ask: Ask) -> tuple[str, ...]:
    """The genre that is not wanted, where there is one of that name here."""
    genre = genre_here(_text(ask.without_genre, LONGEST_NAME))
    return (genre,) if genre else ()


def _merged(old: Wish, new: Wish) -> Wish:
    """Both wishes; where they contradict each other, the newer one."""
    return Wish(
        text=_both(old.text, new.text),
        unwanted=_both(old.unwanted, new.unwanted),
        liked=_kept(old.liked, new.liked, new.disliked, MOST_FILMS),
        disliked=_kept(old.disliked, new.disliked, new.liked, MOST_FILMS),
        people=_together(_kept(old.people, new.people, new.without_people, MOST_PEOPLE), new.people),
        without_people=_kept(old.without_people, new.without_people, new.people, MOST_PEOPLE),
        filters=_narrowed(old.filters, new.filters),
        without_genres=tuple(
            dict.fromkeys(
                genre for genre in (*old.without_genres, *new.without_genres) if genre != new.filters.genre
            )
        ),
        without=_joined(old.without, new.without),
    )


def _kept(old: tuple[int, ...], new: tuple[int, ...], against: tuple[int, ...], most: int) -> tuple[int, ...]:
    return tuple(pk for pk in _joined(old, new) if pk not in against)[-most:]


def _together(everybody: tuple[int, ...], newer: tuple[int, ...]) -> tuple[int, ...]:
    """All of them where a film has them all, else those named last."""
    if len(everybody) == len(newer):
        return everybody
    films = Movie.objects.all()
    for person in everybody:
        films = films.filter(pk__in=Credit.objects.filter(person=person).values("movie"))
    return everybody if films.exists() else newer or everybody


def _both(old: str, new: str) -> str:
    """Both texts, the older one cut where they are too long."""
    if not new or new.lower() in old.lower():
        return old
    if not old or len(new) > LONGEST_TEXT - 10:
        return new
    return f"{_text(old, LONGEST_TEXT - 2 - len(new))}, {new}"


def _narrowed(old: Filters, new: Filters) -> Filters:
    parts = vars(old) | {name: part for name, part in vars(new).items() if part is not None}
    for first, last in BOUNDS:
        low, high = parts.get(first), parts.get(last)
        if low is not None and high is not None and low > high:
            parts[first if getattr(new, first) is None else last] = None
    return Filters(**parts)


def _filters(ask: Ask) -> tuple[Filters, tuple[Unmet, ...], str]:
    """The filters, what they cannot say, and a genre that is none here, for the text."""
    parts: dict[str, Any] = {
        name: _within(getattr(ask, name), bounds)
        for pair, bounds in zip(BOUNDS, (YEARS, MINUTES), strict=True)
        for name in pair
    }
    for first, last in BOUNDS:
        if None not in (parts[first], parts[last]):
            parts[first], parts[last] = sorted((parts[first], parts[last]))
    unmet = [unmet for unmet in ask.unmet if isinstance(unmet, Unmet)]
    if (parts["runtime_from"], parts["runtime_to"]) != (None, None) and not runtimes_known():
        unmet.append(Unmet.LENGTH)
        parts |= {"runtime_from": None, "runtime_to": None}
    genre = _text(ask.genre, LONGEST_NAME)
    parts["genre"] = genre_here(genre)
    filters = Filters(**parts)
    return filters, tuple(dict.fromkeys(unmet)), "" if parts["genre"] else genre


def runtimes_known() -> bool:
    """Whether films can be sorted out by their length."""
    return Movie.objects.filter(runtime__isnull=False).exists()


def _films(named: Any) -> _Films:
    looked_up = {title: titles.best_known(title) for title in _names(named, MOST_FILMS)}
    ids = tuple(dict.fromkeys(film.id for film in looked_up.values() if film))
    return _Films(ids, tuple(title for title, film in looked_up.items() if film is None))


def _people(named: Any) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """Ids and full names of those found, and the names of nobody here."""
    looked_up = {name: people.everybody().called(name) for name in _names(named, MOST_PEOPLE)}
    found = dict.fromkeys(person for person in looked_up.values() if person)
    unknown = tuple(name for name, person in looked_up.items() if person is None)
    return tuple(person.id for person in found), tuple(person.name for person in found), unknown


def _names(named: Any, most: int) -> list[str]:
    texts = (_text(name, LONGEST_NAME) for name in (named if isinstance(named, tuple | list) else ()))
    return list(dict.fromkeys(filter(None, texts)))[:most]


def _text(text: Any, longest: int) -> str:
    """One line without what nobody sees, cut at a blank where it is too long."""
    line = " ".join(clean(text).split()) if isinstance(text, str) else ""
    return line if len(line) <= longest else (line[: longest + 1].rpartition(" ")[0] or line)[:longest]


def _within(number: Any, bounds: range) -> int | None:
    return number if type(number) is int and number in bounds else None


def _joined(*parts: tuple[int, ...] | list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(pk for part in parts for pk in part))
