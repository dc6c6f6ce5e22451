"""`manage.py start`: from nothing to the running site, on every machine: `make run` without make."""

import threading
import time
import webbrowser
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from movie.management.base import MovieCommand, interruptible
from movie.management.machine import host_and_port, is_taken, machine_language
from movie.sample import LANGUAGES

LONGEST_WAIT = 60  # seconds until the site is there, for the browser


class Command(MovieCommand):
    help = (
        "Makes the database, the sample catalogue and its embeddings where they are missing, and serves the "
        "site. · Crea la base de datos, el catálogo incluido y sus embeddings si faltan, y sirve el sitio."
    )
    # Before the first migration there is nothing to be checked.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", nargs="?", default="127.0.0.1:8000", help="such as · como 0.0.0.0:8000"
        )
        parser.add_argument(
            "--language",
            choices=LANGUAGES,
            help="of the sample, and of what is said; else the machine's · del catálogo y de los mensajes",
        )
        parser.add_argument("--open", action="store_true", help="in the browser · abrir en el navegador")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or machine_language()
        with translation.override(language):
            host, port = self._free(options["address"])
            with interruptible(_("Stopped; what is done stays done.")):
                self._prepare(language)
                self._serve(host, port, options["open"])

    def _free(self, address: str) -> tuple[str, int]:
        """Host and port, where nobody listens yet: said before anything is prepared."""
        try:
            host, port = host_and_port(address)
        except ValueError as error:
            said = _("“%(address)s” is no address; write 127.0.0.1:8000.") % {"address": address}
            raise CommandError(said) from error
        if is_taken(host, port):
            said = _(
                "Port %(port)d is taken, perhaps by this very site: look at http://127.0.0.1:%(port)d/, "
                "or run: python manage.py start %(host)s:%(next)d"
            )
            raise CommandError(said % {"port": port, "host": host, "next": port + 1})
        return host, port

    def _serve(self, host: str, port: int, opening: bool) -> None:
        listen = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        address = f"http://{listen}/".replace("0.0.0.0", "127.0.0.1")
        self.stdout.write(_("Open %(address)s in your browser; Ctrl-C stops it.") % {"address": address})
        self.stdout.flush()
        if opening:
            threading.Thread(target=_open, args=(host, port, address), daemon=True).start()
        call_command("serve", listen)

    def _prepare(self, language: str) -> None:
        self.stdout.write(_("Preparing; the first time takes about half a minute."))
        if hint := key_hint():
            self.stderr.write(hint)
        call_command("migrate", verbosity=0)
        call_command("prepare_catalogue", language=language, stdout=self.stdout, stderr=self.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)


def key_hint() -> str:
    """A word on the key's own name, where it was found under another; empty where it was not."""
    name = settings.OPENAI_KEY_NAME
    if name in ("", "openai_apikey", "OPENAI_API_KEY"):
        return ""
    return _("The OpenAI key is read as %(name)s; here it is called openai_apikey, in openAI.env.") % {
        "name": name
    }


def _open(host: str, port: int, address: str) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    while not is_taken(host, port) and time.monotonic() < deadline:
        time.sleep(0.2)
    webbrowser.open(address)
