"""How like films are to others: the one formula behind "like" and "less like", wherever they are said.

A film is like another by its vector, and by genres, keywords, people and years that they share. What
is not known of a film counts neither for it nor against it.
"""

from collections.abc import Callable, Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from ..vectors import Vector, normalise, top_k
from .features import z_scores
from .film_facts import Facts
from .matrix import Index

Scores = NDArray[np.float64]

# What each part weighs beside the cosine similarity's 1, all of them in standard deviations.
GENRES = 1.0
KEYWORDS = 0.5
YEARS = 0.3
# What is rare has no bound in standard deviations: one rare keyword in common would outweigh all else.
MOST = 4.0
# Years apart at which nearness has fallen to 1/e.
YEARS_APART = 10
# What somebody who took part in both films adds, and all of them together at most; not z_scores,
# since two films have hardly ever anybody in common.
DIRECTOR, ACTOR, PEOPLE = 0.3, 0.15, 0.6
# How much likeness to a disliked film counts against likeness to the liked ones (Rocchio's gamma).
DISLIKE = 0.5


def preference(
    index: Index,
    facts: Facts,
    liked: Collection[int],
    disliked: Collection[int] = (),
) -> Scores | None:
    """How far each film is ahead by likeness to the liked films and unlikeness to the disliked, (n,).

    Films by id; None where nothing is known of any of them that others could be compared by.
    """
    for_it = likeness(index, facts, liked)
    against = likeness(index, facts, disliked)
    if against is None:
        return for_it
    return -DISLIKE * against if for_it is None else for_it - DISLIKE * against


def likeness(index: Index, facts: Facts, movies: Collection[int]) -> Scores | None:
    """How like each film of the index is to these (by id), all of them together, (n,).

    None where nothing is known of them.
    """
    if not is_known(index, facts, movies):
        return None
    return np.sum(list(parts(index, facts, movies).values()), axis=0)


def is_known(index: Index, facts: Facts, movies: Collection[int]) -> bool:
    """Whether any of the films has a vector, a genre, a keyword or people: a year alone says too little."""
    places = facts.places(movies)
    kinds = (facts.genres, facts.keywords, facts.directors, facts.actors)
    return any(movie in index.positions for movie in movies) or any(
        kind.sizes[places].any() for kind in kinds
    )


def parts(index: Index, facts: Facts, movies: Collection[int]) -> dict[str, Scores]:
    """What each part adds to the likeness of each film of the index, (n,), by the part's name."""
    where = facts.where(index.ids)
    scores = {name: _at(part, where) for name, part in _by_facts(facts, movies).items()}
    return {"cosine": _cosine(index, movies), **scores}


def most_alike(facts: Facts, movies: Collection[int], k: int) -> list[int]:
    """Gives the ids of the k films that are most like these (by id) by all but their vectors."""
    return facts.ids[top_k(np.sum(list(_by_facts(facts, movies).values()), axis=0), k)].tolist()


def _by_facts(facts: Facts, movies: Collection[int]) -> dict[str, Scores]:
    """What each part adds to the likeness of each film of the facts, (n,), by the part's name."""
    places = facts.places(movies)
    return {
        "genres": GENRES * _part(facts.genres.jaccard, facts.genres.sizes > 0, places),
        "keywords": KEYWORDS * _part(facts.keywords.cosine, facts.keywords.sizes > 0, places),
        "years": YEARS * _part(lambda place: _nearness(facts.years, place), np.isfinite(facts.years), places),
        "people": _people(facts, places),
    }


def mean_vector(index: Index, movies: Iterable[int]) -> Vector | None:
    """The mean of the vectors of films (by id), of norm 1; None where none of them has a vector."""
    places = [index.positions[movie] for movie in movies if movie in index.positions]
    return normalise(index.rows[places].mean(axis=0)) if places else None


def _cosine(index: Index, movies: Collection[int]) -> Scores:
    vector = mean_vector(index, movies)
    if vector is None:
        return np.zeros(len(index.ids))
    similarities = z_scores(index.similarities(vector), index.drawn)
    return np.where(np.isfinite(similarities), similarities, 0)


def _at(scores: Scores, where: NDArray[np.int64]) -> Scores:
    """The scores of the films that stand there, 0 for those that stand nowhere (-1)."""
    return np.append(scores, 0.0)[where]


def _part(part: Callable[[int], Scores], known: NDArray[np.bool_], places: NDArray[np.int64]) -> Scores:
    """One part's mean over the films at these places, z_scores among the films it is known of."""
    scores = np.full(len(known), np.nan)
    of_these = places[known[places]]
    if not of_these.size:
        return np.zeros(len(known))
    scores[known] = sum(part(place)[known] for place in of_these.tolist()) / len(of_these)
    return np.where(known, np.minimum(z_scores(scores), MOST), 0)


def _nearness(years: NDArray[np.float32], place: int) -> Scores:
    return np.exp(-np.abs(years - years[place]) / YEARS_APART).astype(np.float64)


def _people(facts: Facts, places: NDArray[np.int64]) -> Scores:
    """Up to PEOPLE for the people in common with each of these films, the mean over them."""
    scores = np.zeros(len(facts.ids))
    for place in places.tolist():
        shared = DIRECTOR * facts.directors.common(place) + ACTOR * facts.actors.common(place)
        scores += np.minimum(shared, PEOPLE)
    return scores / max(1, len(places))
