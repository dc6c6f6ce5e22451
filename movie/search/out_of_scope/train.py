"""Learns the classifier's weights from examples, and its threshold from a validation set.

Run: python -m movie.search.out_of_scope.train --data FOLDER (about a minute; deterministic)
"""

import argparse
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...vectors import Vector
from .classifier import FILE, LinearWeights
from .features import features

Embed = Callable[[Sequence[str]], Vector]

VALIDATION = Path(__file__).parents[3] / "tests" / "prompts" / "out_of_scope.validation.json"
# The share of the validation's wishes for films that may be refused.
REFUSED = 0.0075
PENALTY = 30.0
NEWTON_STEPS = 25
# What an example in small letters without its last sign counts, beside the example as it is written.
PLAIN = 1.0


def main() -> None:
    """Fit, choose, say, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with tot_catalogue.csv: taglines and titles")
    data = parser.parse_args().data

    from ...embedders.offline import OfflineEmbedder

    embed = OfflineEmbedder().embed_documents
    weights = trained(embed, data)
    for kind, scores in validation_scores(weights, embed).items():
        print(f"{kind}: {np.mean(scores > weights.threshold):.1%} refused of {len(scores)}")  # noqa: T201
    write(weights)


def trained(embed: Embed, data: Path | None = None) -> LinearWeights:
    """Fits the weights; `embed` gives the vectors (n, d) of texts, `data` is as examples() takes it."""
    from .examples import balanced, examples

    chosen = balanced(examples(data))
    prompts = [example.prompt for example in chosen]
    plain = [in_plain(prompt) for prompt in prompts]
    wanted = np.array([float(example.other) for example in chosen])
    counts = np.array([example.weight for example in chosen])
    of_features, bias = fit(
        np.concatenate([rows_of(prompts, embed), rows_of(plain, embed)]),
        np.tile(wanted, 2),
        np.concatenate([counts, counts * PLAIN]) / (1 + PLAIN),
    )
    weights = LinearWeights(of_features, bias, 0.0)
    return weights._replace(threshold=threshold(validation_scores(weights, embed)["film"]))


def in_plain(prompt: str) -> str:
    """Writes a prompt as hurried people do: small letters, no sign at its ends."""
    return prompt.lower().strip("¿¡?!. ") or prompt


def rows_of(prompts: Sequence[str], embed: Embed) -> NDArray[np.float64]:
    """Gives the features (n, d + 7) of prompts."""
    pairs = zip(prompts, embed(prompts), strict=True)
    return np.array([features(prompt, vector) for prompt, vector in pairs])


def fit(
    rows: NDArray[np.float64], wanted: NDArray[np.float64], counts: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Fits a logistic regression with an L2 penalty on standardised columns, by Newton's method.

    `rows` are (n, f), `wanted` 0 or 1 (n,), `counts` what each row counts (n,). Gives weights (f,) and bias.
    """
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    design = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    shrink = np.append(np.full(rows.shape[1], PENALTY), 1e-9)
    solution = np.zeros(design.shape[1])
    for _ in range(NEWTON_STEPS):
        guess = 1 / (1 + np.exp(-np.clip(design @ solution, -30, 30)))
        slope = design.T @ (counts * (wanted - guess)) - shrink * solution
        curvature = (design * (counts * guess * (1 - guess))[:, None]).T @ design + np.diag(shrink)
        step = np.linalg.solve(curvature, slope)
        solution += step
        if np.abs(step).max() < 1e-7:
            break
    found = solution[:-1] / scale
    return found, float(solution[-1] - found @ mean)


def threshold(scores: NDArray[np.float64]) -> float:
    """Chooses the lowest threshold that refuses at most REFUSED of wishes with these scores (n,)."""
    return float(np.quantile(scores, 1 - REFUSED, method="higher"))


def validation_scores(weights: LinearWeights, embed: Embed) -> dict[str, NDArray[np.float64]]:
    """Gives the scores (n,) of the validation set's prompts, by their kind."""
    return {
        kind: rows_of(prompts, embed) @ weights.of_features + weights.bias
        for kind, prompts in read_set(VALIDATION).items()
    }


def read_set(file: Path) -> dict[str, list[str]]:
    """Reads a set of prompts: "film" and "other", each in all its languages."""
    kinds = json.loads(file.read_text(encoding="utf-8"))
    return {
        kind: [prompt for prompts in languages.values() for prompt in prompts]
        for kind, languages in kinds.items()
    }


def write(weights: LinearWeights, file: Path = FILE) -> None:
    """Ships the weights."""
    of_features = weights.of_features.astype(np.float32)
    np.savez_compressed(file, weights=of_features, bias=weights.bias, threshold=weights.threshold)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    import django

    django.setup()
    main()
