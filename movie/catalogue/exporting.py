"""Writes the catalogue to a file that can be imported again."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import CatalogueError, VectorError
from ..models import Movie
from ..vectors import from_bytes
from .films import STORED_FIELDS

COLUMNS = (*STORED_FIELDS, "director", "actors")


def export_films(path: Path, *, with_embeddings: bool = False) -> int:
    """Write all films, in order of id, as the suffix says; the number written.

    A file that is half written never replaces one that is there. Raises CatalogueError for an
    unknown suffix, or where the file cannot be written.
    """
    try:
        write = WRITERS[path.suffix.lower()]
    except KeyError:
        raise CatalogueError(
            f"{path.name} has no suffix that can be written; use one of: {', '.join(WRITERS)}."
        ) from None
    draft = path.with_name(f"{path.name}.part")
    try:
        count = write(draft, _rows(with_embeddings))
        draft.replace(path)
    except OSError as error:
        raise CatalogueError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return count


def _rows(with_embeddings: bool) -> Iterator[dict[str, Any]]:
    movies = Movie.objects.order_by("pk").prefetch_related("credits__person")
    if with_embeddings:
        movies = movies.with_vectors()
    for movie in movies.iterator(chunk_size=500):
        row = {name: getattr(movie, name) for name in STORED_FIELDS}
        row |= {
            "image": str(movie.image),
            "release_date": movie.release_date.isoformat() if movie.release_date else None,
            "director": [person.name for person in movie.directors],
            "actors": [person.name for person in movie.actors],
        }
        if with_embeddings:
            # Whoever imports a vector takes it for that of the text beside it: a stale one stays here.
            fresh = not movie.text_changed
            row |= {
                "embedding": _numbers(movie.emb) if fresh else None,
                "embedding_model": movie.emb_model if fresh else "",
            }
        yield row


def _numbers(data: bytes | None) -> list[float] | None:
    try:
        return from_bytes(data).tolist()
    except VectorError:
        return None


def _write_json(path: Path, rows: Iterator[dict[str, Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for row in rows:
            file.write(",\n" if count else "\n")
            json.dump(
                {name: value for name, value in row.items() if value not in (None, "", [])},
                file,
                ensure_ascii=False,
            )
            count += 1
        file.write("\n]\n")
    return count


def _write_csv(path: Path, rows: Iterator[dict[str, Any]]) -> int:
    """Lists are written as JSON in their cell: names may hold commas."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            if not count:
                writer.writerow(row)
            writer.writerow(
                json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
                for value in row.values()
            )
            count += 1
        if not count:
            writer.writerow(COLUMNS)
    return count


WRITERS: dict[str, Callable[[Path, Iterator[dict[str, Any]]], int]] = {
    ".json": _write_json,
    ".csv": _write_csv,
}
