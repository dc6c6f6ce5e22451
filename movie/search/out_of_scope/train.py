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

from ...perceptron import Perceptron
from ...perceptron.training import Examples, Plan, learned_of_columns
from ...vectors import Vector
from .classifier import FILE
from .examples import Example, balanced, examples
from .features import features

Embed = Callable[[Sequence[str]], Vector]

VALIDATION = Path(__file__).parents[3] / "tests" / "prompts" / "out_of_scope.validation.json"
# The share of the validation's prompts for other things that may pass for wishes: then the fewest wishes are
# refused.
MISSED = 0.01
PLAN = Plan(hidden=128, epochs=40, batch=256, penalty=1e-3, kept_inputs=0.6, kept_hidden=0.5)


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
    weights.write(FILE)


def trained(embed: Embed, data: Path | None = None) -> Perceptron:
    """Learns from each example as it is written, and as hurried people write it.

    `embed` gives the vectors (n, d) of texts, `data` is as examples() takes it.
    """
    chosen = balanced(examples(data))
    both = [*chosen, *(one._replace(prompt=in_plain(one.prompt)) for one in chosen)]
    weights = learned_from(both, rows_of([example.prompt for example in both], embed), PLAN)
    return weights._replace(threshold=threshold(validation_scores(weights, embed)["other"]))


def in_plain(prompt: str) -> str:
    """Writes a prompt as hurried people do: small letters, no sign at its ends."""
    return prompt.lower().strip("¿¡?!. ") or prompt


def rows_of(prompts: Sequence[str], embed: Embed) -> NDArray[np.float64]:
    """Gives the features (n, d + 7) of prompts."""
    pairs = zip(prompts, embed(prompts), strict=True)
    return np.array([features(prompt, vector) for prompt, vector in pairs])


def learned_from(chosen: Sequence[Example], rows: NDArray[np.float64], plan: Plan) -> Perceptron:
    """Learns from the features (n, f) of examples, of which `other` says what they are."""
    wanted = np.array([(not example.other, example.other) for example in chosen], dtype=np.float32)
    counts = np.array([example.weight for example in chosen], dtype=np.float32)
    return learned_of_columns(Examples(rows.astype(np.float32), wanted, counts / counts.mean()), plan)


def threshold(scores: NDArray[np.float32]) -> float:
    """Chooses the highest threshold that refuses all but MISSED of prompts for other things, scored (n,)."""
    return float(np.quantile(scores, MISSED, method="lower"))


def validation_scores(weights: Perceptron, embed: Embed) -> dict[str, NDArray[np.float32]]:
    """Gives the scores (n,) of the validation set's prompts, by their kind."""
    return {
        kind: weights.log_odds(rows_of(prompts, embed))[:, 0]
        for kind, prompts in read_set(VALIDATION).items()
    }


def read_set(file: Path) -> dict[str, list[str]]:
    """Reads a set of prompts: "film" and "other", each in all its languages."""
    kinds = json.loads(file.read_text(encoding="utf-8"))
    return {
        kind: [prompt for prompts in languages.values() for prompt in prompts]
        for kind, languages in kinds.items()
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    import django

    django.setup()
    main()
