"""Fits the weights of movie.search.plausible, and says how many requests of other sets they refuse.

Run: python -m tests.benchmarks.floor
"""

import csv
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

PROMPTS = Path(__file__).parents[1] / "prompts"


def main() -> None:
    """Print the weights, then the share refused of each set, on catalogues of several kinds and sizes."""
    from movie.search.plausible import BIAS, FILE, WEIGHTS

    known = json.loads(FILE.read_text(encoding="utf-8"))
    catalogues = dict(_catalogues())
    rows, wanted = [], []
    for films in catalogues.values():
        for kind, label in (("film", 1.0), ("nonsense", 0.0)):
            prompts = [*known[kind]["en"], *known[kind]["es"]]
            rows.extend(_features(prompt, films, known=True) for prompt in prompts)
            wanted.extend([label] * len(prompts))
    weights, bias = fit(np.array(rows), np.array(wanted))
    print(f"  fitted now: WEIGHTS = {weights.round(1).tolist()}, BIAS = {bias:.2f}")
    print(f"  in use:     WEIGHTS = {WEIGHTS.tolist()}, BIAS = {BIAS}")
    for name, prompts in checked_sets().items():
        for catalogue, films in catalogues.items():
            scores = np.array([_features(prompt, films) for prompt in prompts]) @ WEIGHTS + BIAS
            print(f"  {name:32} {catalogue:12} {np.mean(scores <= 0):6.1%} refused of {len(prompts)}")


def fit(rows: np.ndarray, wanted: np.ndarray, penalty: float = 1.0) -> tuple[np.ndarray, float]:
    """Logistic regression with an L2 penalty on standardised columns, by Newton's method."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    design = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    shrink = np.diag([penalty] * rows.shape[1] + [0.0])
    solution = np.zeros(design.shape[1])
    for _ in range(30):
        guess = 1 / (1 + np.exp(-design @ solution))
        slope = design.T @ (wanted - guess) - shrink @ solution
        curvature = (design * (guess * (1 - guess))[:, None]).T @ design + shrink
        solution += np.linalg.solve(curvature, slope)
    weights = solution[:-1] / scale
    return weights, float(solution[-1] - weights @ mean)


def checked_sets() -> dict[str, list[str]]:
    """Requests that the weights were not fitted to."""
    check = json.loads((PROMPTS / "fit_check.json").read_text(encoding="utf-8"))
    nonsense = json.loads((PROMPTS / "nonsense.json").read_text(encoding="utf-8"))
    described = [
        json.loads(line)["query"]
        for name in ("prompts.en", "prompts.es", "second.en", "second.es")
        for line in (PROMPTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    sets = {
        "descriptions of films": described,
        "wishes, moods and descriptions": check["film"]["en"] + check["film"]["es"],
        "nonsense": nonsense["en"] + nonsense["es"],
        "nonsense, another set": check["nonsense"]["en"] + check["nonsense"]["es"],
    }
    if data := os.environ.get("MOVIE_DATA"):
        lines = Path(data, "tot_queries_train.jsonl").read_text(encoding="utf-8").splitlines()[:400]
        sets["vague memories"] = [json.loads(line)["query"] for line in lines]
    return sets


def _catalogues() -> Iterator[tuple[str, np.ndarray]]:
    """The films' vectors of the sample in both languages, and of a large catalogue where it is at hand."""
    from movie.catalogue.sample import sample_file

    for language in ("en", "es"):
        films = json.loads(sample_file(language).read_text(encoding="utf-8"))
        yield f"sample {language}", _embedded(films, "genre", "description")
    if data := os.environ.get("MOVIE_DATA"):
        with Path(data, "tot_catalogue.csv").open(encoding="utf-8") as file:
            yield "large", _embedded(list(csv.DictReader(file)), "genres", "overview")


def _embedded(films: list[dict], genre: str, description: str) -> np.ndarray:
    from movie.embedders import get_embedder

    texts = ["\n".join((film["title"], film[genre], film["keywords"], film[description])) for film in films]
    return get_embedder().embed_documents(texts)


def _features(prompt: str, films: np.ndarray, known: bool = False) -> np.ndarray:
    """The features of a prompt; of one of the known requests as if it were not known."""
    from movie.embedders import get_embedder
    from movie.search import plausible

    (query,) = plausible.embed_requests([prompt], get_embedder())
    if not known:
        return plausible.features(prompt, query, films)
    whole = plausible._known_requests
    others = tuple(rows[rows @ query < 0.9999] for rows in whole(get_embedder().model_id))
    plausible._known_requests = lambda model_id: others
    try:
        return plausible.features(prompt, query, films)
    finally:
        plausible._known_requests = whole


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "moviereviews.settings"
    os.environ["EMBEDDER"] = "offline"
    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.gettempdir()}/unused.sqlite3"
    import django

    django.setup()
    main()
