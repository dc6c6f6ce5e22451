"""Writes the catalogue to a file that can be imported again."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from ..database.bulk import batches
from ..errors import CatalogueError, VectorError, system_said
from ..models import Mood, Movie, Person, Title, Translation
from ..vectors import from_bytes
from .readers.parquet import pyarrow
from .records import STORED_FIELDS, FilmTexts
from .values import marked

COLUMNS = (*STORED_FIELDS, "director", "actors", "titles", "translations")
COLUMNS += ("emotions", "emojis", "mood_source", "mood_digest")
TEXTS = FilmTexts._fields[1:]
VECTOR_COLUMNS = ("embedding", "embedding_model")
GZIP, PARQUET = ".gz", ".parquet"
TEXT = {"encoding": "utf-8", "newline": ""}
BATCH = 500
Rows = Iterator[dict[str, Any]]


def export_films(path: Path, *, with_embeddings: bool = False) -> int:
    """Write all films, in order of id, as the suffix says; the number written.

    A file that is half written never replaces one that is there. Raises CatalogueError for an
    unknown suffix, or where the file cannot be written; ConfigurationError where a package is missing.
    """
    packed = path.suffix.lower() == GZIP
    suffix = path.with_suffix("").suffix.lower() if packed else path.suffix.lower()
    try:
        write = WRITERS[suffix]
    except KeyError:
        raise CatalogueError(
            _("%(file)s has no suffix that can be written; use one of: %(known)s, each also with .gz.")
            % {"file": path.name, "known": ", ".join(WRITERS)}
        ) from None
    columns = (*COLUMNS, *VECTOR_COLUMNS) if with_embeddings else COLUMNS
    draft = path.with_name(f"{path.name}.part")
    opened, written = gzip.open if packed else open, count()
    rows = (row for row, _number in zip(_rows(with_embeddings), written, strict=False))
    try:
        with opened(draft, "wb") if suffix == PARQUET else opened(draft, "wt", **TEXT) as file:
            write(file, rows, columns)
        draft.replace(path)
    except OSError as error:
        raise CatalogueError(
            _("%(path)s cannot be written: %(error)s.") % {"path": path, "error": system_said(error)}
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return next(written)


def _rows(with_embeddings: bool) -> Iterator[dict[str, Any]]:
    movies = Movie.objects.order_by("pk").prefetch_related(
        "credits__person", "mood", "titles", "translations"
    )
    if with_embeddings:
        movies = movies.with_vectors()
    for movie in movies.iterator(chunk_size=500):
        row = {name: getattr(movie, name) for name in STORED_FIELDS}
        row |= {
            "image": str(movie.image),
            "release_date": movie.release_date.isoformat() if movie.release_date else None,
            "director": [_who(person) for person in movie.directors],
            "actors": [_who(person) for person in movie.actors],
            "titles": [_filled(title, "name", "language", "region", "kind") for title in movie.titles.all()],
            "translations": {told.language: _filled(told, *TEXTS) for told in movie.translations.all()},
            **_mood(getattr(movie, "mood", None)),
        }
        if with_embeddings:
            # Whoever imports a vector takes it for that of the text beside it: a stale one stays here.
            fresh = not movie.text_changed
            row |= {
                "embedding": _numbers(movie.emb) if fresh else None,
                "embedding_model": movie.emb_model if fresh else "",
            }
        yield row


def _filled(row: Title | Translation, *fields: str) -> dict[str, str]:
    """Those of its fields that say something."""
    return {name: text for name in fields if (text := getattr(row, name))}


def _mood(mood: Mood | None) -> dict[str, Any]:
    if mood is None:
        return {"emotions": [], "emojis": "", "mood_source": "", "mood_digest": ""}
    return {
        "emotions": mood.emotion_list,
        "emojis": mood.emojis,
        "mood_source": mood.source,
        "mood_digest": mood.text_digest,
    }


def _who(person: Person) -> str | dict[str, Any]:
    """A name, with the id that tells this person from others of that name where there is one."""
    return {"name": person.name, "tmdb_id": person.tmdb_id} if person.tmdb_id else person.name


def _numbers(data: bytes | None) -> list[float] | None:
    try:
        return from_bytes(data).tolist()
    except VectorError:
        return None


def _object(row: dict[str, Any], first: bool) -> str:
    """The film as JSON; without the fields that say nothing, but for the first one, which names them all."""
    named = row.keys() - set(VECTOR_COLUMNS) if first else ()
    filled = {name: value for name, value in row.items() if name in named or value not in (None, "", [], {})}
    return json.dumps(filled, ensure_ascii=False)


def write_json(file: IO[str], rows: Rows, columns: Sequence[str]) -> None:
    """A list of objects, one on each line."""
    file.write("[")
    file.writelines((",\n" if place else "\n") + _object(row, place == 0) for place, row in enumerate(rows))
    file.write("\n]\n")


def write_json_lines(file: IO[str], rows: Rows, columns: Sequence[str]) -> None:
    """An object on each line."""
    file.writelines(_object(row, place == 0) + "\n" for place, row in enumerate(rows))


def write_csv(file: IO[str], rows: Rows, columns: Sequence[str]) -> None:
    """A table with a header; lists and mappings are JSON in their cell, since names may hold commas.

    What a spreadsheet would take for a formula stands behind an apostrophe, which importing takes off.
    """
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([marked(_cell(row[name])) for name in columns] for row in rows)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def write_parquet(file: IO[bytes], rows: Rows, columns: Sequence[str]) -> None:
    """A table whose columns have types; what has several parts is JSON."""
    arrow = pyarrow()
    schema = arrow.schema([(name, _type(arrow, name)) for name in columns])
    with arrow.parquet.ParquetWriter(file, schema) as writer:
        for some in batches(rows, BATCH):
            table = [{name: _parquet_cell(name, row[name]) for name in columns} for row in some]
            writer.write_table(arrow.Table.from_pylist(table, schema))


def _parquet_cell(name: str, value: Any) -> Any:
    return value if name == "embedding" else _cell(value)


def _type(arrow: Any, name: str) -> Any:
    if name == "embedding":
        return arrow.list_(arrow.float32())
    if name in ("year", "runtime", "vote_count", "budget", "revenue", "tmdb_id"):
        return arrow.int64()
    return arrow.float64() if name in ("vote_average", "popularity") else arrow.string()


WRITERS: dict[str, Callable[[Any, Rows, Sequence[str]], None]] = {
    ".json": write_json,
    ".csv": write_csv,
    ".jsonl": write_json_lines,
    PARQUET: write_parquet,
}
