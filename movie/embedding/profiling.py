"""Learns from where on an unknown model's similarities mean something, when it has embedded the films."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..billing import spending
from ..embedders import Embedder
from ..models import EmbeddingProfile, Movie
from ..providers.metering import metered
from ..vectors import Vector, from_bytes

# Requests that no film answers: what reaches a film's vector from here is chance.
OTHER_REQUESTS = Path(__file__).with_name("other_requests.txt").read_text(encoding="utf-8").splitlines()
# So many films' first sentences stand for requests whose film is known.
FILMS = 24
FEWEST_FILMS = 5
MOST_WORDS = 25
# So many films are compared with the requests.
MOST_COMPARED = 5000
# The share of other requests that the floor refuses, and of first sentences whose film is not called close.
REFUSED = 0.85
NOT_CLOSE = 0.4
# Films are learned from again once there are so many times more or fewer of them.
GROWTH = 3


@dataclass(frozen=True)
class Learned:
    """Cosine similarities between which a film fits and is close."""

    floor: float
    close: float


def to_learn(embedder: Embedder) -> bool:
    """Tells whether a model's profile is missing, or made when the catalogue had a quite different size."""
    films = Movie.objects.embedded_by(embedder.model_id).count()
    profile = EmbeddingProfile.objects.filter(model_id=embedder.query_id).first()
    if films < FEWEST_FILMS:
        return False
    return profile is None or not films / GROWTH < profile.films < films * GROWTH


def probe_tokens(embedder: Embedder) -> int:
    """Counts about how many tokens learning a profile sends."""
    others = sum(map(embedder.count_tokens, OTHER_REQUESTS))
    return others + FILMS * embedder.count_tokens("a word " * MOST_WORDS)


def learn_profile(embedder: Embedder) -> int:
    """Embeds the probes once and stores what they teach; gives the tokens billed.

    Raises ProviderError where the embedder gives no answer.
    """
    ids, films = _films(embedder)
    places = np.linspace(0, len(ids) - 1, min(FILMS, len(ids))).astype(int)
    sentences = _first_sentences([ids[place] for place in places])
    entry = spending.enter("profile", embedder, probe_tokens(embedder))
    with metered() as meter:
        try:
            asked = embedder.embed_queries([*OTHER_REQUESTS, *sentences])
        finally:
            entry.settle(meter.tokens)
    similarities = asked @ films.T
    others, told = similarities[: len(OTHER_REQUESTS)], similarities[len(OTHER_REQUESTS) :]
    found = thresholds(others.max(axis=1), told[np.arange(len(places)), places])
    EmbeddingProfile.objects.update_or_create(
        model_id=embedder.query_id,
        defaults={"floor": found.floor, "close": found.close, "films": len(ids)},
    )
    return meter.tokens


def thresholds(others: Vector, right: Vector) -> Learned:
    """Chooses the thresholds.

    `others` (m,) are other requests' similarities with the film nearest to each, `right` (n,) those of first
    sentences with their own film. At least half of the latter fit, whatever the former reach.
    """
    floor = min(np.quantile(others, REFUSED), np.median(right))
    return Learned(float(floor), float(max(floor, np.quantile(right, NOT_CLOSE))))


def _films(embedder: Embedder) -> tuple[list[int], Vector]:
    """Ids and vectors (n, d) of films spread over the catalogue."""
    rows = list(Movie.objects.embedded_by(embedder.model_id).order_by("pk").values_list("pk", flat=True))
    kept = rows[:: len(rows) // MOST_COMPARED + 1]
    vectors: dict[int, bytes] = {}
    for start in range(0, len(kept), 500):
        some = Movie.objects.filter(pk__in=kept[start : start + 500])
        vectors |= dict(some.values_list("pk", "emb"))
    return kept, np.stack([from_bytes(vectors[pk]) for pk in kept])


def _first_sentences(ids: list[int]) -> list[str]:
    """The first words of the films' descriptions, to the end of the sentence."""
    told = dict(Movie.objects.filter(pk__in=ids).values_list("pk", "description"))
    sentences = [re.split(r"(?<=[.?!])\s", told[pk].strip(), maxsplit=1)[0] for pk in ids]
    return [" ".join(sentence.split()[:MOST_WORDS]) for sentence in sentences]
