"""Reads a prompt in Spanish or English: what it names becomes a query, what it tells stays text.

Rules take away what they understand, span by span: titles, people, years and lengths, genres, whom it is
for, what is not wanted. A rule takes words that may also be ordinary ones only where they explain the whole
prompt. A prompt that tells a story (more than 40 words) names nothing: what it says of people and of time
is of its story.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import chain

from ...models import Credit
from ...text import WORD, fold
from ...text.emojis import emojis_in, spoken, without_emojis
from ...text.genres import NOT_FOR_CHILDREN, genre_key
from ...text.language import is_listed
from ..emotions import is_anything_felt
from ..filtering import passing
from ..query import STORY, Filters, SearchQuery
from .audience import take_audience, take_refused_audience
from .bounds import LIMITS, Ranges
from .context import Context, Mention
from .feelings import emotions_alone
from .fillers import trimmed
from .films import AND, Titles, movie_of, take_films
from .genres import genres_called, take_genres
from .likened import is_likened, take_likened
from .negation import take_refused
from .origins import is_origin, take_origins
from .people import Cast, somebody, take_people
from .prompt import Prompt
from .ranges import take_ranges
from .series import numbered, of_series
from .spelling import as_written
from .superlatives import orders_films, take_order
from .title_beside import title_beside
from .understood import readings, without_readings
from .whole_name import bare_name, people_meant, titles_in_part, titles_meant

__all__ = ["bare_name", "parse"]


def parse(prompt: str, ignored: Collection[str] = ()) -> SearchQuery:
    """The query that a prompt is; takes a few milliseconds.

    `ignored` are keys of readings that were wrong (see movie.search.query_parser.understood).
    """
    emojis = emojis_in(prompt)
    if not emojis:
        return _read(prompt, ignored)
    words = without_emojis(prompt)
    query = _read(words, ignored) if words else SearchQuery()
    told = " ".join(filter(None, (query.text, *map(spoken, emojis))))
    return replace(query, text=told or prompt, emojis=tuple(emojis))


def _read(prompt: str, ignored: Collection[str]) -> SearchQuery:
    """The query that a prompt in words is."""
    context = Context()
    if is_origin(prompt):
        return without_readings(_parts(prompt, context, ignored), ignored)
    titles = titles_meant(prompt, context.titles) or numbered(prompt, context.titles)
    named = without_readings(SearchQuery(text=prompt, titles=titles), ignored)
    if named.titles:
        return named
    if is_likened(prompt, context):
        return without_readings(_parts(prompt, context, ignored), ignored)
    for whole in (title_beside(prompt, context), people_meant(prompt, context.people)):
        if whole and _is_free(whole, ignored):
            return whole
    part = SearchQuery(text=prompt, titles=titles_in_part(prompt, context.titles))
    if part.titles and _is_free(part, ignored):
        return part
    return without_readings(_parts(prompt, context, ignored), ignored)


def _is_free(query: SearchQuery, ignored: Collection[str]) -> bool:
    """Whether none of what was understood has been called wrong."""
    return not any(reading.key in ignored for reading in readings(query))


def _parts(words: str, context: Context, ignored: Collection[str]) -> SearchQuery:
    """The query of what a prompt names here and there, and of what is left of it."""
    if Prompt(words).is_long:
        return SearchQuery(text=words)
    words = as_written(words, context)
    prompt = Prompt(words)
    query, told = SearchQuery(), ""
    for rule in RULES:
        if rule is _genres:
            told = prompt.text
        before = prompt.text, prompt.folded
        read = rule(prompt, query, context)
        if read != query and not _is_free(read, ignored):
            prompt.text, prompt.folded = before  # its words are told instead
            read = query
        query = read
    query, left = _named_beside(query, _left(prompt.text), context, ignored)
    query, left = _felt(query, prompt.text, left, ignored)
    if query == SearchQuery():
        return SearchQuery(text=words)
    if len(left.split()) >= STORY:
        left = _left(told)  # beside a story a genre is part of what is told
    if query.order and left:
        return _beside_an_order(words, replace(query, text=left), context, ignored)
    if left and not (query.titles or query.liked) and not (query != SearchQuery() and _is_ordinary(left)):
        query = replace(query, titles=_passing(titles_meant(left, context.titles, whole=True), query))
    return replace(query, text=left)


def _beside_an_order(
    words: str, query: SearchQuery, context: Context, ignored: Collection[str]
) -> SearchQuery:
    """The query of words of which more is told than an order says: "the newest Mad Max" is one of these,
    "best heist movies" are ordered, else what is told decides.
    """
    if one := of_series(query.text, query.order, context.titles):
        return SearchQuery(titles=one)
    if orders_films(words, query.order):
        return query
    return _parts(words, context, (*ignored, f"order:{query.order}"))


def _is_ordinary(left: str) -> bool:
    """Whether what is left beside what was understood is one word of the language, in small letters."""
    word = WORD.fullmatch(left)
    return bool(word and word[0].islower() and is_listed(fold(word[0])))


def _passing(titles: tuple[int, ...], query: SearchQuery) -> tuple[int, ...]:
    """Those of the films that pass: "epic, three hours or more" does not mean a short film of that title, nor
    "halloween with little ones" a film that is none for them.
    """
    if not titles or not query.names_something:
        return titles
    there = set(passing(replace(query, text="")).tolist())
    return tuple(movie for movie in titles if movie in there)


def _named_beside(
    query: SearchQuery, left: str, context: Context, ignored: Collection[str]
) -> tuple[SearchQuery, str]:
    """The query with whoever is named by all that is left, and what is left then; films of theirs that are
    refused by a title of ordinary words are known by it: "hitchcock but not vertigo".
    """
    named = [somebody(name, context.people) for name in AND.split(left)]
    if all(named) and all(_is_free(one, ignored) for one in named):
        query = replace(
            query,
            people=tuple(dict.fromkeys(chain(query.people, *(one.people for one in named)))),
            directors=tuple(dict.fromkeys(chain(query.directors, *(one.directors for one in named)))),
            namesakes=next((one.namesakes for one in named if one.namesakes), query.namesakes),
        )
        left = ""
    return _without_theirs(query, context), left


def _felt(query: SearchQuery, rest: str, left: str, ignored: Collection[str]) -> tuple[SearchQuery, str]:
    """The query with the emotions that are asked for, where the rest of the prompt says nothing else; and
    what of the rest is left to be told then.
    """
    emotions, told = emotions_alone(rest)
    felt = replace(query, emotions=emotions)
    if emotions and _is_free(felt, ignored) and is_anything_felt():
        return felt, left if told else ""
    return query, left


def _without_theirs(query: SearchQuery, context: Context) -> SearchQuery:
    """The query with the films of those who are wanted that are refused by their titles alone."""
    if not (query.everybody and query.unwanted):
        return query
    titled = {words: {film.id for film in context.titles.exactly(words)} for words in query.unwanted}
    credits = Credit.objects.filter(movie__in=set().union(*titled.values()), person__in=query.everybody)
    theirs = set(credits.values_list("movie", flat=True))
    return replace(
        query,
        disliked=tuple(dict.fromkeys((*query.disliked, *theirs))),
        unwanted=tuple(words for words, films in titled.items() if films.isdisjoint(theirs)),
    )


def _left(text: str) -> str:
    """What no rule has taken, without the words at its ends that say nothing."""
    return trimmed(" ".join(filter(None, map(trimmed, text.split("\n")))))


def _films(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    films: Titles = take_films(prompt, context)
    if not (films.like or films.unlike or films.sought or films.seen):
        films.like += take_likened(prompt, context)
    context.compared = films.compared or movie_of(next(iter(films.like), None))
    return replace(
        query,
        liked=_ids(films.like),
        disliked=_ids(films.unlike),
        titles=_ids(films.sought),
        without=(*_ids(films.seen), *([films.compared.pk] if films.compared else ())),
        people=_ids(films.by),
        without_people=_ids(films.not_by),
        unknown=_unknown([*films.like, *films.sought]),
    )


def _refused(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    family = genres_called("family") if take_refused_audience(prompt) else ()
    refused = take_refused(prompt, context)
    return replace(
        query,
        without_genres=tuple(dict.fromkeys((*family, *refused.genres))),
        without_origins=tuple(dict.fromkeys(refused.origins)),
        without_people=tuple(dict.fromkeys((*query.without_people, *_ids(refused.people)))),
        disliked=tuple(dict.fromkeys((*query.disliked, *_ids(refused.films)))),
        unwanted=tuple(dict.fromkeys(refused.words)),
    )


def _origins(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    wanted, refused = take_origins(prompt, context)
    return replace(query, origins=wanted, without_origins=(*query.without_origins, *refused))


def _people(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    cast: Cast = take_people(prompt, context, None)
    return replace(
        query,
        people=tuple(dict.fromkeys((*query.people, *_ids(cast.people)))),
        without_people=tuple(dict.fromkeys((*query.without_people, *_ids(cast.without)))),
        unknown=(*query.unknown, *_unknown(cast.people)),
    )


def _ranges(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    ranges: Ranges = take_ranges(prompt, context.compared)
    found = Filters(**{name: getattr(ranges, name) for name in LIMITS})
    # "A short film, 85 minutes at most": the figure has been read before the word.
    minutes = Filters(runtime_from=query.filters.runtime_from, runtime_to=query.filters.runtime_to)
    return replace(query, filters=minutes.narrowed(found.narrowed(query.filters)))


def _order(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    # "Más corta" is the shortest of all, but for a film with which it is compared.
    return query if context.compared else replace(query, order=take_order(prompt))


def _audience(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    before = prompt.text, prompt.folded
    if not take_audience(prompt):
        return query
    if NOT_FOR_CHILDREN.intersection(map(genre_key, take_genres(Prompt(prompt.text)))):
        prompt.text, prompt.folded = before  # a horror film with children in it
        return query
    return replace(query, for_family=True)


def _genres(prompt: Prompt, query: SearchQuery, context: Context) -> SearchQuery:
    wanted = take_genres(prompt)
    return replace(query, genres=tuple(genre for genre in wanted if genre not in query.without_genres))


def _ids(mentions: list[Mention]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(mention.id for mention in mentions if mention.id is not None))


def _unknown(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.words for mention in mentions if mention.id is None))


RULES: tuple[Callable[[Prompt, SearchQuery, Context], SearchQuery], ...] = (
    _films,
    _order,
    _ranges,
    _refused,
    _origins,
    _people,
    _ranges,  # "Billy Wilder in the 50s": what stands alone now is said of the film
    _audience,
    _genres,
    _ranges,
)
