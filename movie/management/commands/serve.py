"""`manage.py serve`: the site, for visitors; told to stop, it ends what it is answering first."""

from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import reverse
from django.utils.translation import gettext as _

from movie.assistant import moviebot
from movie.errors import system_said
from movie.jobs.watch import work_behind
from movie.management.base import MovieCommand, check_number
from movie.management.first_visits import visit_all
from movie.management.processes import (
    Processes,
    can_fork,
    share_heaps,
    share_memory,
    suitable,
    take_one_processor,
)
from movie.management.serving import Server, bound
from movie.search.fallback import warm_up

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
            "--processes",
            type=int,
            default=settings.WEB_CONCURRENCY,
            help="that serve (WEB_CONCURRENCY); else as many as suit, on Windows one · "
            "que sirven; si no, los convenientes; en Windows, uno",
        )
        parser.add_argument(
            "--no-work", action="store_true", help="leave new films as they are · no preparar las nuevas"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_number("--threads", options["threads"])
        check_number("--processes", options["processes"], 0)
        try:
            sockets = bound(" ".join(options["listen"]))
        except OSError as error:
            said = {"addresses": " ".join(options["listen"]), "error": system_said(error)}
            raise CommandError(_("Cannot listen on %(addresses)s: %(error)s.") % said) from error
        except ValueError as error:
            said = _("“%(address)s” is no address; write 127.0.0.1:8000.")
            raise CommandError(said % {"address": " ".join(options["listen"])}) from error

        def server(application: Callable) -> Server:
            return Server(application, sockets, options["threads"])

        share_heaps()
        processes = options["processes"] or suitable()
        several = processes > 1 and can_fork()
        serving = _several(processes, server) if several else server(get_internal_wsgi_application())
        with nullcontext() if options["no_work"] else work_behind():
            ended = serving.run()
        if not ended:
            raise CommandError(_("Stopped; not everybody could be answered in time."))


def _several(processes: int, server: Callable[[Callable], Server]) -> Processes:
    """Processes that have begun to serve, and share what the first one has loaded for them."""
    application = get_wsgi_application()  # not the project's own, which loads beside its first visitors
    if settings.SEARCH_ENGINE != "milvus":  # whose connection no two processes may share
        warm_up()
        moviebot.warm_up()
        visit_all(application)

    def serve() -> bool:
        take_one_processor()
        return server(application).run()

    reverse("movie:home")  # loads the views, the API and all that they need
    connections.close_all()
    share_memory()
    serving = Processes(processes, serve)
    serving.begin()
    return serving
