"""Says on the pages what goes on behind them."""

from django import template
from django.db import DatabaseError, connection

from ..jobs.kinds import KINDS
from ..models import Job

register = template.Library()
LABELS = {kind.name: kind.label for kind in KINDS}


@register.simple_tag
def jobs_under_way() -> list[Job]:
    """The jobs that some process is working on; none where nobody can be asked: an error page must stand."""
    try:
        return list(Job.objects.under_way()) if _any_running() else []
    except DatabaseError:
        return []


def _any_running() -> bool:
    # Asked on every page: by the models it takes ten times as long.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM movie_job WHERE state = %s LIMIT 1", [Job.State.RUNNING])
        return cursor.fetchone() is not None


@register.filter
def label(job: Job) -> str:
    """What a job does, in the visitor's language."""
    return LABELS.get(job.name, job.name)
