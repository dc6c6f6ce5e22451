"""`manage.py serve`: the site, for visitors; told to stop, it ends what it is answering first."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application

from movie.management.base import MovieCommand
from movie.management.serving import Server

THREADS = 8


class Command(MovieCommand):
    help = (
        "Serves the site. SIGTERM or Ctrl-C: what is under way is answered first, for at most 10 seconds. "
        "· Sirve el sitio. Con SIGTERM o Ctrl-C responde primero lo que está en curso, como mucho 10 s."
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

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            server = Server(get_internal_wsgi_application(), " ".join(options["listen"]), options["threads"])
        except (OSError, ValueError) as error:
            raise CommandError(f"Cannot listen on {' '.join(options['listen'])}: {error}.") from error
        if not server.run():
            raise CommandError("Stopped; not everybody could be answered in time.")
