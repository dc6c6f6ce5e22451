"""`manage.py serve`: the site, for visitors; told to stop, it ends what it is answering first."""

from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.core.management.base import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application

from movie.jobs.watch import work_behind
from movie.management.base import MovieCommand
from movie.management.serving import Server

THREADS = 8


class Command(MovieCommand):
    help = (
        "Serves the site, and makes films ready that come meanwhile, where that is free. SIGTERM or Ctrl-C: "
        "what is under way is answered first, for at most 10 seconds. "
        "· Sirve el sitio y prepara las películas que lleguen, si es gratis. Con SIGTERM o Ctrl-C responde "
        "primero lo que está en curso, como mucho 10 s."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "listen",
            nargs="*",
            default=["127.0.0.1:8000"],
            help="addresses, such as 0.0.0.0:8000 · direcciones, como 0.0.0.0:8000",
        )
        parser.add_argument(
            "--threads", type=int, default=THREADS, help="visitors at once · visitas a la vez"
        )
        parser.add_argument(
            "--no-work", action="store_true", help="leave new films as they are · no preparar las nuevas"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            server = Server(get_internal_wsgi_application(), " ".join(options["listen"]), options["threads"])
        except (OSError, ValueError) as error:
            raise CommandError(f"Cannot listen on {' '.join(options['listen'])}: {error}.") from error
        with nullcontext() if options["no_work"] else work_behind():
            ended = server.run()
        if not ended:
            raise CommandError("Stopped; not everybody could be answered in time.")
