"""`manage.py workshop_check`: how far a student's own project of the workshop is, for student and teacher."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from movie.management.base import MovieCommand, writing
from movie.management.machine import machine_language
from movie.sample import LANGUAGES
from movie.workshop.check import check
from movie.workshop.findings import State
from movie.workshop.report import html, line, summary


class Command(MovieCommand):
    help = (
        "Looks at a workshop project in a folder, by reading it: model, migration, stored vectors, key, "
        "command and page; exits with 1 unless all is done. · Revisa un proyecto del taller leyéndolo: "
        "modelo, migración, vectores, clave, comando y página; termina con 1 si falta algo."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=Path("."), help="of manage.py · la de manage.py"
        )
        parser.add_argument("--language", choices=LANGUAGES, help="of what is said · de los mensajes")
        parser.add_argument(
            "--run",
            action="store_true",
            help="try a copy of it too, without OpenAI · probar también una copia, sin OpenAI",
        )
        parser.add_argument(
            "--seconds", type=float, default=60, help="for a try · para cada prueba", metavar="N"
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="one page of HTML · una página HTML")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or machine_language()):
            findings = []
            for finding in check(options["folder"], run=options["run"], seconds=options["seconds"]):
                findings.append(finding)
                self.stdout.write(line(finding))
            if options["report"]:
                with writing(options["report"]):
                    options["report"].write_text(html(options["folder"], findings), encoding="utf-8")
            if any(finding.state is not State.DONE for finding in findings):
                raise CommandError(summary(findings) + ".")
            self.stdout.write(_("All is done."))
