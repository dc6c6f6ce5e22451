"""What films look like in JSON. None of these has the vector."""

from datetime import date
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

from ..models import Movie
from ..posters.store import picture_url
from ..search.ranking import Match
from ..search.snippets import plain
from ..statistics.returns import movie_return
from .languages import told


class FilmBrief(Schema):
    """A film in a list; `runtime` is in minutes, `url` its page and `poster` its picture, whole addresses."""

    id: int
    title: str
    year: int | None
    runtime: int | None
    genres: list[str]
    url: str
    poster: str

    @staticmethod
    def resolve_url(movie: Movie, context: dict[str, Any]) -> str:
        return context["request"].build_absolute_uri(movie.get_absolute_url())

    @staticmethod
    def resolve_poster(movie: Movie, context: dict[str, Any]) -> str:
        return context["request"].build_absolute_uri(picture_url(movie))

    resolve_title = staticmethod(told("title"))
    resolve_genres = staticmethod(told("genres"))


class PersonOut(Schema):
    """Somebody who directs or plays."""

    id: int
    name: str


class OtherTitle(Schema):
    """A name that people know a film by; `region` is ES for Spain, 419 for Latin America."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    language: str
    region: str
    kind: str


class Film(FilmBrief):
    """Everything about a film; null where it is not known."""

    titles: list[OtherTitle]
    description: str
    keywords: list[str]
    homepage: str
    release_date: date | None
    vote_average: float | None
    vote_count: int | None
    popularity: float | None
    budget: int | None
    revenue: int | None
    return_on_budget: float | None
    tmdb_id: int | None
    imdb_id: str | None
    directors: list[PersonOut]
    actors: list[PersonOut]
    embedded_by: str = Field(alias="emb_model")

    resolve_description = staticmethod(told("description"))
    resolve_keywords = staticmethod(told("keyword_list"))

    @staticmethod
    def resolve_return_on_budget(movie: Movie) -> float | None:
        return movie_return(movie)


class FilmPage(Schema):
    """One page of films by title; `count` is that of all pages."""

    count: int
    page: int
    pages: int
    page_size: int
    results: list[FilmBrief]


class Found(Schema):
    """A film and its cosine similarity, -1 to 1; null where it was found by its words alone."""

    similarity: float | None
    fits: bool
    close: bool
    why: str
    film: FilmBrief

    @classmethod
    def of(cls, match: Match, language: str) -> dict[str, Any]:
        """A match as this shape wants it, in a language."""
        similarity = None if match.similarity is None else float(match.similarity)
        return {
            "similarity": similarity,
            "fits": bool(match.fits),
            "close": bool(match.close),
            "why": plain(match.why_in(language)),
            "film": match.movie,
        }


class Understood(Schema):
    """One thing that was understood of a prompt; `key` takes it back, `label` says it to people.

    `kind` says what `value` is: the id of a film ("titles", "liked", "disliked") or of a person ("people",
    "directors", "without_people"), the ids of all of a name ("namesakes"), a genre ("genres",
    "without_genres"), words ("unwanted"), from and to ("years", "runtime" in minutes), "yes" ("for_family").
    """

    key: str
    kind: str
    value: int | str | list[int | None]
    label: str


class SearchResults(Schema):
    """Films nearest to a prompt, best first; `notice` says so where they were not found by meaning.

    `absent` is the title or name that is asked for and that nothing and nobody here has, or empty.
    """

    model_config = ConfigDict(from_attributes=True)

    query: str
    notice: str
    absent: str
    fits: bool
    understood: list[Understood]
    results: list[Found]


class TitleOut(Schema):
    """A film by its title."""

    id: int
    title: str = Field(alias="name")
    year: int | None
