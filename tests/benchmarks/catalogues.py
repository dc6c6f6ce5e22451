"""Films' vectors of several kinds and sizes, to judge requests against."""

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np


def catalogues() -> Iterator[tuple[str, np.ndarray]]:
    """Of the sample in both languages, and of a large catalogue where it is at hand."""
    from movie.sample import sample_file

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
