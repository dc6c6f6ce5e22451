"""Makes the query of a turn, from what it says and from the turns before it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..models import RUNTIMES, YEARS, Credit, Movie, Person
from ..search.query import Filters, SearchQuery
from ..search.query_parser.context import Mention
from ..search.query_parser.feelings import emotions_alone
from ..search.query_parser.genres import genre_here
from ..search.query_parser.understood import readings, without_readings
from ..text import clean
from ..text.genres import NOT_FOR_CHILDREN, genre_key
from .nlu.slots import ResolvedTurn, Slots, Unmet
from .state_chips import SIDES, TEXT
from .transcript import MOST_SHOWN, Conversation

LONGEST_TEXT = 600
LONGEST_NAME = 200
MOST_FILMS = 10  # liked, and as many disliked
MOST_PEOPLE = 5
MOST_UNWANTED = 5
LANGUAGES = ("en", "es")
BOUNDS = (("year_from", "year_to"), ("runtime_from", "runtime_to"), ("rating_from", "rating_to"))
RATINGS = (0.0, 10.0)


def resolve(ask: Slots, conversation: Conversation) -> ResolvedTurn:
    """What a turn asks for, and the query that comes of it and of the conversation.

    Takes whatever strings and numbers Slots holds: what makes no sense is left out. Never raises a
    MovieError.
    """
    asked, unmet = _asked(ask)
    sides = _sides(ask, conversation)
    wish = _wished(ask, asked, conversation, any_film=bool(sides))
    sought = _ids(ask.sought)
    return ResolvedTurn(
        wish=wish,
        own=asked,
        talk=ask.talk,
        language=ask.language if ask.language in LANGUAGES else "",
        unknown_titles=tuple(dict.fromkeys(_unknown((*ask.sought, *ask.like, *ask.unlike, *ask.seen)))),
        unknown_people=_unknown((*ask.people, *ask.without_people)),
        sides=sides,
        unmet=unmet,
        afresh=ask.afresh or bool(ask.drops) and wish is None,
        obscure=ask.obscure,
        continues=ask.continues,
        drops=ask.drops,
        named=_full_names((*_ids(ask.people), *_ids(ask.either), *_ids(ask.without_people))),
        sought=sought,
        refused=_refused_films(ask, conversation, asked.liked),
        found=_joined(sought, _ids(ask.like), _ids(ask.unlike), _ids(ask.seen)),
    )


def _asked(ask: Slots) -> tuple[SearchQuery, tuple[Unmet, ...]]:
    """The query of what a turn says by itself, and what of it no catalogue can answer."""
    like, sought, people = _ids(ask.like), _ids(ask.sought), _ids(ask.people)
    filters, unmet = _filters(ask)
    genres, genre_words = _genres(ask)
    genres = tuple(genre for genre in genres if genre not in _refused(ask))
    # A title that is not here may be told by its words, where no film that is here says more.
    titles = () if like or sought else _unknown((*ask.sought, *ask.like))
    words = (*titles, *_unknown(ask.people), *genre_words, _text(ask.request, LONGEST_TEXT))
    text = _text(" ".join(filter(None, words)), LONGEST_TEXT)
    emotions, told = emotions_alone(text)
    asked = SearchQuery(
        text=text if told else "",
        emotions=emotions,
        unwanted=tuple(filter(None, (_text(one, LONGEST_NAME) for one in ask.unwanted[:MOST_UNWANTED]))),
        liked=_joined(sought, like)[:MOST_FILMS],
        disliked=_ids(ask.unlike)[:MOST_FILMS],
        people=_together(people, people[:1]),
        namesakes=_ids(ask.either),
        without_people=_ids(ask.without_people),
        genres=genres,
        without_genres=_refused(ask),
        origins=ask.origins,
        without_origins=ask.without_origins,
        for_family=ask.for_family is True,
        filters=filters,
        without=_ids(ask.seen),
    )
    return asked, unmet


def _refused_films(ask: Slots, conversation: Conversation, liked: tuple[int, ...]) -> tuple[int, ...]:
    """The films seen or disliked, now or before, but for those that are now asked for after all."""
    refused = _joined(conversation.refused, _ids(ask.unlike), _ids(ask.seen))
    return tuple(pk for pk in refused if pk not in liked)[-MOST_SHOWN:]


def _wished(ask: Slots, asked: SearchQuery, conversation: Conversation, any_film: bool) -> SearchQuery | None:
    before = conversation.wish if ask.continues else None
    if before:
        before = _without(ask.drops, replace(before, genres=_still_wanted(ask, before.genres)))
        if ask.like and not ask.people:  # "something like that": by whomever
            before = replace(before, people=(), namesakes=())
    if ask.lighter:
        before = _lightened(before or SearchQuery())
        asked = replace(asked, without_genres=_joined(asked.without_genres, _dark()))
    if (
        before is None
        and asked == SearchQuery()
        and not (any_film or ask.anything or ask.others or ask.obscure)
    ):
        return None
    wish = _merged(before, asked) if before else asked
    if ask.drops and not any_film and replace(wish, without=()) == SearchQuery():
        return None  # nothing is left to wish for
    focused = [turn.focus for turn in conversation.turns if turn.focus]
    shown = (*focused, *conversation.shown) if ask.others else ()
    return replace(wish, without=_joined(wish.without, shown)[-MOST_SHOWN:])


def _sides(ask: Slots, conversation: Conversation) -> tuple[tuple[str, ...], ...]:
    """The genres that each of several people likes, as the catalogue calls them; those of before where it
    goes on without genres of its own.
    """
    here = (tuple(filter(None, map(genre_here, side))) for side in ask.sides)
    before = conversation.last_wish if ask.continues and not ask.genres and SIDES not in ask.drops else None
    kept = tuple(filter(None, here)) or (tuple(map(tuple, before.sides)) if before else ())
    refused = set(_refused(ask))
    return tuple(side for side in kept if not refused & set(side))


def _without(drops: Iterable[str], wish: SearchQuery) -> SearchQuery:
    """The wish without some kinds of things, or without things by the keys of their readings."""
    gone = {reading.key for reading in readings(wish) if {reading.kind, reading.key} & set(drops)}
    return replace(without_readings(wish, gone), text="" if TEXT in drops else wish.text)


def _lightened(wish: SearchQuery) -> SearchQuery:
    """The wish without dark genres and emotions; a comedy where only a drama would be left of the genres."""
    wish = replace(wish, emotions=())
    light = tuple(genre for genre in wish.genres if genre_key(genre) not in NOT_FOR_CHILDREN)
    if any(genre_key(genre) != "drama" for genre in light):
        return replace(wish, genres=light)
    comedy = genre_here("comedy")
    return replace(wish, genres=(comedy,) if comedy else light)


def _dark() -> tuple[str, ...]:
    here = (genre_here(key) for key in sorted(NOT_FOR_CHILDREN))
    return tuple(genre for genre in here if genre)


def _still_wanted(ask: Slots, genres: tuple[str, ...]) -> tuple[str, ...]:
    """The genres of before that are still wished for: other ones take their place, refused ones go."""
    return () if ask.genres else tuple(genre for genre in genres if genre not in _refused(ask))


def _refused(ask: Slots) -> tuple[str, ...]:
    """The genres that are not wanted, where there are some of these names here."""
    here = (genre_here(_text(name, LONGEST_NAME)) for name in ask.without_genres)
    return tuple(genre for genre in here if genre)


def _merged(old: SearchQuery, new: SearchQuery) -> SearchQuery:
    """Both wishes; where they contradict each other, the newer one."""
    return SearchQuery(
        text=_both(old.text, new.text),
        emotions=new.emotions or old.emotions,
        unwanted=_joined(old.unwanted, new.unwanted)[-MOST_UNWANTED:],
        liked=_kept(old.liked, new.liked, new.disliked, MOST_FILMS),
        disliked=_kept(old.disliked, new.disliked, new.liked, MOST_FILMS),
        people=_together(_kept(old.people, new.people, new.without_people, MOST_PEOPLE), new.people),
        namesakes=new.namesakes or (() if new.people else old.namesakes),
        without_people=_kept(old.without_people, new.without_people, new.people, MOST_PEOPLE),
        filters=_narrowed(old.filters, new.filters),
        genres=_joined(old.genres, new.genres),
        without_genres=tuple(
            genre for genre in _joined(old.without_genres, new.without_genres) if genre not in new.genres
        ),
        origins=new.origins or old.origins,
        without_origins=tuple(
            each for each in _joined(old.without_origins, new.without_origins) if each not in new.origins
        ),
        for_family=old.for_family or new.for_family,
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


def _filters(ask: Slots) -> tuple[Filters, tuple[Unmet, ...]]:
    """The years, minutes and ratings, and what they cannot say."""
    parts: dict[str, Any] = {
        name: _within(getattr(ask, name), bounds)
        for pair, bounds in zip(BOUNDS, (YEARS, RUNTIMES, RATINGS), strict=True)
        for name in pair
    }
    for first, last in BOUNDS:
        if None not in (parts[first], parts[last]):
            parts[first], parts[last] = sorted((parts[first], parts[last]))
    unmet = [unmet for unmet in ask.unmet if isinstance(unmet, Unmet)]
    if (parts["runtime_from"], parts["runtime_to"]) != (None, None) and not runtimes_known():
        unmet.append(Unmet.LENGTH)
        parts |= {"runtime_from": None, "runtime_to": None}
    return Filters(**parts), tuple(dict.fromkeys(unmet))


def _genres(ask: Slots) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The genres asked for, as the catalogue calls them, and those that are none here, for the text."""
    named = [_text(genre, LONGEST_NAME) for genre in ask.genres]
    here = {name: genre_here(name) for name in named if name}
    known = tuple(dict.fromkeys(genre for genre in here.values() if genre))
    return known, tuple(name for name, genre in here.items() if genre is None)


def runtimes_known() -> bool:
    """Whether films can be sorted out by their length."""
    return Movie.objects.filter(runtime__isnull=False).exists()


def _ids(mentions: tuple[Mention, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(mention.id for mention in mentions if mention.id is not None))


def _unknown(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    names = (_text(mention.words, LONGEST_NAME) for mention in mentions if mention.id is None)
    return tuple(dict.fromkeys(filter(None, names)))


def _full_names(people: tuple[int, ...]) -> tuple[str, ...]:
    known = Person.objects.in_bulk(people) if people else {}
    return tuple(dict.fromkeys(known[pk].name for pk in people if pk in known))


def _text(text: Any, longest: int) -> str:
    """One line without what nobody sees, cut at a blank where it is too long."""
    line = " ".join(clean(text).split()) if isinstance(text, str) else ""
    return line if len(line) <= longest else (line[: longest + 1].rpartition(" ")[0] or line)[:longest]


def _within(number: Any, bounds: tuple[float, float]) -> float | None:
    return number if type(number) in (int, type(bounds[0])) and bounds[0] <= number <= bounds[1] else None


def _joined(*parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))
