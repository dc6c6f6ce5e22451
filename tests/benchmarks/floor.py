"""Says how many requests of sets that nothing was fitted to are refused, on catalogues of several sizes.

Run: python -m tests.benchmarks.floor
"""

import json
import os
import tempfile
from pathlib import Path

import numpy as np

PROMPTS = Path(__file__).parents[1] / "prompts"


def main() -> None:
    """Print the share refused of each set."""
    from movie.embedders import get_embedder
    from movie.search.plausible import embed_requests, is_plausible

    from .catalogues import catalogues

    films_of = dict(catalogues())
    for name, prompts in checked_sets().items():
        queries = embed_requests(prompts, get_embedder())
        for catalogue, films in films_of.items():
            asked = zip(prompts, queries, strict=True)
            refused = np.mean([not is_plausible(prompt, query, films) for prompt, query in asked])
            print(f"  {name:32} {catalogue:12} {refused:6.1%} refused of {len(prompts)}")


def checked_sets() -> dict[str, list[str]]:
    """Requests that nothing was fitted to; those held out have guided no choice either."""
    check = json.loads((PROMPTS / "fit_check.json").read_text(encoding="utf-8"))
    nonsense = json.loads((PROMPTS / "nonsense.json").read_text(encoding="utf-8"))
    described = [
        json.loads(line)["query"]
        for name in ("prompts.en", "prompts.es", "second.en", "second.es")
        for line in (PROMPTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    held_out = json.loads((PROMPTS / "held_out.json").read_text(encoding="utf-8"))
    sets = {
        "descriptions of films": described,
        "wishes, moods and descriptions": check["film"]["en"] + check["film"]["es"],
        "nonsense": nonsense["en"] + nonsense["es"],
        "nonsense, another set": check["nonsense"]["en"] + check["nonsense"]["es"],
        "wishes, held out": held_out["film"]["en"] + held_out["film"]["es"],
        "nonsense, held out": held_out["nonsense"]["en"] + held_out["nonsense"]["es"],
    }
    if data := os.environ.get("MOVIE_DATA"):
        lines = Path(data, "tot_queries_train.jsonl").read_text(encoding="utf-8").splitlines()[:400]
        sets["vague memories"] = [json.loads(line)["query"] for line in lines]
    return sets


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "moviereviews.settings"
    os.environ["EMBEDDER"] = "offline"
    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.gettempdir()}/unused.sqlite3"
    import django

    django.setup()
    main()
