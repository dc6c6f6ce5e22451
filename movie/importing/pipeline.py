"""Stores the films of files: new ones are added, known ones are brought up to date."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from ..database.bulk import writing_much
from ..errors import CatalogueError
from ..models import Mood
from ..text.number_format import grouped
from .batches import batches
from .deduplication import KnownMovies
from .detection import Plan, plans
from .history import History
from .joins import Additions, Key, keys_of
from .readers import Source
from .readers.limits import current, limited
from .readers.rows import alike
from .records import LocatedRecord, MovieRecord
from .remarks import can_follow, only_behind_a_gap, without_remarks
from .repeats import put_together
from .report import ImportReport, Ledger, ledger
from .upsert import AGAIN, Upsert

Item = TypeVar("Item")
PREVIEWED = 10
LOOKED_THROUGH = 5_000  # rows beside the films', for what they say of those that are shown
# So many rows without a film, and a file holds something else.
HOPELESS = 10_000


def import_films(
    *sources: Source,
    format: str = "",
    mapping: Mapping[str, str] | None = None,
    source_model: str = "",
    mood_source: str = Mood.Source.IMPORTED,
    include_shows: bool = False,
    dry_run: bool = False,
    report: ImportReport | None = None,
    report_file: Path | None = None,
    on_understood: Callable[[Plan], None] | None = None,
    on_row: Callable[[], None] | None = None,
    seconds: float | None = None,
    megabytes: float | None = None,
) -> ImportReport:
    """Store the films of files, batch by batch; a bad row is reported and the others go on.

    Files whose rows have no title add to the films of the others, or to stored ones, by id.
    `mapping` is field to column; `source_model` names who made the files' embeddings, where they do not
    say; `mood_source` where their emotions come from. `report` is filled as batches are stored, so that
    it is right after an interrupt, too.
    `seconds` and `megabytes` limit the whole import; without them the settings do.
    Raises CatalogueError where a file cannot be read at all: before anything is written, if that shows
    in its first rows; and where a limit is reached.
    """
    report = ImportReport() if report is None else report
    with limited(seconds, megabytes):
        understood = plans(sources, format, mapping or {}, report.passed_over)
        for each in understood if on_understood else ():
            on_understood(each)
        _check_report(report_file, sources)
        with ledger(report, report_file) as notes, writing_much():
            run = Import(notes, source_model, mood_source, include_shows, on_row)
            if dry_run:
                with transaction.atomic():
                    run.files(understood)
                    transaction.set_rollback(True)
            else:
                run.files(understood)
        for each in understood:
            report.ignored_columns.extend(
                n for n in each.header.left if n and n not in report.ignored_columns
            )
            report.offered = report.offered or each.offered
    return report


def _check_report(report_file: Path | None, sources: Sequence[Source]) -> None:
    if report_file and any(report_file.resolve() == source.path.resolve() for source in sources):
        raise CatalogueError(
            _("The report would take the place of %(report_file)s; give it another name.")
            % {"report_file": report_file}
        )


@dataclass
class Import:
    """One run over several files."""

    notes: Ledger
    source_model: str = ""
    mood_source: str = Mood.Source.IMPORTED
    include_shows: bool = False
    on_row: Callable[[], None] | None = None
    history: History = field(default_factory=lambda: History([]))
    additions: Additions = field(default_factory=Additions)
    _read: int = 0  # rows
    _broken: CatalogueError | None = None  # why a file is read no further

    @property
    def report(self) -> ImportReport:
        return self.notes.report

    @cached_property
    def known(self) -> KnownMovies:
        """The films that are stored, and those that come to them."""
        return KnownMovies.from_database()

    def files(self, understood: Sequence[Plan]) -> None:
        """Read the files: first those that add to films, then the films."""
        self.history = History([each.source.name for each in understood])
        for place, each in enumerate(understood):
            if each.encoding:
                told = _("its letters are in %(encoding)s") % {"encoding": each.encoding}
                first = LocatedRecord(each.source.name, 1, MovieRecord())
                self.notes.note(first, "", each.encoding, told)
            if each.joins:
                self.keep(each, place)
            else:
                self._store(self.whole_films(each, place))
        self._store(self._rest())

    def keep(self, each: Plan, place: int, only: Collection[Key] = ()) -> None:
        """Keep what a file says of films until they come; of `only` these, as far as its first rows go."""
        whole, space = each.kind.whole if each.kind else True, each.space
        report, add = self.report, self.additions.add
        rows = self._films(each, place, joins=True)
        for found in islice(rows, LOOKED_THROUGH) if only else rows:
            if only and not any(key in only for key in keys_of(found.film, space)):
                continue
            if add(found, space, whole=whole):
                report.joined += 1
            else:
                self._reject(found, _("it has no id to join it to a film"))
        self.check()

    def check(self) -> None:
        """Raises the CatalogueError for which a file was read no further: what came before is stored."""
        if self._broken:
            raise self._broken

    def _until_broken(self, items: Iterable[Item]) -> Iterator[Item]:
        try:
            yield from items
        except CatalogueError as error:
            self._broken = error

    def _rest(self) -> Iterator[LocatedRecord]:
        """What no film of these files took belongs to stored films, or names films by itself."""
        for found, key in self.additions.rest():
            if self.known.find(found.film) or found.film.title:
                self.report.joined -= 1
                yield found
            else:
                self.notes.leave_out(found, *key, _("there is no film with this id"))

    def _store(self, films: Iterator[LocatedRecord]) -> None:
        for batch in batches(films):
            with transaction.atomic():
                upsert = Upsert(batch, self.known, self.notes)
                counts = upsert.store(self.source_model, self.mood_source)
                self.history.note(upsert.added, upsert.changed)
            for name, count in counts.items():
                setattr(self.report, name, getattr(self.report, name) + count)
        self.check()

    def whole_films(self, each: Plan, place: int) -> Iterator[LocatedRecord]:
        """The films of a file, of which one may fill several rows."""
        films = self._films(each, place)
        if can_follow(each):
            gap = only_behind_a_gap(each)
            films = without_remarks(films, self._remark, lambda: self._broken, behind_a_gap=gap)
        for found in put_together(films, self._again):
            if len(self.report.preview) < PREVIEWED:
                self.report.preview.append(found.film)
            yield found

    def _again(self, found: LocatedRecord) -> None:
        self.notes.note(found, "", found.film.title, _(AGAIN))

    def _remark(self, found: LocatedRecord) -> None:
        self.report.remarks += 1
        title = found.film.title
        told = _("“%(title)s” stands alone below the films, as a total or a source does") % {"title": title}
        self.notes.leave_out(found, "", title, told)

    def _films(self, each: Plan, place: int, joins: bool = False) -> Iterator[LocatedRecord]:
        """The readable rows as films, as far as the file can be read; the others go into the report."""
        return self._until_broken(self._located(each, place, joins))

    def _located(self, each: Plan, place: int, joins: bool) -> Iterator[LocatedRecord]:
        name, space, of_a_viewer, limits = each.source.name, each.space, each.of_a_viewer, current()
        completed = len(self.additions) and not joins
        for rows in alike(self._until_broken(each.source.rows())):
            films = each.films(rows)
            limits.check_time()
            self._read += len(rows)
            for row, film in zip(rows, films, strict=True):
                if self.on_row:
                    self.on_row()
                found = LocatedRecord(name, row.line, film, place, row.size, of_a_viewer)
                if film.problem:
                    self._reject(found, film.problem, dict(row.cells) or "")
                elif self._is_taken(found, row.repaired):
                    if completed:
                        self.additions.complete(film, space)
                    yield found

    def _is_taken(self, found: LocatedRecord, repaired: str) -> bool:
        """Whether a film is wanted; what was done with its row goes into the report."""
        film = found.film
        if repaired:
            self.notes.note(found, "", film.title, _(repaired))
        for note in film.notes:
            self.notes.note(found, *note)
        if film.vector_problem:
            self.notes.leave_out(found, "embedding", "", f"{film.title}: {film.vector_problem}")
        if film.sums_up:
            self._remark(found)
            return False
        if film.show and not self.include_shows:
            self.report.shows += 1
            told = _("left out: a %(kind)s, not a film") % {"kind": film.show}
            self.notes.write(found, "", film.title, told)
            return False
        return True

    def _reject(self, found: LocatedRecord, reason: str, value: Any = "") -> None:
        """Take down a row that is no film. Raises CatalogueError where most rows are none."""
        self.notes.reject(found, reason, value)
        if self.report.rejections >= HOPELESS and 2 * self.report.rejections > self._read:
            raise CatalogueError(
                _(
                    "%(file)s: of %(rows)s rows more than half are no films, as line %(line)s: %(reason)s. "
                    "Say which column is the title, as in --map title=Name, or import another file."
                )
                % {"file": found.file, "rows": grouped(self._read), "line": found.line, "reason": reason}
            )
