"""Ranks films for a query: the one act that everything else stands on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from django.utils.translation import get_language
from numpy.typing import NDArray

from ..embedders import Embedder, get_embedder
from ..models import Mood, Movie
from ..vectors import Vector, top_k
from .candidates import candidates
from .emojis import told_in
from .emotions import agreements, felt_in, is_asked_for, with_families
from .engines import get_engine
from .features import Signals, closeness, z_scores
from .fetch import fetch
from .film_facts import get_facts
from .filtering import best_known, films_of_people, limits, of_genres, passing
from .in_common import Shared, shared
from .index import Index, get_index
from .likeness import is_known, mean_vector, preference
from .limits import NO_LIMITS
from .orders import ordered
from .out_of_scope import is_out_of_scope
from .profiles import Profile, profile_of
from .query import Filters, SearchQuery
from .query_parser import parse
from .query_vectors import prompt_vector
from .score import get_weights, mixed
from .snippets import Segment, why
from .text_query import TextQuery, analyse
from .word_index import analysed, full_text

# How far a film goes ahead for each genre that is named beside a story, and for everybody beside a plot: not
# all of their films are known to be.
GENRE_BONUS, PERSON_BONUS = 3.0, 3.0
# How much likeness to what is not wanted counts against what is told; from where on it rules a film out of a
# choice of the best known, of which so many times more are looked at.
UNWANTED, STANDS_OUT, CHOICE = 0.7, 1.0, 5
# How much a film goes ahead whose plot is told in all the emojis of a request, in standard deviations.
EMOJIS = 6.0
# Words that say something, from which on the small talk around them is no part of what is judged.
LONG = 20
# How much likeness to a liked film counts beside words that say how the wish differs from it.
LIKENESS = 0.7


@dataclass(frozen=True)
class Match:
    """A film that was found, and its cosine similarity with what was asked, from -1 to 1."""

    movie: Movie
    similarity: float | None  # None where it was not compared by meaning
    fits: bool = True  # False below the embedder's floor: the nearest there is, but not near
    close: bool = False  # True from the embedder's threshold for a close match on
    named: bool = False  # whether its title was asked for
    words: tuple[str, ...] = field(default=(), repr=False)  # of the request, folded
    shared: Shared = Shared()  # what it has in common with the films that it was found by
    emotions: tuple[str, ...] = ()  # that it leaves, of those that were asked for, by their stored names

    @property
    def by_fame(self) -> bool:
        """Whether it just passes what was named, and stands where most people have voted on it."""
        return self.similarity is None and not (self.named or self.words or self.shared or self.emotions)

    @cached_property
    def why(self) -> list[Segment]:
        """The sentence of the description that has most words of the request, these marked."""
        return why(self.movie.description, self.words) if self.words else []

    @cached_property
    def shown_why(self) -> list[Segment]:
        """The same of the description that the page shows."""
        return self.why_in(get_language() or "")

    def why_in(self, language: str) -> list[Segment]:
        """The same of the description in a language."""
        return why(self.movie.in_language(language).description, self.words) if self.words else []


@dataclass(frozen=True)
class Ranked:
    """Films in order for a query: scores (n,) by the places of an index, -inf for those ruled out."""

    index: Index
    profile: Profile
    scores: NDArray
    compared_with: Vector | None = None  # (d,), of what is told, or of the films that are liked
    words: tuple[str, ...] = ()
    in_scope: bool = True


def search(
    prompt: str | SearchQuery, *, k: int = 10, visitor: str | None = None, **filters: int | str | None
) -> list[Match]:
    """The k films that fit a prompt best, best first; fewer only where fewer pass its filters.

    `filters` are those of Filters, and come before what the prompt says. `visitor` names who asks, where
    paid searches are limited by visitor. Raises SearchError where no film can be compared, ProviderError
    where the prompt cannot be embedded, LimitReached where that would cost more than this site allows.
    """
    query = parse(prompt) if isinstance(prompt, str) else prompt
    if filters:
        query = replace(query, filters=Filters(**filters).narrowed(query.filters))
    named = named_first(query)[:k]
    if len(named) == k:
        return named
    rest = replace(query, without=(*query.without, *query.titles))
    return [*named, *_told(rest, k - len(named), visitor)]


def named_first(query: SearchQuery) -> list[Match]:
    """The films whose titles are meant, in the query's order."""
    movies = fetch(query.titles)
    return [Match(movies[pk], None, named=True) for pk in query.titles if pk in movies]


def _told(query: SearchQuery, k: int, visitor: str | None) -> list[Match]:
    if query.says_what:
        found = _felt(matches_of(ranking(query, visitor), k), query.emotions)
        return _in_order(found, query.order) if query.order else found
    if query.unwanted:
        return [Match(movie, None) for movie in _least_unwanted(query, k, visitor)]
    return [Match(movie, None) for movie in best_known(query, k)]


def _in_order(matches: list[Match], order: str) -> list[Match]:
    """The films that fit best in the order that is asked for: "best heist movies"."""
    by_id = {match.movie.pk: match for match in matches}
    return [by_id[movie] for movie in ordered(list(by_id), order)]


def leaving(query: SearchQuery, k: int) -> list[Match]:
    """Of the films that pass the k that leave most of a query's emotions, best first; needs no embedder."""
    scores = agreements(query.emotions)
    there = [movie for movie in passing(query).tolist() if movie in scores]
    found = fetch(sorted(there, key=lambda movie: -scores[movie])[:k])
    return _felt([Match(movie, None) for movie in found.values()], query.emotions)


def _felt(matches: list[Match], emotions: Sequence[str]) -> list[Match]:
    """The matches with the emotions that they leave, of those that are asked for."""
    if not emotions:
        return matches
    asked = with_families(emotions)
    moods = Mood.objects.only("emotions").in_bulk([match.movie.pk for match in matches])
    left = {
        movie: tuple(name for name in mood.emotion_list if is_asked_for(name, asked))
        for movie, mood in moods.items()
    }
    return [replace(match, emotions=left.get(match.movie.pk, ())) for match in matches]


def _least_unwanted(query: SearchQuery, k: int, visitor: str | None) -> list[Movie]:
    """Of the best known films those that stand out for nothing that is not wanted, the best known first."""
    movies = best_known(query, k * CHOICE)
    index = get_engine(get_embedder()).gathered([movie.pk for movie in movies])
    like = np.max([z_scores(_unwanted(text, index, visitor), index.drawn) for text in query.unwanted], axis=0)
    places = index.positions
    return sorted(movies, key=lambda movie: movie.pk in places and like[places[movie.pk]] > STANDS_OUT)[:k]


def _unwanted(text: str, index: Index, visitor: str | None) -> Vector:
    return _by_text(text, index, get_embedder(), visitor).scores


def ranking(query: SearchQuery, visitor: str | None = None) -> Ranked:
    """All films, scored for a query that tells of something or names films to be like. Raises as search()."""
    embedder, asked = get_embedder(), limits(query)
    index = candidates(query, asked, embedder, visitor)
    if query.text and replace(query, text="", filters=Filters()) == SearchQuery():
        ranked = _by_text(query.text, index, embedder, visitor)
    else:
        ranked = _by_parts(query, index, embedder, visitor)
    return replace(ranked, scores=masked(ranked.scores, index.passing(asked)))


def _by_parts(query: SearchQuery, index: Index, embedder: Embedder, visitor: str | None) -> Ranked:
    """What is told, what is liked and what is not wanted, each z_scores over the catalogue and added."""
    ranked = Ranked(index, profile_of(embedder), np.zeros(len(index.ids)))
    if query.text:
        ranked = _by_text(query.text, index, embedder, visitor)
    scores = z_scores(ranked.scores, index.drawn)
    named = query.liked or query.disliked
    likeness = preference(index, get_facts(), query.liked, query.disliked) if named else None
    if likeness is not None:
        scores = scores + (LIKENESS if query.text or query.emotions else 1) * likeness
    liked = mean_vector(index, query.liked)
    if liked is not None and not query.text:
        ranked = replace(ranked, compared_with=liked)
    for unwanted in query.unwanted:
        scores = scores - UNWANTED * z_scores(_unwanted(unwanted, index, visitor), index.drawn)
    if query.emojis:
        scores = scores + EMOJIS * told_in(query.emojis, index)
    if query.emotions:
        scores = scores + felt_in(query.emotions, index)
    if query.genres and query.tells_a_story:
        scores = scores + GENRE_BONUS * of_genres(query, index)
    if query.everybody and query.tells_a_plot:
        for films in films_of_people(query):
            scores = scores + PERSON_BONUS * np.isin(index.ids, list(films))
    # Whoever names a film, a person or a genre asks for a film, whatever the words that are left.
    asks = bool(query.liked or query.genres or query.emojis or query.emotions or query.names_somebody)
    return replace(ranked, scores=scores, in_scope=ranked.in_scope or asks)


def _by_text(text: str, index: Index, embedder: Embedder, visitor: str | None) -> Ranked:
    """All films, scored for what is told."""
    request, profile = analysed(text), profile_of(embedder)
    if not profile.learned_mix:
        vector = prompt_vector(text, embedder, visitor)
        return Ranked(index, profile, index.similarities(vector), vector, request.words)
    # Weights were learned without the small talk; whether a film is meant at all is told by it, too, where
    # not much else is told.
    query = prompt_vector(request.text, embedder, visitor)
    alone = request.text == text or len(request.words) > LONG
    whole = query if alone else prompt_vector(text, embedder, visitor)
    in_scope = not (profile.judged and is_out_of_scope(text, whole))
    return Ranked(index, profile, _mixed(query, request, index), query, request.words, in_scope)


def _mixed(query: Vector, request: TextQuery, index: Index) -> Vector:
    """What the learned mix makes of all signals, (n,), for a request's vector (d,)."""
    weights = get_weights()
    cosine = index.similarities(weights.mapped(query))
    bm25, most = full_text(request.words, index.ids, spanish=request.spanish)
    years = closeness(index.years, *request.years) if request.years else None
    signals = Signals(cosine, bm25, most, years, drawn=index.drawn)
    return mixed(signals, len(request.words), weights)


def standing(query: SearchQuery, *, visitor: str | None = None) -> dict[int, float]:
    """How far each film that can be compared is ahead for a query, in standard deviations of the score.

    For those who rank by something else as well. Raises as search() does.
    """
    ranked = ranking(query, visitor)
    ahead = z_scores(ranked.scores, ranked.index.drawn)
    there = np.isfinite(ahead)
    return dict(zip(ranked.index.ids[there].tolist(), ahead[there].tolist(), strict=True))


def ranked_ids(prompt: str, *, k: int = 100) -> list[int]:
    """For measuring: ids of the k best films, best first, as search() ranks them. Raises as it does."""
    query = parse(prompt)
    rest = replace(query, without=(*query.without, *query.titles))
    if not query.says_what:
        return [*query.titles, *(movie.pk for movie in best_known(rest, k))][:k]
    ranked = ranking(rest)
    return [*query.titles, *ranked.index.ids[top_k(ranked.scores, k)].tolist()][:k]


def variants(prompt: str, *, k: int = 100) -> dict[str, list[int]]:
    """For measuring: ids of the k best films, best first, by cosine similarity alone, by words alone, and by
    both without what was learned of requests. Raises as search() does.
    """
    embedder = get_embedder()
    index = get_index(embedder)
    request = analyse(prompt)
    cosine = index.similarities(prompt_vector(request.text, embedder))
    bm25, most = full_text(request.words, index.ids, spanish=request.spanish)
    scores = {
        "cosine": cosine,
        "words": bm25,
        "both": mixed(Signals(cosine, bm25, most), len(request.words)),
    }
    there = index.passing(NO_LIMITS)
    return {name: index.ids[top_k(masked(each, there), k)].tolist() for name, each in scores.items()}


def similar_to(*liked: Movie, disliked: Sequence[Movie] = (), k: int = 10) -> list[Match]:
    """The k films most like the liked ones and least like the disliked, best first, without any of them.

    Each with what it shares with the liked ones. None are found where nothing is known of the liked films
    by which others could be compared.
    """
    wanted = tuple(movie.pk for movie in liked)
    index = get_engine(get_embedder()).gathered(wanted)
    if not is_known(index, get_facts(), wanted):
        return []
    query = SearchQuery(liked=wanted, disliked=tuple(movie.pk for movie in disliked))
    matches = matches_of(ranking(query), k)
    in_common = shared([match.movie for match in matches], liked)
    return [replace(match, shared=in_common[match.movie.pk]) for match in matches]


def masked(scores: Vector, there: NDArray[np.bool_] | None) -> Vector:
    """The scores, -inf where a film is ruled out."""
    return scores if there is None else np.where(there, scores, -np.inf)


def matches_of(ranked: Ranked, k: int) -> list[Match]:
    """The k best films; none fits what is out of scope."""
    best = top_k(ranked.scores.astype(np.float32), k)
    ids = ranked.index.ids[best].tolist()
    movies = fetch(ids)
    vector = ranked.compared_with
    found = [None] * len(best) if vector is None else (ranked.index.rows[best] @ vector).tolist()
    floor = ranked.profile.floor_of(max((one for one in found if one is not None), default=-1.0))
    return [
        Match(
            movies[movie],
            similarity,
            fits=ranked.in_scope and (similarity is None or similarity >= floor),
            close=ranked.in_scope and similarity is not None and similarity >= ranked.profile.close,
            words=ranked.words,
        )
        for movie, similarity in zip(ids, found, strict=True)
        if movie in movies
    ]
