"""What films look like in JSON. None of these has the vector.

Those of answers to a search are Pydantic's own models and take dicts: Ninja's schemas, which look up each
attribute of a film by itself, took a fifth of an answer.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict

from ..models import Movie
from ..posters.store import picture_url
from ..search.ranking import Match
from ..search.snippets import plain
from ..statistics.revenue import movie_return
from .languages import asked_language, shown


class FilmBrief(BaseModel):
    """A film in a list; `runtime` is in minutes, `url` its page and `poster` its picture, whole addresses."""

    id: int
    title: str
    year: int | None
    runtime: int | None
    genres: list[str]
    url: str
    poster: str

    @staticmethod
    def of(movie: Movie, request: HttpRequest) -> dict[str, Any]:
        """A film as this shape wants it, for whoever asks."""
        texts = shown(movie, request)
        return {
            "id": movie.pk,
            "title": texts.title,
            "year": movie.year,
            "runtime": movie.runtime,
            "genres": texts.genres,
            "url": request.build_absolute_uri(movie.get_absolute_url()),
            "poster": request.build_absolute_uri(picture_url(movie, texts.title)),
        }


class PersonOut(BaseModel):
    """Somebody who directs or plays."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str


class OtherTitle(BaseModel):
    """A name that people know a film by; `region` is ES for Spain, 419 for Latin America."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    language: str
    region: str
    kind: str


class Film(FilmBrief):
    """Everything about a film; null where it is not known.

    `original_language` is a code of ISO 639 ("fr"), `countries` are letters of ISO 3166 ("FR").
    """

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
    original_language: str
    countries: list[str]
    studios: list[str]
    directors: list[PersonOut]
    actors: list[PersonOut]
    embedded_by: str

    @staticmethod
    def of(movie: Movie, request: HttpRequest) -> dict[str, Any]:
        """A film as this shape wants it, with its people and other titles, for whoever asks."""
        texts = shown(movie, request)
        told = {
            **FilmBrief.of(movie, request),
            "titles": list(movie.titles.all()),
            "description": texts.description,
            "keywords": texts.keyword_list,
            "return_on_budget": movie_return(movie),
            "countries": movie.country_list,
            "studios": movie.studio_list,
            "embedded_by": movie.emb_model,
        }
        # All else is told as the film has it.
        return {name: told[name] if name in told else getattr(movie, name) for name in Film.model_fields}


class FilmPage(BaseModel):
    """One page of films by title; `count` is that of all pages."""

    count: int
    page: int
    pages: int
    page_size: int
    results: list[FilmBrief]


class Found(BaseModel):
    """A film and its cosine similarity, -1 to 1; null where it was found by its words alone."""

    similarity: float | None
    fits: bool
    close: bool
    why: str
    film: FilmBrief

    @staticmethod
    def of(match: Match, request: HttpRequest) -> dict[str, Any]:
        """A match as this shape wants it, for whoever asks."""
        similarity = None if match.similarity is None else float(match.similarity)
        return {
            "similarity": similarity,
            "fits": bool(match.fits),
            "close": bool(match.close),
            "why": plain(match.why_in(asked_language(request))),
            "film": FilmBrief.of(match.movie, request),
        }


class Understood(BaseModel):
    """One thing that was understood of a prompt; `key` takes it back, `label` says it to people.

    `kind` says what `value` is: the id of a film ("titles", "liked", "disliked") or of a person ("people",
    "directors", "without_people"), the ids of all of a name ("namesakes"), a genre ("genres",
    "without_genres"), a country, a language or a part of the world by its code, a studio by its name
    ("origins", "without_origins"), words ("unwanted"), an emotion in English ("emotions"), from and to
    ("years", "runtime" in minutes, "rating" of ten), which films stand first ("order"), "yes" ("for_family").
    """

    model_config = ConfigDict(from_attributes=True)

    key: str
    kind: str
    value: int | str | list[float | None]
    label: str


class SearchResults(BaseModel):
    """Films nearest to a prompt, best first; `notice` says so where they were not found by meaning.

    `absent` is the title or name that is asked for and that nothing and nobody here has, or empty.
    """

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
