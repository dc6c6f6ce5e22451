"""Imports uploaded files behind the running site: first looked at, then queued, then read by the worker."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import islice

from django.utils import timezone

from ..errors import MovieError
from ..models import Upload
from .detection import Plan, plans
from .parsing import film_from
from .pipeline import import_films
from .readers import sources_in
from .readers.limits import limited
from .records import BadRow, MovieRecord
from .report import ImportReport

SHOWN = 10  # films
COUNTS = ("created", "updated", "unchanged", "shows", "joined", "vectors", "rejections")
TOLD = 100  # sentences of a report that are kept
SECONDS_TO_LOOK = 20.0


@dataclass
class Look:
    """What was understood of a file: its parts, its first films as they would be stored, or why not."""

    plans: list[Plan] = field(default_factory=list)
    films: list[MovieRecord] = field(default_factory=list)
    problem: str = ""


def look(upload: Upload) -> Look:
    """Read the first rows of a file; nothing is stored."""
    found = Look()
    try:
        with limited(SECONDS_TO_LOOK, None):
            found.plans = list(plans(sources_in(upload.path), "", upload.columns))
            for each in found.plans:
                if not each.joins and len(found.films) < SHOWN:
                    found.films += _first(each, SHOWN - len(found.films))
    except MovieError as error:
        found.problem = str(error)
    return found


def _first(plan: Plan, count: int) -> list[MovieRecord]:
    films = []
    for row in islice(plan.source.rows(), 5 * count):
        try:
            if not row.problem and len(films) < count:
                columns = plan.columns_of(tuple(row.cells))
                films.append(film_from(row.cells, columns, plan.kind, month_first=plan.month_first))
        except BadRow:
            continue
    return films


def rows_due() -> int:
    """How many rows wait to be imported, as counted when that was asked for."""
    return sum(max(upload.rows - upload.done, 1) for upload in Upload.objects.due())


def run_due(step: Callable[[object], None]) -> None:
    """Import each file that waits for it, one after the other; `step` is called for each row."""
    while upload := Upload.objects.due().first():
        run(upload, step)


def run(upload: Upload, step: Callable[[object], None]) -> None:
    """Import one file, and write down how that ended: by its report, and a sentence where it broke off.

    What was stored before a break stays; asked for again, a file is read from its beginning, and films
    that are there already are not added twice.
    """
    upload.state, upload.done = Upload.State.RUNNING, 0
    upload.save(update_fields=["state", "done"])
    report = ImportReport()

    def on_row() -> None:
        upload.done += 1
        if upload.done % 500 == 0:
            Upload.objects.filter(pk=upload.pk).update(done=upload.done)
        step(upload)

    try:
        import_films(*sources_in(upload.path), mapping=upload.columns, report=report, on_row=on_row)
        upload.state, upload.message = Upload.State.DONE, ""
    except MovieError as error:
        upload.state, upload.message = Upload.State.FAILED, str(error)
    finally:
        upload.report, upload.ended_at = summary(report), timezone.now()
        upload.save(update_fields=["state", "done", "report", "message", "ended_at"])


def summary(report: ImportReport) -> dict[str, object]:
    """The counts of an import and its first sentences, as JSON takes them."""
    told = [sentence for sentences in report.told.values() for sentence in sentences]
    values = sorted(report.values.items(), key=lambda item: -item[1])[:TOLD]
    return {
        "counts": {name: getattr(report, name) for name in COUNTS},
        "told": told[:TOLD],
        "more": max(0, len(told) - TOLD),
        "values": [[column, done, count] for (column, done), count in values],
    }


def queue(upload: Upload, columns: dict[str, str]) -> None:
    """Have a file imported with these columns. Raises CatalogueError where it cannot be read.

    Its rows are counted first, so that its progress can be told.
    """
    upload.columns = columns
    with limited():
        upload.rows = sum(1 for each in sources_in(upload.path) for _ in each.rows())
    upload.state, upload.started_at, upload.message = Upload.State.QUEUED, timezone.now(), ""
    upload.save()
