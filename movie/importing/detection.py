"""Looks into a file before anything is written: what kind it is, and what its columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from django.utils.translation import gettext as _

from ..errors import CatalogueError, MovieError
from .cells import Sample
from .columns import Column
from .datasets import FORMATS, Kind, kind_of
from .headers.choice import SEVERAL, Understood, read_header
from .headers.spelling import NAMES
from .manners import Manner, manner_of
from .parsing import READ_ALONE, RowReader, films_of
from .readers import READERS, Source
from .readers.encodings import told_encoding
from .readers.rows import MOST_COLUMNS, Row, too_many_columns
from .records import MovieRecord

PEEKED = 200
LARGEST_PEEK = 4_000_000  # characters
ROW = 20  # what a cell takes beyond its characters
MOST_LAYOUTS = 1_000
CONTAINERS = tuple(READERS)
ANY = "any"


@dataclass
class Plan:
    """A file and how its rows are read."""

    source: Source
    kind: Kind | None
    header: Understood
    mapping: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)
    encoding: str = ""  # where it is another than UTF-8
    offered: str = ""  # a column of long sentences, where none is the description
    sample: Sample | None = None
    numbering: str = ""  # the column that numbers the films, before their titles
    _readers: dict[tuple[str, ...], RowReader] = field(default_factory=dict)
    _columns: dict[tuple[str, str], Column] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, str]:
        """Column to field."""
        return self.header.columns

    @property
    def unknown(self) -> list[str]:
        """The columns that no field was found for."""
        return self.header.unknown

    @property
    def joins(self) -> bool:
        """Whether its rows add to the films of other files, as they have no titles of their own."""
        return bool(self.kind and self.kind.joins) or "title" not in self.columns.values()

    @property
    def verbatim(self) -> bool:
        """Whether the catalogue has written it itself."""
        return bool(self.kind and self.kind.verbatim)

    @property
    def is_table(self) -> bool:
        """Whether somebody may have written more than films below its columns."""
        return self.source.format in ("csv", "sheet", "page") and not (self.joins or self.verbatim)

    @property
    def of_a_viewer(self) -> bool:
        """Whether one viewer wrote it, of whom nothing may take the place of what is known of a film."""
        return bool(self.header.viewers or (self.kind and self.kind.of_a_viewer))

    @property
    def space(self) -> str:
        """Files of one space mean the same film by the same key."""
        return self.kind.format if self.kind else "id"

    def films(self, rows: Sequence[Row]) -> list[MovieRecord]:
        """The films of rows with the same columns; one that is none has a `problem`."""
        return films_of(rows, self)

    def reader_of(self, names: tuple[str, ...]) -> RowReader:
        """What reads rows with these columns: in JSON one may have others than the first ones."""
        if names not in self._readers:
            if len(self._readers) == MOST_LAYOUTS:  # names that are data: no row has those of another
                self._readers.clear()
                self._columns.clear()
            fields = self._layout(names)
            alone = [self._column(name, field) for name, field in fields.items() if field in READ_ALONE]
            others = {name: field for name, field in fields.items() if field not in READ_ALONE}
            self._readers[names] = RowReader(alone, others, titled=not self.joins, verbatim=self.verbatim)
        return self._readers[names]

    def _column(self, name: str, field: str) -> Column:
        if (name, field) not in self._columns:
            self._columns[name, field] = Column(name, field, self.kind, self.manner)
        return self._columns[name, field]

    def _layout(self, names: tuple[str, ...]) -> dict[str, str]:
        known = {name: self.columns[name] for name in names if name in self.columns}
        taken = set(known.values())
        for name in names:
            spare = self.header.spare.get(name)
            if spare and spare not in taken:
                known[name] = spare
                taken.add(spare)
        left = {*known, *self.header.left}
        more = read_header([name for name in names if name not in left], self.kind, self.mapping)
        known |= {
            name: field for name, field in more.columns.items() if field not in taken or field in SEVERAL
        }
        if len(self.unknown) < MOST_LAYOUTS:
            self.unknown.extend(more.unknown)
        return {name: known[name] for name in names if name in known}


def plan(source: Source, format: str = "", mapping: Mapping[str, str] | None = None) -> Plan:
    """Look at the first rows of a file. Raises CatalogueError where no film can come out of it."""
    _check(format, mapping or {})
    if source.problem:
        raise CatalogueError(source.problem)
    rows = _peeked(source)
    header = list(dict.fromkeys(chain.from_iterable(row.cells for row in rows)))
    if len(header) > MOST_COLUMNS:
        raise too_many_columns(source.file)
    sample = Sample(rows)
    kind = None if format == ANY else kind_of(header, format if format in FORMATS else "", sample)
    if format in FORMATS and kind is None:
        raise CatalogueError(
            _("%(file)s has none of the headers of %(format)s: %(columns)s.")
            % {"file": source.file, "format": format, "columns": _listed(header)}
        )
    if kind and kind.of_nothing:
        raise CatalogueError(
            _("%(file)s tells of no films: %(kind)s.") % {"file": source.file, "kind": _(kind.what)}
        )
    missing = [name for name in (mapping or {}).values() if header and name not in header]
    if missing and not kind:
        raise CatalogueError(
            _("%(file)s has no column %(column)s; it has %(columns)s.")
            % {"file": source.file, "column": missing[0], "columns": _listed(header)}
        )
    found = Plan(source, kind, read_header(header, kind, mapping, sample), mapping or {}, sample=sample)
    found.manner = manner_of(found.columns, sample)
    found.numbering = sample.numbering(found.columns)
    if source.format == "csv":
        found.encoding = told_encoding(source.file)
    if header:
        _check_use(found, header)
        _offer_description(found, sample)
    return found


def _offer_description(found: Plan, sample: Sample) -> None:
    if "description" not in found.columns.values() and not found.joins:
        found.offered = next((name for name in found.unknown if sample.holds_sentences(name)), "")


def _peeked(source: Source) -> list[Row]:
    """The first rows, and fewer where they are large."""
    rows, size = [], 0
    for row in islice(source.rows(), PEEKED):
        rows.append(row)
        size += row.size + ROW * len(row.cells)
        if size > LARGEST_PEEK:
            break
    return rows


def _check(format: str, mapping: Mapping[str, str]) -> None:
    if format and format not in (ANY, *FORMATS, *CONTAINERS):
        raise CatalogueError(
            _("There is no format %(format)s; use one of: %(known)s.")
            % {"format": format, "known": ", ".join((ANY, *FORMATS, *CONTAINERS))}
        )
    unknown = [name for name in mapping if name not in (*NAMES, "key")]
    if unknown:
        raise CatalogueError(
            _("A film has no %(field)s; it has %(fields)s.")
            % {"field": unknown[0], "fields": ", ".join((*NAMES, "key"))}
        )


def _check_use(found: Plan, header: Sequence[str]) -> None:
    fields = set(found.columns.values())
    if "title" not in fields and not (fields & {"tmdb_id", "imdb_id", "key"} and len(fields) > 1):
        raise CatalogueError(
            _(
                "%(file)s has no column that could be a title: %(columns)s. Say which it is, as in --map "
                "title=Name; where no line names the columns, do: --columns id,title,genre."
            )
            % {"file": found.source.file, "columns": _listed(header)}
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:40]) + (" …" if len(names) > 40 else "")


def plans(
    sources: Sequence[Source],
    format: str,
    mapping: Mapping[str, str],
    passed_over: list[tuple[str, str]] | None = None,
) -> list[Plan]:
    """The files in the order in which they are read: those that join others before the films they join.

    Members of an archive without films are passed over, and told in `passed_over` with the reason, unless
    there is nothing else.
    """
    found, problems = [], []
    for source in sources:
        try:
            found.append(plan(source, format, mapping))
        except MovieError as error:
            if not source.member or len(sources) == 1:
                raise
            problems.append((source, error))
    if problems and not found:
        raise problems[0][1]
    if len({each.source.file for each in found}) < len(found):
        raise CatalogueError(_("A file is named twice."))
    if passed_over is not None:
        passed_over.extend((source.name, str(error)) for source, error in problems)
    return sorted(found, key=lambda each: not each.joins)
