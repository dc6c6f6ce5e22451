"""Tells what was understood of a file and what became of its rows, line by line."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..text.number_format import grouped, written
from .detection import Plan
from .records import MovieRecord
from .report import ImportReport, named, printable

LISTED = 200  # columns that are named
EXAMPLE = 40  # characters of a cell
SUMMARY = 70  # characters of a description
NAMED = 3  # directors, and actors


def plan_lines(plan: Plan) -> Iterator[str]:
    """What was understood of a file: a line for each column that is read, then what is left out, and why."""
    what = _(plan.kind.what) if plan.kind else _("films by their columns")
    yield printable(f"{plan.source.name}: {what}")
    told = [(name, _field(plan, name, field), _example(plan, name)) for name, field in plan.columns.items()]
    widths = [max((min(len(row[place]), 30) for row in told[:LISTED]), default=0) for place in (0, 1)]
    for name, field, example in told[:LISTED]:
        yield printable(f"  {name:<{widths[0]}} → {field:<{widths[1]}}  {example}").rstrip()
    for sentence, names in _left(plan):
        yield printable(f"  {sentence}: {_listed(names)}")
    if plan.offered:
        cure = _("no description; “%(column)s” holds long sentences: --map description=%(asked)s")
        yield printable("  " + cure % {"column": plan.offered, "asked": plan.offered})
    if plan.manner.month_first:
        yield "  " + _("dates: month before day")
    if plan.manner.votes_of != 10:
        yield "  " + _("votes of %(scale)s read as of 10") % {"scale": plan.manner.votes_of}
    if plan.manner.turned:
        yield "  " + _("family names first: %(columns)s") % {"columns": _listed(sorted(plan.manner.turned))}
    if plan.manner.parts:
        yield "  " + _("running times: %(parts)s to a minute") % {"parts": f"{plan.manner.parts:,}"}
    if plan.encoding:
        yield "  " + _("encoding: %(name)s") % {"name": plan.encoding}


def _field(plan: Plan, name: str, field: str) -> str:
    if name not in plan.header.guessed:
        return field
    return _("%(field)s (a guess, %(near).0f of 100 sure)") % {
        "field": field,
        "near": plan.header.guessed[name],
    }


def _example(plan: Plan, name: str) -> str:
    cells = plan.sample[name] if plan.sample else []
    text = " ".join(str(cells[0]).split()) if cells else ""
    return text if len(text) <= EXAMPLE else f"{text[:EXAMPLE]}…"


def _left(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """The columns that are not read, by the reason."""
    spare = [name for name in plan.unknown if name in plan.header.spare]
    taken = {field: name for name, field in plan.columns.items()}
    for name in spare:
        field = plan.header.spare[name]
        yield (
            _("%(field)s is read from %(column)s, not from") % {"field": field, "column": taken.get(field)},
            [name],
        )
    left = [
        (_("columns without a place"), [name for name in plan.unknown if name and name not in spare]),
        (_("one viewer's, not the film's"), plan.header.viewers),
        (_("only a part of the sum"), plan.header.parts),
    ]
    yield from ((sentence, names) for sentence, names in left if names)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:LISTED]) + (f", … ({grouped(len(names))})" if len(names) > LISTED else "")


def film_line(film: MovieRecord) -> str:
    """A film as it is stored, in one line."""
    votes = f"({grouped(film.vote_count)})" if film.vote_count else ""
    told = [
        named(film),
        str(film.release_date or ""),
        film.genre,
        f"{film.runtime} min" if film.runtime else "",
        ", ".join(one.name for one in film.directors[:NAMED]),
        _("with %(names)s") % {"names": ", ".join(one.name for one in film.actors[:NAMED])}
        if film.actors
        else "",
        f"{number_format(f'{film.vote_average:g}')} {votes}".strip() if film.vote_average is not None else "",
        " ".join(filter(None, (film.imdb_id, f"TMDB {film.tmdb_id}" if film.tmdb_id else ""))),
        " ".join(film.description[:SUMMARY].split()) + ("…" if len(film.description) > SUMMARY else ""),
    ]
    return printable(" · ".join(filter(None, told)))


def report_lines(name: str, report: ImportReport, *, dry_run: bool = False) -> Iterator[str]:
    """What became of the rows; in a dry run with the first films, as they would be stored."""
    if dry_run and report.preview:
        yield _("The first films, as they would be stored:")
        yield from (f"  {film_line(film)}" for film in report.preview)
    for member, reason in report.passed_over:
        yield printable("  " + _("passed over: %(file)s: %(reason)s") % {"file": member, "reason": reason})
    for (column, done), count in sorted(report.values.items(), key=lambda item: -item[1]):
        yield f"  {grouped(count)} × {printable(column) + ': ' if column else ''}{done}"
    if report.shows:
        yield "  " + _("%(count)s × left out as no films (--include-shows takes them, too)") % written(
            count=report.shows
        )
    if report.joined:
        told = ngettext(
            "%(count)s row joined to films by id", "%(count)s rows joined to films by id", report.joined
        )
        yield "  " + told % written(count=report.joined)
    if report.conflicts:
        yield "  " + _(
            "rows not applied, as their id is another film's: %(count)s. Correct the ids, or say which "
            "column is the file's own id, as in --map key=COLUMN"
        ) % written(count=report.conflicts)
    yield _(
        "%(name)s: films added: %(created)s, updated: %(updated)s, unchanged: %(unchanged)s, rejected: "
        "%(rejected)s; embeddings taken over: %(vectors)s."
    ) % written(
        name=name,
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
        rejected=report.rejections,
        vectors=report.vectors,
    )


def undescribed_line(report: ImportReport) -> str:
    """How many films nobody finds by meaning, and what to do about it; empty where all can be found."""
    if report.undescribed <= 0:
        return ""
    told = ngettext(
        "%(count)s film has no description, and is not found by meaning.",
        "%(count)s films have no description, and are not found by meaning.",
        report.undescribed,
    ) % written(count=report.undescribed)
    cure = _(
        "Say which column tells what happens, as in --map description=%(column)s, or import a file that does."
    )
    return printable(f"{told} {cure % {'column': report.offered or _('COLUMN')}}")
