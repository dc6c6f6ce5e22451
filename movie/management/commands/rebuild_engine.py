"""`manage.py rebuild_engine`: makes the search engine's copy of the vectors anew from the films' rows."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from movie.embedders import get_embedder
from movie.errors import NothingEmbedded, SearchError
from movie.management.base import MovieCommand
from movie.models import Mood, Movie
from movie.search.engines import get_engine
from movie.search.engines.base import Engine
from movie.search.engines.copies import MOST_AT_ONCE
from movie.text.number_format import decimal, written

KINDS = {gettext_noop("films"): Movie, gettext_noop("moods"): Mood}


class Command(MovieCommand):
    help = (
        "Makes the search engine's copy of the vectors anew from the films. "
        "· Rehace la copia de los vectores del motor de búsqueda a partir de las películas."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="only tell how the copy stands; ends with 1 where it is not in step "
            "· solo decir cómo está la copia; termina con 1 si no está al día",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        engines = {_(name): get_engine(get_embedder(), stored) for name, stored in KINDS.items()}
        act = self._checked if options["check"] else self._rebuilt
        well = [act(name, engine) for name, engine in engines.items()]
        if not all(well):
            told = _("The copy is not in step. Run: python manage.py rebuild_engine")
            raise CommandError(told, returncode=1)

    def _rebuilt(self, name: str, engine: Engine) -> bool:
        begun = time.perf_counter()
        try:
            count = engine.rebuild()
        except NothingEmbedded:
            self.stderr.write(
                _("%(engine)s: no %(kind)s are embedded yet.") % {"engine": engine.name, "kind": name}
            )
            return True
        said = written(engine=engine.name, count=count, kind=name)
        said["seconds"] = decimal(time.perf_counter() - begun, 1)
        self.stdout.write(_("%(engine)s, %(kind)s: %(count)s in %(seconds)s s.") % said)
        return True

    def _checked(self, name: str, engine: Engine) -> bool:
        if not engine.stored.objects.embedded_by(engine.model_id).exists():
            self.stdout.write(
                _("%(engine)s: no %(kind)s are embedded.") % {"engine": engine.name, "kind": name}
            )
            return True
        try:
            size, behind = engine.size(), engine.behind()
        except SearchError as error:
            self.stdout.write(f"{engine.name}, {name}: {error}")
            return False
        said = written(engine=engine.name, count=size, kind=name, behind=behind)
        self.stdout.write(_("%(engine)s, %(kind)s: %(count)s, changes behind: %(behind)s.") % said)
        return behind <= MOST_AT_ONCE  # which the next search takes over
