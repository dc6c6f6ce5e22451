"""Reads what is learned from: a catalogue, and requests whose films are known."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...text import movie_text
from ..text_query import TextQuery, analyse

CATALOGUE, REQUESTS = "tot_catalogue.csv", "tot_queries_train.jsonl"


@dataclass(frozen=True)
class TrainingMovie:
    """A film as a file tells it."""

    id: int
    title: str
    genre: str
    keywords: str
    description: str
    year: int
    tagline: str = ""

    @property
    def text(self) -> str:
        """What is embedded of it."""
        return movie_text(self)

    @property
    def fields(self) -> tuple[str, ...]:
        """Its texts as full text knows them."""
        return self.title, self.keywords, self.genre, self.description


@dataclass(frozen=True)
class Memory:
    """A request and the places in the catalogue of the films that answer it."""

    request: TextQuery
    films: tuple[int, ...]


@dataclass(frozen=True)
class Data:
    """Films, and the requests that ask for some of them."""

    films: Sequence[TrainingMovie]
    memories: Sequence[Memory]  # the long requests of people who cannot remember a name
    taglines: Sequence[Memory] = field(init=False, repr=False)  # as short requests for their film
    years: NDArray[np.int64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        taglines = [
            Memory(analyse(film.tagline), (place,)) for place, film in enumerate(self.films) if film.tagline
        ]
        object.__setattr__(self, "taglines", taglines)
        object.__setattr__(self, "years", np.array([film.year for film in self.films], dtype=np.int64))


def read_data(folder: Path) -> Data:
    """The files of a folder; a request none of whose films is in the catalogue is left out."""
    films = _films(folder / CATALOGUE)
    places = {film.id: place for place, film in enumerate(films)}
    return Data(films, list(_memories(folder / REQUESTS, places)))


def _films(path: Path) -> list[TrainingMovie]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            TrainingMovie(
                int(row["tmdb_id"]),
                row["title"],
                row["genres"],
                row["keywords"],
                row["overview"],
                int(row["release_date"][:4] or 0),
                row["tagline"].strip(),
            )
            for row in csv.DictReader(file)
        ]


def _memories(path: Path, places: dict[int, int]) -> list[Memory]:
    memories = []
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        films = tuple(places[film] for film in item["relevant"] if film in places)
        if films:
            memories.append(Memory(analyse(item["query"]), films))
    return memories
