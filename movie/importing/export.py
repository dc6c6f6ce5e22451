"""Writes the catalogue to a file that can be imported again."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ..errors import CatalogueError, VectorError, system_said
from ..models import Mood, Movie, Person, Title, Translation
from ..vectors import from_bytes
from .records import STORED_FIELDS, FilmTexts
from .writers import GZIP, WRITERS

COLUMNS = (*STORED_FIELDS, "director", "actors", "titles", "translations")
COLUMNS += ("emotions", "emojis", "mood_source", "mood_digest")
TEXTS = FilmTexts._fields[1:]
VECTOR_COLUMNS = ("embedding", "embedding_model")


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
    try:
        count = write(draft, _rows(with_embeddings), columns, packed)
        draft.replace(path)
    except OSError as error:
        raise CatalogueError(
            _("%(path)s cannot be written: %(error)s.") % {"path": path, "error": system_said(error)}
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return count


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
