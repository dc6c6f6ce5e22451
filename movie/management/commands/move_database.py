"""`manage.py move_database FROM TO`: takes a whole site from SQLite to PostgreSQL, or back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from movie.database.moving import Moved, move
from movie.management.base import MovieCommand, interruptible
from movie.management.progress import progress_bar
from movie.text.number_format import written

SHOWN = 5


class Command(MovieCommand):
    help = (
        "Moves films, vectors, accounts and all else from one database to another, and compares every row. "
        "Stop the site first; an interrupted move goes on where it was. "
        "· Lleva películas, vectores, cuentas y todo lo demás a otra base de datos y compara cada fila. "
        "Detén antes el sitio; si se interrumpe, la siguiente vez continúa donde estaba."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        address = "sqlite:///db.sqlite3, postgres://user:password@host/films …"
        parser.add_argument("from", metavar="FROM", help=f"where it is · dónde está: {address}")
        parser.add_argument("to", metavar="TO", help="where it goes, as FROM · adónde va, como FROM")
        parser.add_argument(
            "--yes",
            action="store_true",
            help="replace what the target has · sustituir lo que haya en destino",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        go_on = _("Interrupted; run it again to go on.")
        with interruptible(go_on), progress_bar(self.stderr, _("rows")) as progress:

            def told(name: str, rows: int) -> None:
                progress.set_description(name)
                progress.update(rows)

            moved = move(options["from"], options["to"], replace=options["yes"], on_rows=told)
        self._tell(moved)

    def _tell(self, moved: Moved) -> None:
        for name, keys in moved.differing.items():
            shown = ", ".join(map(str, keys[:SHOWN])) + (" …" if len(keys) > SHOWN else "")
            said = written(table=name, count=len(keys), rows=shown)
            self.stderr.write(_("%(table)s: rows that differ: %(count)s (%(rows)s)") % said)
        if moved.differing:
            raise CommandError(
                _("Somebody has written meanwhile: stop the site and run it again with --yes.")
            )
        said = written(films=moved.rows["movie_movie"], rows=sum(moved.rows.values()))
        told = _("Moved; films: %(films)s, rows in all: %(rows)s. Compared row by row: 0 differences.") % said
        self.stdout.write(told)
        self.stdout.write(_("Set DATABASE_URL to the new address and start the site."))
