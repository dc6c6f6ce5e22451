"""Makes the row of a film out of what TMDB's API says of it, in the catalogue's own column names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...models import Title
from ...providers.tmdb import TMDB
from ..credits import FIRST_ACTORS
from ..readers import Source
from ..readers.rows import Row

PARTS = "credits,keywords,alternative_titles"
REGIONS = {"en": "US", "es": "ES"}  # whose titles and texts TMDB gives as the language's own
PAGE = "https://www.themoviedb.org/movie/{}"
SAME = ("release_date", "runtime", "vote_average", "vote_count", "popularity", "budget", "revenue", "imdb_id")
SAME += ("original_language",)
POSTER = "poster_path"  # no column of the catalogue's: where TMDB has the picture
Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Fetched(Source):
    """Films that have come over the network, as an import reads those of a file."""

    films: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    def rows(self) -> Iterator[Row]:
        for number, cells in enumerate(self.films, start=1):
            yield Row(number, cells)


def fetched(films: Sequence[Mapping[str, Any]]) -> Fetched:
    """These rows as the source of an import."""
    return Fetched(Path("TMDB"), "json", films=films)


def read_film(tmdb: TMDB, tmdb_id: int, languages: Sequence[str]) -> dict[str, Any] | None:
    """The row of a film: its own texts in the first language, translations in the others; None without one.

    One request a language. Raises ProviderError.
    """
    first, *others = languages
    told = tmdb.get(f"/movie/{tmdb_id}", language=_code(first), append_to_response=PARTS)
    if told is None:
        return None
    texts = {language: _texts(tmdb.get(f"/movie/{tmdb_id}", language=_code(language))) for language in others}
    # In a language that nobody has told it in, a film comes with its original title and no text.
    return row(told, first, {language: said for language, said in texts.items() if said["description"]})


def row(told: Answer, language: str, texts: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The cells of a film, by the catalogue's names of columns, from an answer with PARTS in it.

    `texts` are those in other languages. What TMDB leaves empty or writes as 0 is left out.
    """
    credits, date = _mapping(told.get("credits")), str(told.get("release_date") or "")
    cells = {name: told.get(name) for name in SAME} | {
        "tmdb_id": told.get("id"),
        "year": date[:4],
        "url": told.get("homepage") or PAGE.format(told.get("id")),
        POSTER: told.get("poster_path"),
        "countries": ", ".join(_names(told.get("production_countries"))),
        "studios": ", ".join(name.replace(",", "") for name in _names(told.get("production_companies"))),
        "keywords": ", ".join(_names(_mapping(told.get("keywords")).get("keywords"))),
        "directors": [_person(one) for one in _listed(credits.get("crew")) if one.get("job") == "Director"],
        "actors": [_person(one) for one in _listed(credits.get("cast"))[:FIRST_ACTORS]],
        "titles": _titles(told, language, texts),
        "translations": texts,
        **_texts(told),
    }
    return {name: cell for name, cell in cells.items() if cell not in (None, "", 0, 0.0, [], {})}


def _texts(told: Answer | None) -> dict[str, str]:
    told = told or {}
    return {
        "title": str(told.get("title") or ""),
        "description": str(told.get("overview") or ""),
        "genre": ", ".join(_names(told.get("genres"))),
    }


def _titles(told: Answer, language: str, texts: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """The film's names: the original one, the one in each language, and those by country."""
    found = [
        {
            "name": told.get("original_title"),
            "language": told.get("original_language"),
            "kind": Title.Kind.ORIGINAL,
        },
        {"name": told.get("title"), "language": language, "kind": Title.Kind.OFFICIAL},
    ]
    found += [
        {"name": said["title"], "language": code, "kind": Title.Kind.OFFICIAL} for code, said in texts.items()
    ]
    found += [
        {"name": each.get("title"), "region": each.get("iso_3166_1"), "kind": Title.Kind.ALTERNATIVE}
        for each in _listed(_mapping(told.get("alternative_titles")).get("titles"))
    ]
    return [title for title in found if title["name"]]


def _person(told: Answer) -> dict[str, Any]:
    return {"name": told.get("name"), "tmdb_id": told.get("id")}


def _names(listed: Any) -> list[str]:
    return [str(each["name"]) for each in _listed(listed) if each.get("name")]


def _listed(value: Any) -> list[Answer]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _mapping(value: Any) -> Answer:
    return value if isinstance(value, Mapping) else {}


def _code(language: str) -> str:
    return f"{language}-{REGIONS[language]}" if language in REGIONS else language
