"""How well likeness tells pairs of films judged alike from pairs judged unlike, and what it costs."""

import json
import os
import time
import tracemalloc
from pathlib import Path

import numpy as np
from django.core.management import call_command

from .setup import start

PAIRS = Path(__file__).parents[1] / "prompts/alike.jsonl"
QUERIES = 50


def main() -> None:
    """Print the area under the ROC curve of each part and of all together, by halves of the pairs.

    The weights were chosen with the first half, "tune", in sight. The judgements are one person's.
    """
    data = os.environ.get("MOVIE_DATA")
    if not data:
        print("  MOVIE_DATA is not set: pairs of films were not measured")
        return
    call_command("import_movies", Path(data, "tmdb_5000_movies.csv"), verbosity=0)
    call_command("movie_embeddings", verbosity=0)
    _report_areas()
    _report_costs()


def _report_areas() -> None:
    pairs = _pairs()
    scores = _scores(pairs)
    for split in ("tune", "report"):
        chosen = np.array([pair["split"] == split for pair in pairs])
        alike = np.array([pair["alike"] for pair in pairs], dtype=bool)[chosen]
        areas = {name: area(values[chosen][alike], values[chosen][~alike]) for name, values in scores.items()}
        told = ", ".join(f"{name} {value:.3f}" for name, value in areas.items())
        print(f"  {split}, {chosen.sum()} pairs: area under the curve {told}")


def area(alike: np.ndarray, unlike: np.ndarray) -> float:
    """How often a pair that is alike scores above one that is not; equals count half."""
    above = alike[:, None] - unlike[None, :]
    return float((above > 0).mean() + (above == 0).mean() / 2)


def _pairs() -> list[dict]:
    """The judged pairs, both films' ids among them, as far as both are in the catalogue."""
    from movie.models import Movie

    ids = {(title, year): pk for pk, title, year in Movie.objects.values_list("pk", "title", "year")}
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    for pair in pairs:
        pair["ids"] = ids.get((pair["film"], pair["year"])), ids.get((pair["other"], pair["other_year"]))
    return [pair for pair in pairs if None not in pair["ids"]]


def _scores(pairs: list[dict]) -> dict[str, np.ndarray]:
    """Of each pair both ways, the mean, by part and of "all" together."""
    from movie.embedders import get_embedder
    from movie.search.film_facts import get_facts
    from movie.search.index import get_index
    from movie.search.likeness import parts

    embedder = get_embedder()
    index, facts = get_index(embedder), get_facts()
    found: dict[str, list[float]] = {}
    for pair in pairs:
        both = [pair["ids"], pair["ids"][::-1]]
        ways = [(parts(index, facts, [a]), index.positions[b]) for a, b in both]
        for name in ways[0][0]:
            found.setdefault(name, []).append(sum(way[name][place] for way, place in ways) / 2)
    scores = {name: np.array(values) for name, values in found.items()}
    return scores | {"all": np.sum(list(scores.values()), axis=0)}


def _report_costs() -> None:
    from movie.database.cached import Cached
    from movie.embedders import get_embedder
    from movie.search.film_facts import get_facts
    from movie.search.index import get_index
    from movie.search.likeness import likeness

    Cached.forget_all()
    tracemalloc.start()
    began = time.perf_counter()
    facts = get_facts()
    seconds, (size, _) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    index = get_index(get_embedder())
    began = time.perf_counter()
    for movie in index.ids[:QUERIES].tolist():
        likeness(index, facts, [movie])
    each = (time.perf_counter() - began) / QUERIES
    print(
        f"  facts of {len(facts.ids):,} films: {seconds:.1f} s to read (traced), {size / 1e6:.0f} MB", end=""
    )
    print(f"; likeness of all to one: {each * 1000:.1f} ms")


if __name__ == "__main__":
    start()
    main()
