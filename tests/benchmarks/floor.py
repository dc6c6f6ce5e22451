"""Says how many requests of each set are told that nothing fits, on catalogues of several sizes.

Run: python -m tests.benchmarks floor. The validation set has chosen the threshold; the test set, nothing.
"""

import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

PROMPTS = Path(__file__).parents[1] / "prompts"
DESCRIPTIONS = ("prompts", "second", "ordinary", "workshop")


def main() -> None:
    """Print the share refused of each set."""
    import django

    django.setup()
    from movie.embedders.offline import OfflineEmbedder
    from movie.search.out_of_scope import is_out_of_scope

    embed = OfflineEmbedder().embed_documents
    for name, prompts in checked_sets().items():
        asked = zip(prompts, embed(prompts), strict=True)
        refused = np.mean([is_out_of_scope(prompt, vector) for prompt, vector in asked])
        print(f"  {name:40} {refused:6.1%} refused of {len(prompts)}, whatever the catalogue")


def checked_sets() -> dict[str, Sequence[str]]:
    """Requests that taught nothing, by what they are."""
    sets: dict[str, Sequence[str]] = {}
    for name in ("validation", "test"):
        file = PROMPTS / f"out_of_scope.{name}.json"
        kinds = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        for kind, languages in kinds.items():
            sets |= {f"{name}: {kind}, {language}": prompts for language, prompts in languages.items()}
    for language in ("en", "es"):
        files = [PROMPTS / f"{name}.{language}.jsonl" for name in DESCRIPTIONS]
        lines = [line for file in files if file.exists() for line in file.read_text("utf-8").splitlines()]
        sets[f"descriptions, {language}"] = [json.loads(line)["query"] for line in lines]
    if data := os.environ.get("MOVIE_DATA"):
        sets |= _of_others(Path(data))
    return sets


def _of_others(data: Path) -> dict[str, Sequence[str]]:
    """Memories, and what is printed on the films that taught nothing."""
    from movie.search.out_of_scope.examples import is_taught

    memories = (data / "tot_queries_train.jsonl").read_text(encoding="utf-8").splitlines()
    with (data / "tot_catalogue.csv").open(encoding="utf-8") as file:
        movies = [movie for movie in csv.DictReader(file) if not is_taught(movie)]
    return {
        "vague memories": [json.loads(line)["query"] for line in memories],
        "taglines": [movie["tagline"] for movie in movies if movie["tagline"].strip()],
        "titles that are not in the catalogue": [movie["title"] for movie in movies],
    }


if __name__ == "__main__":
    main()
