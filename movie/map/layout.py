"""What the map shows: films at their points, the regions they form, and where a prompt lands."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from typing import Any

import numpy as np

from ..database.cached import Cached
from ..database.journal import latest_change
from ..embedders import get_embedder
from ..models import MapPoint, Movie, Translation, base_language, split_keywords
from ..search.fallback import Answer, answer
from ..text import fold
from ..text.genres import genre_key, genres_shown
from .clusters import Region, regions
from .projection import STEP, settle

NEAREST = 10


@dataclass(frozen=True)
class MapMovie:
    """What the map tells of a film by itself."""

    pk: int
    title: str
    year: int | None
    genres: list[str]
    x: float
    y: float

    @property
    def decade(self) -> int | None:
        return None if self.year is None else self.year // 10 * 10

    def get_absolute_url(self) -> str:
        return Movie(pk=self.pk).get_absolute_url()


@dataclass(frozen=True)
class MapLayout:
    """The map of the model in use."""

    films: list[MapMovie]
    regions: list[Region]
    embedded: int  # films that could be on it
    waiting: int  # films that could be embedded, and are not

    @property
    def missing(self) -> int:
        """How many embedded films have no place on it yet."""
        return self.embedded - len(self.films)

    @cached_property
    def decades(self) -> list[int]:
        """The decades of its films, the first first."""
        return sorted({film.decade for film in self.films if film.decade is not None})

    @cached_property
    def packed(self) -> bytes:
        """The map for a browser, as JSON: see `columns`."""
        return json.dumps(columns(self), separators=(",", ":"), ensure_ascii=False).encode()

    @cached_property
    def _by_title(self) -> list[tuple[str, int, MapMovie]]:
        """The films with their folded titles and their places in `films`, in the order of the titles."""
        films = [(fold(film.title), place, film) for place, film in enumerate(self.films)]
        return sorted(films, key=lambda row: (row[0], row[2].pk))

    def passing(
        self, title: str = "", genre: str = "", decade: int | None = None, region: int | None = None
    ) -> list[MapMovie]:
        """Films by part of their title and by genre (in any spelling), decade and region; by title."""
        rows, part = self._by_title, fold(title)
        if part:
            rows = [row for row in rows if part in row[0]]
        if region is not None:
            places = set(self.regions[region].members)
            rows = [row for row in rows if row[1] in places]
        films = [film for _title, _place, film in rows if decade is None or film.decade == decade]
        key, wanted = cache(genre_key), genre_key(genre)  # few names, many films
        return [film for film in films if wanted in map(key, film.genres)] if genre else films


@dataclass(frozen=True)
class Landing:
    """Where a prompt lands: the answer to it, and its point among the films found; None off the map."""

    answer: Answer
    point: tuple[float, float] | None


def atlas(language: str = "en") -> MapLayout:
    """The map as it is stored now, in a language; without films where there is none for the model in use.

    It is kept for as long as films and map stay as they are; nobody may change it. Raises ConfigurationError
    where no embedder can be made.
    """
    return _kept(base_language(language)).get()


def version() -> str:
    """Another one where a film or the map has changed since. Raises as atlas()."""
    return f"{get_embedder().model_id} {latest_change()}"


@cache
def _kept(language: str) -> Cached[MapLayout]:
    return Cached(lambda _before: _read(language), version)


def _read(language: str) -> MapLayout:
    model_id = get_embedder().model_id
    fields = ("pk", "title", "year", "genre", "keywords", "map_point__x", "map_point__y")
    on_map = Movie.objects.filter(emb_model=model_id, map_point__model_id=model_id).order_by("pk")
    rows = _in_language(on_map.values_list(*fields), language)
    genres_of = cache(partial(genres_shown, language))  # few combinations, many films
    films = [MapMovie(pk, title, year, genres_of(genre), x, y) for pk, title, year, genre, _, x, y in rows]
    words = tuple((*film.genres, *split_keywords(row[4])) for film, row in zip(films, rows, strict=True))
    points = tuple((film.x, film.y) for film in films)
    embedded = Movie.objects.embedded_by(model_id)
    waiting = Movie.objects.described().exclude(pk__in=embedded.values("pk")).count()
    return MapLayout(films, _named_regions(points, words, language == "es"), embedded.count(), waiting)


def _in_language(rows: Iterable[tuple], language: str) -> list[tuple]:
    """Rows of id, title, year, genre, keywords, x and y, with the texts of the films' translations."""
    translations = Translation.objects.filter(language=language)
    told = {pk: texts for pk, *texts in translations.values_list("movie", "title", "genre", "keywords")}
    if not told:
        return list(rows)
    nothing = ("", "", "")
    shown = []
    for pk, title, year, genre, keywords, x, y in rows:
        texts = told.get(pk, nothing)
        shown.append((pk, texts[0] or title, year, texts[1] or genre, texts[2] or keywords, x, y))
    return shown


@lru_cache(maxsize=4)
def _named_regions(
    points: tuple[tuple[float, float], ...], words: tuple[tuple[str, ...], ...], spanish: bool
) -> list[Region]:
    lists = [[word.lower() for word in of_film] for of_film in words]
    return regions(np.array(points).reshape(-1, 2), lists, spanish=spanish)


def land(prompt: str, visitor: str | None = None) -> Landing:
    """Where a prompt comes down on the map: beside its nearest by the full vectors. Never raises a
    MovieError: a prompt that cannot be embedded lands beside the films that share its words.
    """
    found = answer(prompt, k=NEAREST, visitor=visitor)
    stored = MapPoint.objects.filter(movie__in=[match.movie.pk for match in found.matches])
    points = {movie: (x, y) for movie, x, y in stored.values_list("movie", "x", "y")}
    around = [points[match.movie.pk] for match in found.matches if match.movie.pk in points]
    if not around:
        return Landing(found, None)
    return Landing(found, tuple(settle(np.array(around), MapPoint.objects.count()).tolist()))


def columns(shown: MapLayout) -> dict[str, Any]:
    """The map for a browser, column by column: coordinates are whole steps, genres places in a list."""
    names: dict[str, int] = {}
    films = shown.films
    genres = [[names.setdefault(name, len(names)) for name in film.genres] for film in films]
    return {
        "ids": [film.pk for film in films],
        "titles": [film.title for film in films],
        "years": [film.year for film in films],
        "genres": genres,
        "x": _steps([film.x for film in films]),
        "y": _steps([film.y for film in films]),
        "names": list(names),
        "regions": [
            [region.name, *_steps([region.x, region.y]), len(region.members)] for region in shown.regions
        ],
    }


def _steps(coordinates: Sequence[float]) -> list[int]:
    return [round(coordinate / STEP) for coordinate in coordinates]
