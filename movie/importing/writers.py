"""Writes rows of films: one function for each format of file."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from .formulas import marked
from .readers.parquet import pyarrow

GZIP = ".gz"
BATCH = 500
VECTOR = {"embedding", "embedding_model"}
Rows = Iterator[dict[str, Any]]


@contextmanager
def _text(path: Path, packed: bool) -> Iterator[IO[str]]:
    opened = gzip.open if packed else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        yield file


def _filled(row: dict[str, Any], first: bool) -> str:
    """The film as JSON; without the fields that say nothing, but for the first one, which names them all."""
    named = row.keys() - VECTOR if first else ()
    filled = {name: value for name, value in row.items() if name in named or value not in (None, "", [], {})}
    return json.dumps(filled, ensure_ascii=False)


def write_json(path: Path, rows: Rows, columns: Sequence[str], packed: bool) -> int:
    """A list of objects, one on each line; the number of films."""
    count = 0
    with _text(path, packed) as file:
        file.write("[")
        for count, row in enumerate(rows, start=1):
            file.write((",\n" if count > 1 else "\n") + _filled(row, count == 1))
        file.write("\n]\n")
    return count


def write_json_lines(path: Path, rows: Rows, columns: Sequence[str], packed: bool) -> int:
    """An object on each line; the number of films."""
    count = 0
    with _text(path, packed) as file:
        for count, row in enumerate(rows, start=1):
            file.write(_filled(row, count == 1) + "\n")
    return count


def write_csv(path: Path, rows: Rows, columns: Sequence[str], packed: bool) -> int:
    """A table with a header; lists and mappings are JSON in their cell, since names may hold commas.

    What a spreadsheet would take for a formula stands behind an apostrophe, which importing takes off.
    """
    count = 0
    with _text(path, packed) as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow(marked(_cell(row[name])) for name in columns)
            count += 1
    return count


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def write_parquet(path: Path, rows: Rows, columns: Sequence[str], packed: bool) -> int:
    """A table whose columns have types; what has several parts is JSON. Packing is Parquet's own, so `packed`
    wraps it.
    """
    arrow = pyarrow()
    schema = arrow.schema([(name, _type(arrow, name)) for name in columns])
    count = 0
    opened = gzip.open if packed else open
    with opened(path, "wb") as file, arrow.parquet.ParquetWriter(file, schema) as writer:
        while batch := list(islice(rows, BATCH)):
            table = [{name: _parquet_cell(name, row[name]) for name in columns} for row in batch]
            writer.write_table(arrow.Table.from_pylist(table, schema))
            count += len(batch)
    return count


def _parquet_cell(name: str, value: Any) -> Any:
    return value if name == "embedding" else _cell(value)


def _type(arrow: Any, name: str) -> Any:
    if name == "embedding":
        return arrow.list_(arrow.float32())
    if name in ("year", "runtime", "vote_count", "budget", "revenue", "tmdb_id"):
        return arrow.int64()
    return arrow.float64() if name in ("vote_average", "popularity") else arrow.string()


WRITERS: dict[str, Callable[[Path, Rows, Sequence[str], bool], int]] = {
    ".json": write_json,
    ".csv": write_csv,
    ".jsonl": write_json_lines,
    ".parquet": write_parquet,
}
