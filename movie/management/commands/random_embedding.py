"""`manage.py random_embedding`: shows what an embedding looks like, of a film drawn at random or named."""

import random
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from PIL import Image

from movie.embedders import get_embedder
from movie.errors import MovieError, OtherModelEmbedded, system_said
from movie.lookup.titles import find_movie
from movie.management.base import MovieCommand
from movie.management.vectors import vector_of
from movie.models import Movie
from movie.search.engines import get_engine
from movie.search.fetch import fetch
from movie.text.number_format import decimal, written
from movie.vectors import Vector

VALUES = 10
STRIP = 64  # characters of the heat strip
SHADES = " ░▒▓█"
PIXELS = 16  # a side of the square that one number becomes in the picture


class Command(MovieCommand):
    help = (
        "Shows the embedding of a film: numbers, nearest films, a heat strip. "
        "· Muestra el embedding de una película: números, películas cercanas y una franja de calor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("title", nargs="?", help="else one at random · si no, una al azar")
        parser.add_argument("--seed", type=int, help="to draw the same film again · para repetir el sorteo")
        parser.add_argument("--image", type=Path, help="save it as a picture · guardarlo como imagen")

    def handle(self, *args: Any, **options: Any) -> None:
        movie = find_movie(options["title"]) if options["title"] else _drawn(options["seed"])
        vector = vector_of(movie)
        self.stdout.write(f"{movie}")
        made = {"model": movie.emb_model, "time": f"{movie.emb_at:%Y-%m-%d %H:%M}" if movie.emb_at else ""}
        self.stdout.write(_("  model: %(model)s, made %(time)s") % made if movie.emb_at else "")
        size = written(count=len(vector), norm=decimal(float(np.linalg.norm(vector)), 6))
        self.stdout.write(_("  dimensions: %(count)s, norm: %(norm)s") % size)
        first = " ".join(f"{value:.6f}" for value in vector[:VALUES])
        self.stdout.write(_("  first values: %(values)s") % {"values": first})
        self.stdout.write(f"  {heat_strip(vector)}")
        self._nearest(movie, vector)
        if options["image"]:
            self._save(vector, options["image"])

    def _nearest(self, movie: Movie, vector: Vector) -> None:
        try:
            for similarity, other in nearest(movie, vector, 5):
                self.stdout.write(f"  {decimal(similarity, 4)}  {other}")
        except MovieError as error:
            self.stderr.write(f"  {error}")

    def _save(self, vector: Vector, path: Path) -> None:
        try:
            picture(vector).save(path)
        except (OSError, ValueError) as error:
            said = system_said(error) if isinstance(error, OSError) else error
            raise CommandError(
                _("%(path)s cannot be written: %(error)s.") % {"path": path, "error": said}
            ) from error
        self.stdout.write(_("Saved as %(path)s") % {"path": path})


def nearest(movie: Movie, vector: Vector, k: int) -> list[tuple[float, Movie]]:
    """The k other films whose vectors have the greatest cosines with a film's, and nothing else counted.

    Raises SearchError where none can be compared with it.
    """
    engine = get_engine(get_embedder())
    if movie.emb_model != engine.model_id:
        raise OtherModelEmbedded(engine.model_id, [movie.emb_model])
    found = engine.nearest(vector, k + 1)
    others = [(pk, near) for pk, near in zip(*map(list, found), strict=True) if pk != movie.pk][:k]
    films = fetch([int(pk) for pk, _near in others])
    return [(near, films[pk]) for pk, near in others if pk in films]


def _drawn(seed: int | None) -> Movie:
    ids = list(Movie.objects.exclude(emb=None).order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise CommandError(_("No film has an embedding yet. Run: python manage.py movie_embeddings"))
    return Movie.objects.get(pk=random.Random(seed).choice(ids))


def heat_strip(vector: Vector) -> str:
    """The embedding in 64 characters: the darker, the larger the numbers of its part."""
    sizes = [float(np.abs(part).mean()) for part in np.array_split(vector, min(STRIP, len(vector)))]
    low, high = min(sizes), max(sizes)
    scale = (len(SHADES) - 1) / (high - low) if high > low else 0
    return "".join(SHADES[round((size - low) * scale)] for size in sizes)


def picture(vector: Vector) -> Image.Image:
    """The embedding as a square of squares: blue below zero, red above, white at zero."""
    side = int(np.ceil(np.sqrt(len(vector))))
    cells = np.zeros(side * side)
    cells[: len(vector)] = vector / np.abs(vector).max()
    strength = np.abs(cells)[:, None]
    colours = np.where(cells[:, None] < 0, (33, 102, 172), (178, 24, 43))
    pixels = (255 + (colours - 255) * strength).astype(np.uint8).reshape(side, side, 3)
    return Image.fromarray(pixels).resize((side * PIXELS, side * PIXELS), Image.Resampling.NEAREST)
