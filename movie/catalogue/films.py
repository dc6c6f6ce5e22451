"""One film as it comes out of a file, before it is stored."""

from dataclasses import dataclass, field
from datetime import date

from ..vectors import Vector


class BadRow(Exception):
    """A row that is no film; the message is the reason."""


@dataclass
class Film:
    """Cleaned values of one row; None or empty where the file says nothing."""

    title: str
    description: str = ""
    genre: str = ""
    keywords: str = ""
    url: str = ""
    image: str = ""
    year: int | None = None
    release_date: date | None = None
    vote_average: float | None = None
    vote_count: int | None = None
    popularity: float | None = None
    budget: int | None = None
    revenue: int | None = None
    tmdb_id: int | None = None
    imdb_id: str | None = None
    directors: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    emotions: list[str] = field(default_factory=list)
    emojis: str = ""
    vector: Vector | None = None
    vector_problem: str = ""  # why the embedding in the file was not taken
    vector_model: str = ""  # who made it, where the file says so


# Fields that Movie has under the same name.
STORED_FIELDS = (
    "title",
    "description",
    "genre",
    "keywords",
    "url",
    "image",
    "year",
    "release_date",
    "vote_average",
    "vote_count",
    "popularity",
    "budget",
    "revenue",
    "tmdb_id",
    "imdb_id",
)
