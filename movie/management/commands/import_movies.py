"""`manage.py import_movies`: brings films from files, or the sample catalogue, into the database."""

from argparse import ArgumentParser, ArgumentTypeError
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from movie.errors import CatalogueError, ConfigurationError
from movie.importing.datasets import FORMATS
from movie.importing.detection import ANY, CONTAINERS, Plan
from movie.importing.export import COLUMNS, VECTOR_COLUMNS
from movie.importing.pipeline import import_films
from movie.importing.printed import plan_lines, report_lines, undescribed_line
from movie.importing.readers import Source, sources_in
from movie.importing.readers.shipped import sample
from movie.importing.report import ImportReport, printable
from movie.management.base import INTERRUPTED, MovieCommand
from movie.management.progress import progress_bar
from movie.models import Mood
from movie.sample import LANGUAGES
from movie.text.number_format import written

SHOWN = 10


class Command(MovieCommand):
    help = (
        "Imports films from files (CSV, TSV, JSON, JSON Lines, Parquet, .xlsx, .ods, a db.sqlite3; "
        "also gzip and zip): new ones are added, known ones updated; files with one id are joined. "
        "· Importa películas de archivos: añade las nuevas, actualiza las otras y une los archivos por id."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="the files · los archivos", metavar="FILE")
        parser.add_argument(
            "--sample", action="store_true", help="the catalogue that ships · el catálogo incluido"
        )
        parser.add_argument(
            "--language",
            choices=LANGUAGES,
            default="en",
            help="of the films' own texts in the sample · de los textos propios del catálogo incluido",
        )
        parser.add_argument(
            "--format",
            choices=(ANY, *FORMATS, *CONTAINERS),
            default="",
            help="what the files are, where the header does not tell · qué son, si el encabezado no lo dice",
        )
        parser.add_argument(
            "--map",
            type=_mapping,
            default={},
            metavar="title=Name,year=Released",
            help="which column is what · qué columna es qué",
        )
        parser.add_argument(
            "--columns",
            type=_names,
            default=(),
            metavar="id,title,year",
            help="what the columns are called, where no line says so · cómo se llaman las columnas",
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="exit 1 where any row was not imported · salir con 1 si alguna fila no se importó",
        )
        parser.add_argument(
            "--include-shows", action="store_true", help="series too, not films alone · también las series"
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE",
            help="every rejected or repaired value, as .csv or .jsonl · cada valor rechazado o corregido",
        )
        parser.add_argument(
            "--seconds", type=float, help="how long it may take · cuánto puede durar", metavar="N"
        )
        parser.add_argument(
            "--megabytes", type=float, help="how much it may read · cuánto puede leer", metavar="N"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing · no escribir nada")
        parser.add_argument(
            "--embedding-model", default="", help="who made the file's embeddings · quién hizo sus embeddings"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["files"]) == options["sample"]:
            raise CommandError(_("Name a file, or --sample."))
        report = ImportReport()
        name = (
            printable(", ".join(path.name for path in options["files"]))
            or f"movies.{options['language']}.json"
        )
        progress = progress_bar(self.stderr, _("rows"), desc=name, leave=False)
        try:
            self._import(report, progress, options)
        except (CatalogueError, ConfigurationError) as error:
            progress.close()
            if report.created or report.updated:
                self._tell(name, report, options)
            raise CommandError(printable(str(error))) from error
        except KeyboardInterrupt:
            progress.close()
            self._tell(name, report, options)
            raise CommandError(_interrupted(report, options["dry_run"]), returncode=INTERRUPTED) from None
        finally:
            progress.close()
        self._tell(name, report, options)
        self._fail(report, options)

    def _fail(self, report: ImportReport, options: dict[str, Any]) -> None:
        """Raises CommandError where no film came in, or where the owner wants every row."""
        bad = report.rejections + report.conflicts
        if bad and (options["strict"] or not report.films):
            told = _("Rows left out: %(bad)s of %(rows)s.") % written(bad=bad, rows=report.rows)
            stored = _("The others would be stored.") if options["dry_run"] else _("The others are stored.")
            raise CommandError(f"{told} {stored}" if report.films else told)

    def _import(self, report: ImportReport, progress: tqdm, options: dict[str, Any]) -> None:
        import_films(
            *_sources(options),
            format=options["format"],
            mapping=options["map"],
            source_model=options["embedding_model"],
            mood_source=Mood.Source.SAMPLE if options["sample"] else Mood.Source.IMPORTED,
            include_shows=options["include_shows"],
            dry_run=options["dry_run"],
            report=report,
            report_file=options["report"],
            seconds=options["seconds"],
            megabytes=options["megabytes"],
            on_understood=None if options["sample"] else partial(self._tell_plan, always=options["dry_run"]),
            on_row=progress.update,
        )

    def _tell_plan(self, plan: Plan, always: bool) -> None:
        """What was understood of a file, but not of one whose columns are called as the fields are."""
        plain = {*COLUMNS, *VECTOR_COLUMNS}
        odd = (
            (plan.kind and not plan.verbatim)
            or plan.encoding
            or any(plan.header.left)
            or not plain.issuperset(plan.columns)
        )
        for line in plan_lines(plan) if odd or always else ():
            self.stdout.write(line)

    def _tell(self, name: str, report: ImportReport, options: dict[str, Any]) -> None:
        verbosity = options["verbosity"]
        for problems in report.told.values():
            shown = problems if verbosity > 1 else problems[:SHOWN]
            for sentence in shown:
                self.stderr.write(sentence)
            if len(problems) > len(shown):
                more = _("… and %(count)s more (all of them with -v 2)")
                self.stderr.write(more % written(count=len(problems) - len(shown)))
        for line in report_lines(name, report, dry_run=options["dry_run"]):
            self.stdout.write(line)
        if options["report"]:
            self.stdout.write(_("Each of them is in %(file)s.") % {"file": options["report"]})
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written: that is what would be done."))
        if cure := undescribed_line(report):
            self.stdout.write(cure)


def _interrupted(report: ImportReport, dry_run: bool) -> str:
    """What an import has stored until somebody stopped it."""
    stored = report.created + report.updated
    if dry_run or not stored:
        return _("Interrupted; nothing was stored.")
    told = _("Interrupted; films added: %(added)s, updated: %(updated)s. They stay; run it again to go on.")
    return told % written(added=report.created, updated=report.updated)


def _mapping(text: str) -> dict[str, str]:
    """The argument of --map: field=column between commas."""
    pairs = [pair.partition("=") for pair in text.split(",")]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise ArgumentTypeError(_("%(text)s is not of the form title=Name,year=Released") % {"text": text})
    return {field.strip(): column.strip() for field, _, column in pairs}


def _sources(options: dict[str, Any]) -> list[Source]:
    if options["sample"]:
        return [sample(options["language"])]
    container = options["format"] if options["format"] in CONTAINERS else ""
    columns = options["columns"]
    return [source for path in options["files"] for source in sources_in(path, container, columns)]


def _names(text: str) -> list[str]:
    """The argument of --columns: names between commas; an empty one is a column that is not read."""
    return [name.strip() for name in text.split(",")]
