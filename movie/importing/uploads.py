"""Imports uploaded files behind the running site: first looked at, then queued, then read by the worker."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import MovieError
from ..models import Upload
from .detection import PEEKED, Plan, plan, plans
from .headers.choice import SEVERAL, read_header
from .joins import keys_of
from .pipeline import Import, import_films
from .readers import Source, sources_in
from .readers.limits import limited
from .records import MovieRecord
from .report import ImportReport, Ledger

SHOWN = 10  # films
COUNTS = ("created", "updated", "unchanged", "shows", "joined", "vectors", "rejections")
TOLD = 100  # sentences of a report that are kept
SECONDS_TO_LOOK = 20.0
ROWS_TOLD = 500  # rows between two notes of how far an import is


@dataclass
class Look:
    """What was understood of a file: its columns, each with its field or "", and its first films.

    `problem` says why no film would come out of it.
    """

    columns: dict[str, str] = field(default_factory=dict)
    films: list[MovieRecord] = field(default_factory=list)
    problem: str = ""


def look(upload: Upload) -> Look:
    """Read the first rows of a file; nothing is stored."""
    found = Look()
    try:
        with limited(SECONDS_TO_LOOK):
            for source in sources_in(upload.path):
                found.columns |= _columns(source)
            found.columns |= upload.columns
            understood = plans(_sources(upload), "", {})
            found.films = first_films(understood, SHOWN)
            if not found.films and not any(each.joins and each.columns for each in understood):
                found.problem = _("No film was found in the first rows of this file.")
    except MovieError as error:
        found.problem = str(error)
    return found


def first_films(understood: Sequence[Plan], most: int) -> list[MovieRecord]:
    """The first films of files as an import takes them: no series, no totals, rows of one film as one, with
    what the first rows of files beside theirs say of them.
    """
    run = Import(Ledger(ImportReport()))
    titled = [(place, each) for place, each in enumerate(understood) if not each.joins]
    films = ((found.film, each.space) for place, each in titled for found in run.whole_films(each, place))
    first = list(islice(films, most))
    keys = {key for film, space in first for key in keys_of(film, space)}
    for place, each in enumerate(understood):
        if each.joins and keys:
            run.keep(each, place, keys)
    run.check()
    for film, space in first:
        run.additions.complete(film, space)
    return [film for film, _space in first]


def _columns(source: Source) -> dict[str, str]:
    """The columns of the first rows, with what each is taken for, even where no film can come out of them."""
    names = list(dict.fromkeys(name for row in islice(source.rows(), PEEKED) for name in row.cells))
    try:
        fields = plan(source).columns
    except MovieError:
        fields = read_header(names).columns
    return {name: fields.get(name, "") for name in names}


def _sources(upload: Upload) -> list[Source]:
    """The files of an upload, their columns called by the fields that its owner has chosen."""
    names: dict[str, str] = {}
    for column, wanted in upload.columns.items():
        if wanted in SEVERAL:  # a person a column: actor_1, actor_2
            stem = wanted.removesuffix("s")
            wanted = f"{stem}_{1 + sum(name.startswith(stem) for name in names.values())}"
        names[column] = wanted
    return [replace(source, names=names) for source in sources_in(upload.path)]


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
        if upload.done % ROWS_TOLD == 0:
            Upload.objects.filter(pk=upload.pk).update(done=upload.done)
        step(upload)

    try:
        import_films(*_sources(upload), report=report, on_row=on_row)
        upload.state, upload.message = Upload.State.DONE, ""
    except MovieError as error:
        upload.state, upload.message = Upload.State.FAILED, str(error)
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


def choose(upload: Upload, columns: Mapping[str, str]) -> None:
    """Keep what the owner says of columns (column: field, or "" for none), where it is not as guessed."""
    guessed = {name: found for source in sources_in(upload.path) for name, found in _columns(source).items()}
    upload.columns = {name: wanted for name, wanted in columns.items() if wanted != guessed.get(name)}
    upload.save(update_fields=["columns"])


def queue(upload: Upload) -> None:
    """Have a file imported. Raises CatalogueError where no film can come out of it.

    Its rows are counted first, so that its progress can be told.
    """
    with limited():
        upload.rows = sum(1 for each in plans(_sources(upload), "", {}) for _ in each.source.rows())
    upload.state, upload.started_at, upload.message = Upload.State.QUEUED, timezone.now(), ""
    upload.save()
