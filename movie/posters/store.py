"""Keeps the posters of films without a picture: as files, drawn when they are first asked for."""

import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

from ..addresses import address
from ..models import DEFAULT_IMAGE, Movie, with_translations
from .choice import by_meaning, nearest_motif
from .drawing import STYLE, draw_poster
from .palettes import genre_families

CHOICE = 3  # raised when another motif is chosen for the same vector
FOLDER = "movie/images/posters"
FACTS = ("title", "year", "genre", "image", "emb_model")
logger = logging.getLogger(__name__)
# Drawing takes a processor for some 25 ms: a page of posters is not to keep all of them from searches.
_drawing = threading.Lock()


def has_picture(movie: Movie) -> bool:
    """Whether a film has a picture of its own, rather than none or a poster drawn here."""
    image = str(movie.image)
    return image not in ("", DEFAULT_IMAGE) and not image.startswith(FOLDER)


def picture_url(movie: Movie, title: str = "") -> str:
    """The address of a film's picture, or of the poster that is drawn for it.

    Here and below `title` is what stands on the poster: one of the film's titles, its row's where empty.
    """
    if has_picture(movie):
        return movie.image.url
    return address("movie:poster", movie.pk, poster_digest(movie, title))


def poster_digest(movie: Movie, title: str = "") -> str:
    """Names all that is drawn of a film, in ten hexadecimal digits: other facts make another poster."""
    drawn = f"{STYLE}\n{movie.title}\n{movie.year}\n{movie.genre}"
    drawn += f"\n{CHOICE}" if by_meaning(movie) else ""
    drawn += f"\n{title}" if title not in ("", movie.title) else ""
    return hashlib.blake2b(drawn.encode("utf-8", "replace"), digest_size=5).hexdigest()


def poster_titles(movie: Movie) -> Iterator[str]:
    """The titles that may stand on a film's poster, its row's first."""
    yield movie.title
    for translation in movie.translations_by_language.values():
        if translation.title:
            yield translation.title


def poster_name(movie: Movie, title: str = "") -> str:
    """Where the poster of a film lies in the media folder."""
    return f"{FOLDER}/{slugify(title or movie.title)[:50] or 'film'}-{poster_digest(movie, title)}.webp"


def read_poster(movie: Movie, title: str = "") -> bytes:
    """A film's poster, WebP: the file that is there, or one that is drawn now and kept.

    Where nothing can be written it is drawn all the same, and a warning is logged.
    """
    path = Path(settings.MEDIA_ROOT, poster_name(movie, title))
    if poster := _kept(path):
        return poster
    with _drawing:
        if poster := _kept(path):  # another thread has drawn it meanwhile
            return poster
        poster = _drawn(movie, title)
        try:
            _keep(path, poster)
        except OSError as error:
            logger.warning("A poster cannot be kept: %s", error)
    return poster


def _drawn(movie: Movie, title: str = "") -> bytes:
    motif = nearest_motif(movie, genre_families(movie.genres))
    return draw_poster(movie.title, movie.year, movie.genres, motif, title)


def films_without_poster() -> list[Movie]:
    """Films that have no picture and whose poster has not been drawn yet."""
    movies = Movie.objects.only(*FACTS).order_by("pk")
    there = set(_stored_posters())
    lacking = (movie for movie in movies.iterator() if not has_picture(movie))
    return [movie for movie in lacking if Path(poster_name(movie)).name not in there]


def make_posters(movies: list[Movie]) -> Iterator[Movie]:
    """Draw and keep posters one by one; a film is given back as soon as its poster is there.

    Raises OSError where they cannot be written.
    """
    for movie in movies:
        path = Path(settings.MEDIA_ROOT, poster_name(movie))
        if not path.exists():
            _keep(path, _drawn(movie))
        yield movie


def forget_posters() -> int:
    """Delete the drawn posters that no film has any more; how many."""
    movies = with_translations(Movie.objects.only(*FACTS))
    drawn = (movie for movie in movies if not has_picture(movie))
    wanted = {Path(poster_name(movie, title)).name for movie in drawn for title in poster_titles(movie)}
    gone = [name for name in _stored_posters() if name not in wanted]
    for name in gone:
        Path(settings.MEDIA_ROOT, FOLDER, name).unlink(missing_ok=True)
    return len(gone)


def _kept(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _keep(path: Path, poster: bytes) -> None:
    """Write a file whole or not at all, whoever else writes it at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(poster)
    try:
        os.replace(file.name, path)
    except OSError:  # on Windows, where somebody is reading the file that is there
        Path(file.name).unlink(missing_ok=True)
        raise
    path.chmod(0o644)


def _stored_posters() -> list[str]:
    folder = Path(settings.MEDIA_ROOT, FOLDER)
    return [path.name for path in folder.glob("*.webp")] if folder.is_dir() else []
