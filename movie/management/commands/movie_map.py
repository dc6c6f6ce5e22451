"""`manage.py movie_map`: gives every embedded film its place on the map of the catalogue."""

import time
from argparse import ArgumentParser
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError
from numpy.typing import NDArray

from movie.catalogue.mapping import store_points, stored_points
from movie.embedders import get_embedder
from movie.errors import MovieError
from movie.search.index import get_index
from movie.search.neighbours import compared_rows, kept_share, neighbours, neighbours_on_plane
from movie.search.projection import METHODS, default_method, place, principal_plane, project
from movie.vectors import Vector

NEAREST = 10


class Command(BaseCommand):
    help = (
        "Places the films on the map: all of them at first, later the new ones, without moving the old. "
        "· Sitúa las películas en el mapa: primero todas, después las nuevas, sin mover las demás."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="draw it all anew · dibujarlo todo de nuevo")
        parser.add_argument("--method", choices=METHODS, help="of drawing it anew · con que se dibuja")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.perf_counter()
        try:
            embedder = get_embedder()
            ids, rows = compared_rows(get_index(embedder))
            known = {} if options["all"] else stored_points(embedder.model_id)
            is_known = np.isin(ids, list(known))
            if is_known.any():
                points = self._placed(ids, rows, known, is_known)
            else:
                method = options["method"] or default_method(len(ids))
                self.stderr.write(f"Drawing the map of {len(ids)} films, with {method}.")
                points = project(rows, method)
            store_points(embedder.model_id, ids[~is_known].tolist(), points[~is_known])
        except MovieError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self._tell(rows, points, time.perf_counter() - begun)

    def _placed(
        self, ids: NDArray, rows: Vector, known: dict[int, tuple[float, float]], is_known: NDArray[np.bool_]
    ) -> NDArray:
        """The points (n, 2) of all films: of those known as they are, of the others beside them."""
        points = np.array([known.get(pk, (0.0, 0.0)) for pk in ids.tolist()])
        points[~is_known] = place(rows[~is_known], rows[is_known], points[is_known])
        old, new = int(is_known.sum()), int((~is_known).sum())
        self.stderr.write(f"{old} films are on the map already; placed {new} new ones.")
        if new > old:
            self.stderr.write(
                "Most films are new to this map. To draw it anew, run: python manage.py movie_map --all"
            )
        return points

    def _tell(self, rows: Vector, points: NDArray, seconds: float) -> None:
        """Of each film's ten nearest by vector, how many are among its ten nearest on the plane."""
        true, _similarities = neighbours(rows, NEAREST)
        kept, by_pca = (
            kept_share(true, neighbours_on_plane(plane, NEAREST)) for plane in (points, principal_plane(rows))
        )
        self.stdout.write(f"The map has {len(rows)} films; it took {seconds:.1f} s.")
        self.stdout.write(
            f"Of each film's ten nearest, {kept:.1%} are so on the map, too (PCA: {by_pca:.1%})."
        )
