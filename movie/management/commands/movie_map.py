"""`manage.py movie_map`: gives every embedded film its place on the map of the catalogue."""

import time
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from movie.management.base import MovieCommand
from movie.map.draw import Drawing, draw
from movie.map.neighbours import kept_share, neighbours, neighbours_on_plane
from movie.map.projection import principal_plane
from movie.text.number_format import decimal, written

NEAREST = 10


class Command(MovieCommand):
    help = (
        "Places the films on the map: all of them at first, later the new ones, without moving the old. "
        "· Sitúa las películas en el mapa: primero todas, después las nuevas, sin mover las demás."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="draw it all anew · dibujarlo todo de nuevo")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.perf_counter()
        drawing = draw(everything=options["all"])
        self._tell_of_new(drawing)
        if options["verbosity"] > 0:
            self._tell(drawing, time.perf_counter() - begun)

    def _tell_of_new(self, drawing: Drawing) -> None:
        if not drawing.known:
            told = ngettext(
                "Drawn the map of %(count)s film.", "Drawn the map of %(count)s films.", drawing.new
            )
            self.stderr.write(told % written(count=drawing.new))
            return
        said = written(known=drawing.known, new=drawing.new)
        self.stderr.write(_("Films on the map already: %(known)s; newly placed: %(new)s.") % said)
        if drawing.new > drawing.known:
            self.stderr.write(
                _("Most films are new to this map. To draw it anew, run: python manage.py movie_map --all")
            )

    def _tell(self, drawing: Drawing, seconds: float) -> None:
        """Of each film's ten nearest by vector, how many are among its ten nearest on the plane."""
        true, _similarities = neighbours(drawing.rows, NEAREST)
        kept, by_pca = (
            kept_share(true, neighbours_on_plane(plane, NEAREST))
            for plane in (drawing.points, principal_plane(drawing.rows))
        )
        said = written(count=len(drawing.rows), seconds=decimal(seconds, 1))
        self.stdout.write(_("Films on the map: %(count)s; it took %(seconds)s s.") % said)
        told = _("Of each film's ten nearest, %(kept)s are so on the map, too (PCA: %(by_pca)s).")
        self.stdout.write(
            told % {"kept": f"{decimal(100 * kept, 1)}%", "by_pca": f"{decimal(100 * by_pca, 1)}%"}
        )
