"""Small good files of every kind that can be imported, to be spoilt."""

import csv
import gzip
import io
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

FILMS: list[dict[str, Any]] = [
    {
        "title": f"Película {number} – ñ “{word}”",
        "description": f"A {word} goes out; nobody, not even the {word}, comes back. " * 3,
        "genre": "Drama, Comedia",
        "keywords": "sea, storm",
        "year": 1950 + number,
        "release_date": f"{number + 1:02}/11/19{50 + number}",
        "runtime": "1h 42min",
        "vote_average": 7.5,
        "budget": "$1.5M",
        "tmdb_id": 100 + number,
        "imdb_id": f"tt{number:07}",
        "director": json.dumps(["Ana Ruiz", "O'Hara"]),
        "actors": "Luz Vega|Tom Grey",
        "original_title": f"Film {number}",
    }
    for number, word in enumerate(("keeper", "sailor", "witness", "baker", "clown", "judge"))
]
CAST = str([{"cast_id": 1, "id": 31, "name": "Tom O'Grey", "order": 0}, {"id": 32, "name": 'Ana "A" Paz'}])
CREW = str([{"credit_id": "5", "department": "Directing", "id": 9, "job": "Director", "name": "Ana Ruiz"}])


def files(folder: Path) -> dict[str, bytes]:
    """The files by name; `folder` is for those that only a program can write."""
    found = {
        "films.csv": _csv(",").encode(),
        "films-es.csv": _csv(";").encode("cp1252", "replace"),
        "films.tsv": _csv("\t").encode("utf-16"),
        "credits.csv": _csv(",", [{"id": 100 + n, "cast": CAST, "crew": CREW} for n in range(4)]).encode(),
        "films.json": json.dumps(FILMS, ensure_ascii=False, indent=1).encode(),
        "vectors.json": json.dumps([film | {"embedding": [0.6, 0.8, 0.0]} for film in FILMS]).encode(),
        "texts.json": json.dumps([film | TEXTS for film in FILMS]).encode(),
        "within.json": json.dumps({"page": 1, "movies": FILMS, "pages": [1, 2]}).encode(),
        "pandas.json": json.dumps(
            {name: {str(n): f[name] for n, f in enumerate(FILMS)} for name in FILMS[0]}
        ).encode(),
        "films.jsonl": "\n".join(json.dumps(film, ensure_ascii=False) for film in FILMS).encode(),
        "workshop.sqlite3": _database(folder / "workshop.sqlite3", "movie_movie"),
        "other.db": _database(folder / "other.db", "films"),
    }
    found["films.csv.gz"] = gzip.compress(found["films.csv"], mtime=0)
    found["films.zip"] = _zip(found, "films.csv", "films.jsonl", "credits.csv")
    return found | _parquet()


TEXTS = {
    "titles": [{"name": "The Film", "language": "en", "region": "US", "kind": "official"}],
    "translations": {
        "es": {"title": "La película", "description": "Alguien sale y no vuelve.", "genre": "Drama"}
    },
    "emotions": ["joy", "fear"],
    "emojis": "🌊",
}


def _csv(separator: str, rows: list[dict[str, Any]] = FILMS) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _database(path: Path, table: str) -> bytes:
    database = sqlite3.connect(path)
    with database:
        database.execute(
            f"CREATE TABLE {table} (id integer PRIMARY KEY, title text, year integer, plot text)"
        )
        rows = [(film["title"], film["year"], film["description"]) for film in FILMS]
        database.executemany(f"INSERT INTO {table} (title, year, plot) VALUES (?, ?, ?)", rows)
        database.execute("CREATE TABLE movie_person (id integer PRIMARY KEY, name text, tmdb_id integer)")
        database.execute("INSERT INTO movie_person VALUES (1, 'Ana Ruiz', 9)")
        database.execute(
            "CREATE TABLE movie_credit (id integer PRIMARY KEY, movie_id, person_id, role text, position)"
        )
        database.execute("INSERT INTO movie_credit VALUES (1, 1, 1, 'director', 0)")
    database.close()
    return path.read_bytes()


def _zip(files: dict[str, bytes], *names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return whole.getvalue()


def _parquet() -> dict[str, bytes]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return {}
    whole = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(FILMS), whole)
    return {"films.parquet": whole.getvalue()}
