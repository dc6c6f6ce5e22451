"""Does what is due, one kind of work after the other, and writes down how far it is."""

import logging
import time
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from ..database.locks import held
from ..errors import MovieError
from ..models import Job
from .kinds import KINDS, Kind

logger = logging.getLogger(__name__)
# How often a job's row is written: pages that show it are newer than that hardly ever.
SECONDS = 1.0


def due() -> int:
    """How many films some work is to be done on, counted once for each kind of work."""
    return sum(kind.due() for kind in KINDS)


def run_due() -> Iterator[Job]:
    """Do all that is due; each job is given back when it has ended, well or not.

    One run at a time: raises AlreadyRunning where another process is at it. What is stored stays stored,
    however the run ends, and the next run goes on from there.
    """
    with held("jobs"):
        for kind in KINDS:
            if total := kind.due():
                yield _run(kind, total)


def _run(kind: Kind, total: int) -> Job:
    now = timezone.now()
    job = Job(name=kind.name, state=Job.State.RUNNING, total=total, started_at=now, updated_at=now)
    job.save()
    told = time.monotonic()

    def step(_movie: object) -> None:
        nonlocal told
        job.done += 1
        if time.monotonic() - told >= SECONDS:
            told = time.monotonic()
            _tell(job)

    try:
        kind.run(step)
    except MovieError as error:
        logger.warning(_("The job “%(job)s” ended early: %(error)s"), {"job": kind.label, "error": error})
        job.state, job.message = Job.State.FAILED, str(error)
    except BaseException:
        job.state = Job.State.FAILED
        raise
    else:
        job.state, job.done = Job.State.DONE, total
    finally:
        _tell(job)
    return job


def _tell(job: Job) -> None:
    job.updated_at = timezone.now()
    job.save(update_fields=["state", "done", "message", "updated_at"])
