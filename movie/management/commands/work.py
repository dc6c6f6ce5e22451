"""`manage.py work`: does what is due on the films, behind the running site, and ends."""

import contextlib
import os
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from movie.errors import AlreadyRunning
from movie.jobs.runner import run_due
from movie.management.base import MovieCommand, interruptible
from movie.models import Job


class Command(MovieCommand):
    help = (
        "Embeds films where that is free, guesses moods and draws the map, where any of it is missing or "
        "stale. · Calcula los embeddings cuando es gratis, deduce emociones y dibuja el mapa, si falta algo."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with contextlib.suppress(AttributeError, OSError):  # visitors come first; Windows knows no nice
            os.nice(10)
        failed = []
        try:
            with interruptible(_("Interrupted; what is done stays done.")):
                for job in run_due():
                    if options["verbosity"] > 0:
                        self.stdout.write(_told(job))
                    if job.state == Job.State.FAILED:
                        failed.append(job.message)
        except AlreadyRunning:
            self.stderr.write(_("Another process is at it already."))
        if failed:
            raise CommandError(" ".join(failed))


def _told(job: Job) -> str:
    return f"{pgettext('job', job.name)}: {job.done}/{job.total}, {job.get_state_display()}"
