"""`manage.py doctor`: what the site needs, one line each, with the cure of what is not well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from movie.management.base import MovieCommand, check_number
from movie.management.doctor import Finding, State, examine
from movie.management.machine import machine_language
from movie.sample import LANGUAGES


class Command(MovieCommand):
    help = (
        "Looks at Python, SQLite, key, address, model, database, disk, port and packages; exits with 1 where "
        "something is broken. · Revisa Python, SQLite, clave, dirección, modelo, base de datos, disco, "
        "puerto y paquetes; termina con 1 si algo está roto."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="of the site · del sitio")
        parser.add_argument("--language", choices=LANGUAGES, help="of what is said · de los mensajes")
        parser.add_argument(
            "--no-request",
            action="store_true",
            help="do not ask the provider by one word (1 token) · no preguntar al proveedor (1 token)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or machine_language()):
            check_number("--port", options["port"])
            found = []
            for finding in examine(options["port"], ask=not options["no_request"]):
                found.append(finding)
                self.stdout.write(line(finding))
            broken = [finding.what for finding in found if finding.state is State.BROKEN]
            if broken:
                raise CommandError(_("Broken: %(things)s.") % {"things": ", ".join(broken)})


def line(finding: Finding) -> str:
    """One finding as a line: its state, what it is, what was found, and the cure."""
    states = {State.OK: _("ok"), State.NOTE: _("note"), State.BROKEN: _("broken")}
    cure = f" -> {finding.cure}" if finding.cure else ""
    return f"{states[finding.state]:<7} {finding.what:<14} {finding.said}{cure}"
