"""Reads the names of a film, and its texts in other languages, from the cells of a row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ..models import Title
from ..text import fold, split_genres
from . import values
from .records import LONGEST_TEXT, FilmTexts, FilmTitle, MovieRecord
from .tidying import article_first
from .values import Cell

LONGEST = 300  # characters of a title
LONGEST_GENRES = 250
MOST = 200  # titles of a film, and translations
LANGUAGE = re.compile(r"[a-z]{2,3}")
REGION = re.compile(r"[A-Z]{2}|\d{3}")
# The columns that are read here, each with what it is for whoever reads the list of a film's fields.
FIELDS = ("titles", "translations", "original_title", "title_en", "title_es", "title_latam")
FIELDS += ("alternative_titles",)
LENGTHS = {
    "title": LONGEST,
    "name": LONGEST,
    "genre": LONGEST_GENRES,
    "language": 10,
    "region": 10,
    "kind": 11,
}
SPAIN, LATIN_AMERICA = "ES", "419"


def take_titles(film: MovieRecord, said: Mapping[str, Cell]) -> None:
    """Give a film the names and translations that its row tells, `said` by field; what is none is left out.

    The title in Spanish is that of Spain where another one is told for Latin America.
    """
    found = [
        *film.titles,
        *_listed(said.get("titles")),
        *_one(said.get("original_title"), film.original_language or None, None, Title.Kind.ORIGINAL),
        *_one(said.get("title_en"), "en", None, Title.Kind.OFFICIAL),
        *_one(said.get("title_es"), "es", SPAIN if said.get("title_latam") else None, Title.Kind.OFFICIAL),
        *_one(said.get("title_latam"), "es", LATIN_AMERICA, Title.Kind.OFFICIAL),
        *(FilmTitle(name) for name in _names(said.get("alternative_titles"))),
    ]
    known = fold(film.title)
    film.titles = [
        title
        for title in islice(dict.fromkeys(found), MOST)
        # That it is called as it is called says nothing new.
        if title.name and not (title == FilmTitle(title.name) and fold(title.name) == known)
    ]
    film.translations = list(islice(_translated(said.get("translations")), MOST))


def written_titles(said: Mapping[str, Cell]) -> list[FilmTitle]:
    """The names of a film as the catalogue itself has written them."""
    listed = _parsed(said.get("titles"))
    told = [each for each in (listed if isinstance(listed, list) else ()) if isinstance(each, Mapping)]
    found = (FilmTitle(**_texts(each, FilmTitle._fields)) for each in told if each.get("name"))
    return list(islice(dict.fromkeys(found), MOST))


def written_translations(said: Mapping[str, Cell]) -> list[FilmTexts]:
    """Its texts in other languages, as the catalogue itself has written them."""
    told = _parsed(said.get("translations"))
    told = told if isinstance(told, Mapping) else {}
    return [
        FilmTexts(_code(language), **_texts(texts, FilmTexts._fields[1:]))
        for language, texts in islice(told.items(), MOST)
        if isinstance(texts, Mapping) and _code(language)
    ]


def _texts(told: Mapping[str, Cell], fields: Sequence[str]) -> dict[str, str]:
    """The fields of a title, or of the texts in a language, as far as the database takes them."""
    return {name: values.verbatim(told.get(name))[: LENGTHS.get(name, LONGEST_TEXT)] for name in fields}


def _one(cell: Cell, language: str | None, region: str | None, kind: str) -> Iterator[FilmTitle]:
    if name := _title(cell):
        yield FilmTitle(name, language, region, kind)


def _title(cell: Cell) -> str:
    return article_first(values.whole_text(cell)[:LONGEST])


def _names(cell: Cell) -> Iterator[str]:
    """Names of a list, or of a text between bars or semicolons: titles have commas in them."""
    listed = _parsed(cell)
    parts = listed if isinstance(listed, list | tuple) else re.split(r"[|;]", values.plain_text(cell))
    for part in parts:
        yield _title(part.get("title") or part.get("name") if isinstance(part, Mapping) else part)


def _listed(cell: Cell) -> Iterator[FilmTitle]:
    """The titles of a list of mappings, of which each may say language, region and kind."""
    listed = _parsed(cell)
    if isinstance(listed, Mapping):
        listed = listed.get("titles")  # as TMDB's API wraps them
    for each in listed if isinstance(listed, list | tuple) else ():
        if not isinstance(each, Mapping):
            yield FilmTitle(_title(each))
            continue
        region = str(each.get("region") or each.get("iso_3166_1") or "")
        kind = str(each.get("kind") or "")
        yield FilmTitle(
            _title(each.get("name") or each.get("title")),
            _code(each.get("language")),
            region if REGION.fullmatch(region) else "",
            kind if kind in Title.Kind.values else Title.Kind.ALTERNATIVE,
        )


def _translated(cell: Cell) -> Iterator[FilmTexts]:
    """The texts of a mapping by language: {"es": {"title": …, "description": …}}."""
    told = _by_language(_parsed(cell))
    for name, texts in told.items() if isinstance(told, Mapping) else ():
        if (language := _code(name)) and isinstance(texts, Mapping):
            found = FilmTexts(
                language,
                _title(texts.get("title")),
                values.plain_text(texts.get("description"))[:LONGEST_TEXT],
                _genres(texts.get("genre")),
                values.joined(texts.get("keywords"))[:LONGEST_TEXT],
            )
            if any(found[1:]):
                yield found


def _by_language(told: Any) -> Any:
    """TMDB's list of translations as the mapping that the project writes."""
    listed = told.get("translations") if isinstance(told, Mapping) else told
    if not isinstance(listed, list):
        return told
    found: dict[str, Any] = {}
    for each in listed:
        data = each.get("data") if isinstance(each, Mapping) else None
        if isinstance(data, Mapping):
            texts = {"title": data.get("title"), "description": data.get("overview")}
            found.setdefault(str(each.get("iso_639_1") or ""), texts)
    return found


def _genres(cell: Cell) -> str:
    text = ", ".join(split_genres(values.joined(cell)[:LONGEST_TEXT]))
    return text if len(text) <= LONGEST_GENRES else text[: text.rfind(",", 0, LONGEST_GENRES)]


def _parsed(cell: Cell) -> Any:
    """A cell of a table may be the JSON, or the Python, of a list or a mapping."""
    is_text = isinstance(cell, str) and cell.strip()[:1] in ("[", "{")
    return values.literal(cell.strip()) if is_text else cell


def _code(cell: Cell) -> str:
    """A language's code such as "en"; empty where the cell is none."""
    text = values.plain_text(cell).lower().partition("-")[0]
    return text if LANGUAGE.fullmatch(text) else ""
