"""Understands a turn without a chat model: by rules, in English and Spanish."""

import re
from dataclasses import replace
from typing import Any

from ...models import Movie
from ...search.query import SearchQuery
from ...search.query_parser.audience import take_audience
from ...search.query_parser.bounds import LIMITS, Ranges
from ...search.query_parser.context import Mention
from ...search.query_parser.fillers import trimmed
from ...search.query_parser.films import Titles, mention_of, movie_of, take_films, take_titles_alone
from ...search.query_parser.genres import genre_here, take_genres
from ...search.query_parser.likened import take_likened
from ...search.query_parser.negation import Refused, take_refused
from ...search.query_parser.origins import origins_known, take_origins
from ...search.query_parser.people import take_people
from ...search.query_parser.prompt import Prompt
from ...search.query_parser.ranges import take_ranges
from ...text import WORD, fold
from ..transcript import Conversation
from .acts import WISH, act_of
from .clauses import COURSE, MANNERS, Clause, clauses_of, take_beside
from .languages import Languages, take_languages
from .leftover import SAD, take_leftover, without_leftover
from .named import by_part
from .people_left import Named, take_named
from .references import ShownMovies, take_sides, take_similar, take_tastes, take_theirs
from .slots import Slots, Talk, Unmet
from .utterance import Utterance, talk_phrases

OVER = "over"  # the act of whoever begins anew
INTO = {"seen": "seen", "liked": "like", "disliked": "unlike"}  # what the films of clauses are to a wish
COMPARED = {"older": "year_to", "newer": "year_from", "shorter": "runtime_to", "longer": "runtime_from"}
SEVERAL = re.compile(
    r"\b(?:films|movies|peliculas|pelis) (?:by|from|of|with|del?|con)\b"
)  # not one by its title
OTHERS_OF = re.compile(r"others? (?:by|from|with|of)\b")  # no film that is called so
# Nothing in a clause of these is a wish, but that it may point at somebody.
TAKEN_AT_ONCE = frozenset(("others", "over", "obscure", "show"))
ANOTHER = re.compile(
    r"(?<!\bthe )(?<!\bl[ao] )(?<!\bl[ao]s )(?<!\bel )"
    r"\b(?:another|others?|otr[ao]s?)\b(?! (?:than|vez|veces|dia))"
)
SHORT = 12  # words that may lean on what was said before


def by_rules(said: str, conversation: Conversation) -> Slots:
    """What a turn says, in whichever of the two languages; takes a few milliseconds, asks no model."""
    turn = Utterance(said)
    turn.heard("interjection")
    languages = take_languages(turn)
    clauses = clauses_of(turn, conversation)
    acts = frozenset(clause.kind for clause in clauses)
    if acts and acts <= MANNERS and not set(WORD.findall(_without(turn, clauses))):
        return Slots(talk=Talk(clauses[-1].kind))
    films = _told(turn, clauses)
    turn.heard("instead")
    return _read(turn, films, languages, clauses, conversation)


def _read(
    turn: Utterance, films: Titles, languages: Languages, clauses: list[Clause], conversation: Conversation
) -> Slots:
    """What the rules read in a turn, one after the other, beside what its clauses have told."""
    acts, context = frozenset(clause.kind for clause in clauses), ShownMovies(conversation)
    sides = take_sides(turn)
    others = OTHERS_OF.match(turn.folded) is not None and turn.heard("others") is not None
    _take_films(turn, films, context, acts)
    film = _compared(films, None if OVER in acts else conversation.wish, context)
    ranges = take_ranges(turn, _still(turn, film, films, conversation))
    course = _course(turn, clauses, languages, ranges, others)
    refused = _refused(turn, context)
    origins, foreign = take_origins(turn, context)
    theirs = take_theirs(turn, context)
    cast = take_people(turn, context, _first(films.like) or films.compared or context.focus())
    for_family = take_audience(turn) or turn.heard("viewer") is not None
    genres = _genres(turn)
    turn.heard("companion")
    understood = films != Titles() or cast.people or genres or origins or sides or for_family
    understood = understood or _limited(ranges)
    take_beside(turn, clauses, bool(understood))
    named = Named() if films.like or cast.people else take_named(turn, _request(turn), context)
    request = _request(turn)
    left = take_leftover(turn, genres or tuple(genre for side in sides for genre in side))
    wished = conversation.wish.genres if conversation.wish else ()
    without_leftover(refused, (*genres, *left.genres, *wished))
    says = Slots(
        request=SAD if left.sad else _request(turn),
        people=(*films.by, *theirs, *cast.people, *named.people),
        either=named.either,
        without_people=(*films.not_by, *refused.people, *cast.without),
        genres=tuple(dict.fromkeys((*genres, *left.genres))),
        sides=sides,
        without_genres=tuple(dict.fromkeys(refused.genres)),
        origins=origins,
        without_origins=tuple(dict.fromkeys((*refused.origins, *foreign))),
        for_family=for_family or left.for_family,
        unwanted=tuple(dict.fromkeys(refused.words)),
        **_named(films, refused),
        **{name: getattr(ranges, name) for name in LIMITS},
        **course,
    )
    if says == Slots() and not conversation.wish and act_of(turn.whole).kind == WISH:
        says = Slots(request=request)  # it may tell of a film after all
    return _with_manners(turn, says, films, ranges, acts)


def _refused(turn: Utterance, context: ShownMovies) -> Refused:
    """What a turn does not want; of its words those are films that are, or begin, a title of one."""
    refused = take_refused(turn, context)
    films = {word: film for word in refused.words if (film := by_part(word))}
    refused.words = [
        word
        for word in refused.words
        if word not in films and not talk_phrases("this").fullmatch(fold(word))  # "none of those"
    ]
    refused.films += [Mention(word, film) for word, film in films.items()]
    return refused


def _without(turn: Utterance, clauses: list[Clause]) -> str:
    """What is left of a turn without some of its clauses."""
    left = Prompt(turn.text)
    for clause in clauses:
        left.take(clause.start, clause.end)
    return left.left


def _compared(films: Titles, wish: SearchQuery | None, context: ShownMovies) -> Movie | None:
    """The film with which an older or a shorter one is compared; `wish` is what was asked for before."""
    return films.compared or _first(films.like) or (_liked(wish) if wish else None) or context.focus()


def _course(
    turn: Utterance, clauses: list[Clause], languages: Languages, ranges: Ranges, others: bool
) -> dict[str, Any]:
    """What a turn says of how the talk goes on: by other films, any films, or another wish."""
    acts = {clause.kind for clause in clauses}
    others = (
        turn.heard("others") is not None
        or others
        or not turn.is_long
        and ANOTHER.search(turn.whole) is not None
    )
    unmet = {
        Unmet.LENGTH: ranges.unknown,
        Unmet.MONOCHROME: turn.heard("monochrome") is not None,
        Unmet.VERSION: turn.heard("film_version") is not None,
        Unmet.FILM_LANGUAGE: not origins_known() and turn.heard("film_tongue") is not None,
        Unmet.SPOKEN_LANGUAGE: languages.other,
    }
    turn.heard("whatever")
    return {
        "others": others or bool(acts & {"others", "lighter"}),
        "afresh": OVER in acts and "others" not in acts,  # "none of those, try again"
        "drops": tuple(dict.fromkeys(key for clause in clauses for key in clause.drops)),
        "lighter": "lighter" in acts,
        "obscure": "obscure" in acts,
        "language": languages.spoken,
        "unmet": tuple(one for one, is_so in unmet.items() if is_so),
    }


def _told(turn: Utterance, clauses: list[Clause]) -> Titles:
    """The films of which clauses tell that they were seen, or how they look; these clauses are taken."""
    films = Titles()
    for clause in clauses:
        idle = clause.kind in TAKEN_AT_ONCE and not _points(turn.folded[clause.start : clause.end])
        if not (clause.films or clause.drops or idle):
            continue
        into: list[Mention] = getattr(films, INTO.get(clause.kind, "seen"))
        movies = list(Movie.objects.filter(pk__in=clause.films))
        into += map(mention_of, movies)
        films.spoken_of = movies[-1] if movies else films.spoken_of
        films.refers = films.refers or bool(clause.films or clause.drops)
        turn.take(clause.start, clause.end)
    return films


def _points(words: str) -> bool:
    """Whether words point at somebody: "what else has he done"."""
    return any(talk_phrases(name).search(words) for name in ("his", "he")) or "same" in words


def _named(films: Titles, refused: Refused) -> dict[str, Any]:
    """The films that a turn names, by what it says of them."""
    return {
        "like": tuple(films.like),
        "unlike": (*films.unlike, *refused.films),
        "sought": tuple(films.sought),
        "seen": tuple(films.seen),
    }


def _take_films(turn: Utterance, films: Titles, context: ShownMovies, acts: frozenset[str]) -> None:
    """The films that are named otherwise are added to those of clauses."""
    take_tastes(turn, films)
    take_films(turn, context, films)
    if not (films.like or films.unlike or films.sought or films.seen or films.refers):
        films.like += take_likened(turn, context)
    if "similar" in acts:
        take_similar(films, context)
    if not SEVERAL.search(turn.folded):
        take_titles_alone(turn, context, films)


def _with_manners(turn: Utterance, says: Slots, films: Titles, ranges: Ranges, acts: frozenset[str]) -> Slots:
    """The same with what can only be said of all of it: whether it continues, or asks for nothing."""
    if says == Slots():
        any_film = "anything" in acts or bool(talk_phrases("anything").search(turn.whole))
        if acts & MANNERS and not any_film:
            return Slots(talk=Talk(next(iter(acts & MANNERS))))
        like = act_of(turn.whole).kind  # what it is most like as a whole
        return Slots(
            anything=any_film or like == "anything",
            continues=ranges.compares or "show" in acts or like in (WISH, *COURSE),
            others=like in ("others", "lighter"),
            lighter=like == "lighter",
            obscure=like == "obscure",
        )
    return replace(says, continues=_continues(turn, says, films, ranges))


def _continues(turn: Utterance, says: Slots, films: Titles, ranges: Ranges) -> bool:
    if turn.is_long or says.anything or says.afresh:
        return False
    if says.drops or says.lighter or says.obscure:
        return True
    own = bool(
        says.request
        or says.like
        or says.sought
        or says.genres
        or says.origins
        or says.people
        or says.either
        or says.sides
    )
    if not own or films.refers or ranges.compares and not says.request and not says.like:
        return True
    if says.like or says.sought or films.by:
        return turn.begins("continues") and turn.whole.startswith(
            ("but", "and", "also", "y ", "pero", "tambien")
        )
    if len(turn.words) <= SHORT and turn.begins("continues") or says.others and not says.request:
        return True
    # Who asks as if for the first time, and names what for, begins anew; all else goes on. What is left of
    # words beside a limit names nothing: "an old one, before 1970".
    named = says.genres or says.origins or says.people or says.either or says.sides
    named = named or says.request and not _limited(says)
    return not (named and turn.begins("surely_new"))


def _limited(says: Slots | Ranges) -> bool:
    return any(getattr(says, name) is not None for name in LIMITS)


def _genres(turn: Utterance) -> tuple[str, ...]:
    """The genres that are named, and the one that makes people laugh."""
    laughs = genre_here("comedy") if turn.heard("comedy") else None
    return tuple(dict.fromkeys(filter(None, (*take_genres(turn), laughs))))


def _request(turn: Utterance) -> str:
    """What no rule has taken, without the words around it that say nothing."""
    parts = (trimmed(part) for part in re.split(r"\n+", turn.text))
    left = trimmed(" ".join(part for part in parts if part))
    return left if any(map(str.isalpha, left)) else ""


def _first(titles: list[Mention]) -> Movie | None:
    return movie_of(titles[0]) if titles else None


def _liked(wish: SearchQuery) -> Movie | None:
    return Movie.objects.filter(pk=wish.liked[-1]).first() if wish.liked else None


def _still(turn: Utterance, film: Movie | None, films: Titles, conversation: Conversation) -> Movie | None:
    """The film to compare with: of the wish, but where that has been done already, the one shown first."""
    wish = conversation.wish
    if film is None or films.compared or films.like or wish is None:
        return film
    done = any(
        getattr(wish.filters, bound, None) is not None and any(turn.find(compared))
        for compared, bound in COMPARED.items()
    )
    return ShownMovies(conversation).shown() or film if done else film
