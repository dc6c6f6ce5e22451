"""Makes movie/search/plausible.npz from examples, and says by cross-validation how well they are told apart.

Run: python -m tests.benchmarks.plausible (with MOVIE_DATA, else it learns from no vague memories)
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

FOLDS = 3
# Requests pass from so far below even odds, which refuses 95 % of nonsense.json and fit_check.json.
LENIENCY = 0.54
# Weights decay by this much, so that parts of words that few examples share weigh little.
PENALTY = 1e-3
STEPS = 100


class Parts(NamedTuple):
    """Places of the table for each example, one after the other."""

    places: np.ndarray  # (parts,)
    values: np.ndarray  # (parts,): what one part counts
    owners: np.ndarray  # (parts,): the example


def main() -> None:
    """Fit, print, write."""
    from movie.search.plausible import FITTED

    from .examples import examples

    chosen = examples()
    film = np.array([example.film for example in chosen], dtype=float)
    weights = balanced(np.array([example.weight for example in chosen]), film)
    folds = fold_of([example.group for example in chosen])
    parts = parts_of([example.prompt for example in chosen])
    wording = held_out_wording(parts, film, weights, folds)
    table = fit_table(parts, film, weights)
    columns = described_rows([example.prompt for example in chosen])
    # The sample's films are near to their own texts: those teach wording alone.
    kept = np.array([not example.about_sample for example in chosen])
    rows = np.concatenate([np.column_stack([wording, column])[kept] for column in columns])
    times = len(columns)
    film, weights, folds = (np.tile(values[kept], times) for values in (film, weights, folds))
    scores = np.zeros(len(film))
    for out in range(FOLDS):
        solution, bias = fit(rows[folds != out], film[folds != out], weights[folds != out])
        scores[folds == out] = rows[folds == out] @ solution + bias
    bar = -LENIENCY
    print(f"  cross-validated over {len(film)}: refused {np.mean(scores[film == 1] <= bar):.1%} of requests")
    print(f"  for films, {np.mean(scores[film == 0] <= bar):.1%} of others, at {bar:.2f}")
    solution, bias = fit(rows, film, weights)
    step = float(np.abs(table).max() / 127)
    whole = np.round(table / step).astype(np.int8)
    np.savez_compressed(FITTED, table=whole, step=np.float32(step), weights=solution, bias=bias - bar)
    print(
        f"  written: {FITTED.stat().st_size:,} bytes; weights {solution.round(2).tolist()}, {bias - bar:.2f}"
    )


def balanced(weights: np.ndarray, film: np.ndarray) -> np.ndarray:
    """The weights such that both kinds weigh the same."""
    ratio = weights[film == 0].sum() / weights[film == 1].sum()
    return np.where(film == 1, weights * ratio, weights)


def fold_of(groups: Sequence[str]) -> np.ndarray:
    """A fold for each group, (n,)."""
    drawn = np.random.default_rng(3).integers(FOLDS, size=len(groups))
    by_group = dict(zip(groups, drawn.tolist(), strict=True))
    return np.array([by_group[group] for group in groups])


def parts_of(prompts: Sequence[str]) -> Parts:
    """What wording counts in each prompt."""
    from movie.search.wording import places, words_of

    found, sizes = [], []
    for prompt in prompts:
        words = words_of(prompt)
        found.append(np.array(places(words), dtype=np.int64))
        sizes.append(len(words) ** -0.5)
    lengths = [len(each) for each in found]
    return Parts(np.concatenate(found), np.repeat(sizes, lengths), np.repeat(np.arange(len(found)), lengths))


def held_out_wording(parts: Parts, film: np.ndarray, weights: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """The wording's score of each example by a table that was fitted without it and its like."""
    scores = np.zeros(len(film))
    for out in range(FOLDS):
        table = fit_table(parts, film, np.where(folds == out, 0, weights))
        scores[folds == out] = _sums(parts, table, len(film))[folds == out]
    return scores


def fit_table(parts: Parts, film: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Logistic regression on the parts with an L2 penalty, by Adam on all examples at once."""
    from movie.search.wording import PLACES

    share = weights / weights.sum()
    table, mean, spread = np.zeros(PLACES), np.zeros(PLACES), np.zeros(PLACES)
    for step in range(1, STEPS + 1):
        error = share * (1 / (1 + np.exp(-_sums(parts, table, len(film)))) - film)
        slope = np.bincount(parts.places, parts.values * error[parts.owners], PLACES) + PENALTY * table
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        pace = 0.05 * (1 - step / (STEPS + 1))
        table -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-7)
    return table


def _sums(parts: Parts, table: np.ndarray, count: int) -> np.ndarray:
    return np.bincount(parts.owners, parts.values * table[parts.places], count)


def fit(
    rows: np.ndarray, wanted: np.ndarray, weights: np.ndarray, penalty: float = 3.0
) -> tuple[np.ndarray, float]:
    """Logistic regression with an L2 penalty on standardised columns, by Newton's method."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    design = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    shrink = np.diag([penalty] * rows.shape[1] + [1e-9])
    solution = np.zeros(design.shape[1])
    for _ in range(30):
        guess = 1 / (1 + np.exp(-design @ solution))
        slope = design.T @ (weights * (wanted - guess)) - shrink @ solution
        curvature = (design * (weights * guess * (1 - guess))[:, None]).T @ design + shrink
        solution += np.linalg.solve(curvature, slope)
    found = solution[:-1] / scale
    return found, float(solution[-1] - found @ mean)


def described_rows(prompts: Sequence[str]) -> list[np.ndarray]:
    """For each catalogue, what movie.search.plausible.described tells of each prompt, (n, columns)."""
    from movie.embedders import get_embedder
    from movie.search import plausible

    from .catalogues import catalogues

    queries = plausible.embed_requests(list(prompts), get_embedder())
    whole = plausible._known_requests
    try:
        return [
            np.array(list(_described_unknown(plausible, whole, prompts, queries, films)))
            for _, films in catalogues()
        ]
    finally:
        plausible._known_requests = whole


def _described_unknown(plausible, whole, prompts, queries, films) -> Iterator[list[float]]:
    """Of each prompt as if it were none of the known requests."""
    known = whole(plausible.get_embedder().model_id)
    for prompt, query in zip(prompts, queries, strict=True):
        others = tuple(rows if (rows @ query).max() < 0.999 else rows[rows @ query < 0.999] for rows in known)
        plausible._known_requests = lambda model_id, others=others: others
        yield plausible.described(prompt, query, films)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "moviereviews.settings"
    os.environ["EMBEDDER"] = "offline"
    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.gettempdir()}/unused.sqlite3"
    import django

    django.setup()
    main()
