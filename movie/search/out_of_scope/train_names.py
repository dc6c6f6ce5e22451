"""Learns to tell names from wishes, and the threshold from sets that are checked by.

Run: python -m movie.search.out_of_scope.train_names --data FOLDER (a few minutes; deterministic)
"""

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...perceptron import Perceptron
from ...perceptron.training import Plan
from .examples import balanced
from .name_examples import LONGEST, PROMPTS, name_examples
from .name_features import name_features
from .names import FILE
from .train import VALIDATION, Embed, learned_from, read_set

PLAN = Plan(hidden=128, epochs=25, batch=256, penalty=1e-3, kept_inputs=0.7, kept_hidden=0.5)
# The share of the validation's short wishes that may look like a name: what stands in the films' texts, and
# what is understood otherwise, is told from names before.
MISTAKEN = 0.025


def main() -> None:
    """Fit, choose, say, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with titles, keywords, taglines and people")
    data = parser.parse_args().data

    from ...embedders.offline import OfflineEmbedder

    embed = OfflineEmbedder().embed_documents
    weights = trained_on_names(embed, data)
    for kind, prompts in checked().items():
        found = np.mean(scores_of(prompts, weights, embed) > weights.threshold)
        print(f"{kind}: {found:.1%} of {len(prompts)} look like names")  # noqa: T201
    weights.write(FILE)


def trained_on_names(embed: Embed, data: Path | None = None) -> Perceptron:
    """Fits the weights; `embed` gives the vectors (n, d) of texts, `data` is as name_examples() takes it."""
    chosen = balanced(name_examples(data))
    rows = rows_of_names([example.prompt for example in chosen], embed)
    weights = learned_from([one._replace(other=not one.other) for one in chosen], rows, PLAN)
    wishes = scores_of(checked()["wishes"], weights, embed)
    return weights._replace(threshold=float(np.quantile(wishes, 1 - MISTAKEN, method="higher")))


def rows_of_names(prompts: Sequence[str], embed: Embed) -> NDArray[np.float64]:
    """Gives the features (n, f) of prompts."""
    return np.array([name_features(*pair) for pair in zip(prompts, embed(prompts), strict=True)])


def scores_of(prompts: Sequence[str], weights: Perceptron, embed: Embed) -> NDArray[np.float32]:
    """Gives the log odds (n,) that prompts are names."""
    return weights.log_odds(rows_of_names(prompts, embed))[:, 0]


def checked() -> dict[str, list[str]]:
    """Gives short wishes, and names that nobody has, neither of which teach."""
    absent = json.loads((PROMPTS / "absent.json").read_text(encoding="utf-8"))
    wishes = [prompt for prompt in read_set(VALIDATION)["film"] if len(prompt.split()) <= LONGEST]
    return {"wishes": wishes, "names in English": absent["en"], "names in Spanish": absent["es"]}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviereviews.settings")
    import django

    django.setup()
    main()
