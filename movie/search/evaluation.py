"""Measures the ranking: how often requests whose film is known find it, and how high."""

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from django.utils.translation import gettext_lazy as _

from ..errors import CatalogueError, system_said
from ..models import Movie
from ..text import fold
from .ranking import ranked_ids, search, variants

DEPTH = 100
CUTS = (1, 10, 100)


@dataclass(frozen=True)
class Question:
    """A request and the ids of the films that answer it."""

    query: str
    relevant: frozenset[int]


@dataclass
class Scores:
    """Where the first relevant film stood for each request, from 0; None beyond the first 100."""

    places: list[int | None] = field(default_factory=list)
    gains: list[float] = field(default_factory=list)  # nDCG@10 of each request

    def add(self, found: Sequence[int], relevant: frozenset[int]) -> None:
        """Count one ranking."""
        hits = [place for place, movie in enumerate(found[:DEPTH]) if movie in relevant]
        self.places.append(hits[0] if hits else None)
        self.gains.append(_ndcg(hits, len(relevant)))

    def figures(self) -> dict[str, float]:
        """success@1, @10, @100, MRR (over 100) and nDCG@10; all 0 without requests."""
        found = [math.inf if place is None else place for place in self.places] or [math.inf]
        figures = {f"success@{cut}": mean(place < cut for place in found) for cut in CUTS}
        figures["mrr"] = mean(1 / (place + 1) for place in found)
        figures["ndcg@10"] = mean(self.gains or [0.0])
        return {name: round(figure, 4) for name, figure in figures.items()}


def _ndcg(hits: Sequence[int], relevant: int, cut: int = 10) -> float:
    """Normalised discounted cumulative gain of Järvelin and Kekäläinen, 2002, for yes-or-no relevance."""
    gain = sum(1 / math.log2(place + 2) for place in hits if place < cut)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(relevant, cut)))


@dataclass
class Evaluation:
    """Figures of the ranking in use, and of its parts side by side."""

    queries: int
    unknown: list[str | int]  # relevant films that the catalogue does not have
    median_ms: float
    in_use: Scores
    variants: dict[str, Scores]

    def as_dict(self) -> dict[str, object]:
        """For JSON: the ranking in use at the top level."""
        return {
            **self.in_use.figures(),
            "median_ms": round(self.median_ms, 2),
            "queries": self.queries,
            "unknown": len(self.unknown),
            "variants": {name: scores.figures() for name, scores in self.variants.items()},
        }


def read_questions(path: Path) -> tuple[list[Question], list[str | int]]:
    """The requests of a JSON Lines file, and the films they name that the catalogue does not have.

    A request none of whose films is known cannot be answered, and is left out. Raises CatalogueError
    for a line that is not {"query": …, "relevant": [TMDB id or title, …]}.
    """
    by_tmdb = dict(Movie.objects.exclude(tmdb_id=None).values_list("tmdb_id", "pk"))
    by_title: dict[str, set[int]] = {}
    for pk, title in Movie.objects.values_list("pk", "title"):
        by_title.setdefault(fold(title), set()).add(pk)
    questions, unknown = [], []
    for query, names in _lines(path):
        relevant: set[int] = set()
        for name in names:
            known = {by_tmdb[name]} if name in by_tmdb else by_title.get(fold(str(name)), set())
            relevant |= known
            if not known:
                unknown.append(name)
        if relevant:
            questions.append(Question(query, frozenset(relevant)))
    return questions, unknown


def _lines(path: Path) -> list[tuple[str, list[str | int]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        said = system_said(error) if isinstance(error, OSError) else error
        raise CatalogueError(_("{path} cannot be read: {error}"), path=path, error=said) from error
    read = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            read.append((str(item["query"]), list(item["relevant"])))
        except (ValueError, TypeError, KeyError) as error:
            raise CatalogueError(
                _("{path}, line {number}: it is not {form}."),
                path=path,
                number=number,
                form='{"query": "…", "relevant": [TMDB id or title]}',
            ) from error
    return read


def evaluate(
    questions: Sequence[Question],
    unknown: list[str | int],
    on_question: Callable[[], None] | None = None,
) -> Evaluation:
    """Ask every question of the ranking in use, of cosine alone, of words alone and of both."""
    in_use, compared = Scores(), {name: Scores() for name in ("cosine", "words", "both")}
    times = []
    for question in questions:
        start = time.perf_counter()
        search(question.query)
        times.append((time.perf_counter() - start) * 1000)
        in_use.add(ranked_ids(question.query, k=DEPTH), question.relevant)
        for name, found in variants(question.query, k=DEPTH).items():
            compared[name].add(found, question.relevant)
        if on_question:
            on_question()
    return Evaluation(len(questions), unknown, median(times or [0.0]), in_use, compared)
