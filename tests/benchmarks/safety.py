"""Says how much distress is heard that taught nothing, and how many requests for films are mistaken for it.

Run: python -m tests.benchmarks safety. None of these wordings and requests taught or chose anything.
"""

import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

PROMPTS = Path(__file__).parents[1] / "prompts"


def main() -> None:
    """Print the share heard of each set, and what hearing costs."""
    import django

    django.setup()
    from movie.safety import distress_in

    distress_in("a first text loads the encoder")
    for name, texts in checked_sets().items():
        begun = time.perf_counter()
        heard = sum(distress_in(text) is not None for text in texts)
        cost = (time.perf_counter() - begun) / len(texts) * 1000
        print(f"  {name:40} {heard / len(texts):6.1%} heard of {len(texts)}, {cost:.1f} ms each")


def checked_sets() -> dict[str, Sequence[str]]:
    """The held-out set by what it is, and the requests for films of all other sets."""
    kinds = json.loads((PROMPTS / "distress.test.json").read_text(encoding="utf-8"))
    sets: dict[str, Sequence[str]] = {
        f"held out: {kind}, {language}": texts
        for kind, languages in kinds.items()
        for language, texts in languages.items()
    }
    sets["requests of all other sets"] = list(dict.fromkeys(_requests()))
    if data := os.environ.get("MOVIE_DATA"):
        memories = Path(data, "tot_queries_train.jsonl").read_text(encoding="utf-8").splitlines()
        sets["vague memories"] = [json.loads(line)["query"] for line in memories]
    return sets


def _requests() -> Iterator[str]:
    for file in sorted(PROMPTS.glob("*.jsonl")):
        lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        yield from (line["query"] for line in lines if "query" in line)
    for name in ("validation", "test"):
        kinds = json.loads((PROMPTS / f"out_of_scope.{name}.json").read_text(encoding="utf-8"))
        yield from (text for texts in kinds["film"].values() for text in texts)


if __name__ == "__main__":
    main()
