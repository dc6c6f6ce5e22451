"""`manage.py import_movies`: brings films from files, or the sample catalogue, into the database."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

from movie.errors import CatalogueError, ConfigurationError
from movie.importing.datasets import FORMATS
from movie.importing.detection import ANY, CONTAINERS, Plan
from movie.importing.export import COLUMNS, VECTOR_COLUMNS
from movie.importing.pipeline import import_films
from movie.importing.readers import Source, sources_in
from movie.importing.readers.sample import sample
from movie.importing.report import ImportReport, printable
from movie.management.base import MovieCommand
from movie.management.progress import progress_bar
from movie.models import Mood
from movie.sample import LANGUAGES

SHOWN = 10
LISTED = 200
INTERRUPTED = 130


class Command(MovieCommand):
    help = (
        "Imports films from files (CSV, TSV, JSON, JSON Lines, Parquet, a workshop's db.sqlite3; also gzip "
        "and zip): new ones are added, known ones updated; files with one id are joined. "
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
            raise CommandError("Name a file, or --sample.")
        report = ImportReport()
        name = (
            printable(", ".join(path.name for path in options["files"]))
            or f"movies.{options['language']}.json"
        )
        progress = progress_bar(self.stderr, "rows", desc=name, leave=False)
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
            raise CommandError(
                "Interrupted; what was counted is stored. Run it again to go on.", returncode=INTERRUPTED
            ) from None
        finally:
            progress.close()
        self._tell(name, report, options)
        if report.rejections:
            raise CommandError(
                f"{report.rejections} of {report.rows} rows were no films; "
                f"the others {'would be' if options['dry_run'] else 'are'} stored."
            )

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
            on_understood=None if options["sample"] else self._tell_plan,
            on_row=progress.update,
        )

    def _tell_plan(self, plan: Plan) -> None:
        """What was understood of a file, but not of one whose columns are called as the fields are."""
        plain = {*COLUMNS, *VECTOR_COLUMNS}
        odd = plan.kind or plan.encoding or any(plan.unknown) or not plain.issuperset(plan.columns)
        if not odd:
            return
        self.stdout.write(
            f"{printable(plan.source.name)}: {plan.kind.what if plan.kind else 'films by their columns'}"
        )
        told = [f"{name} → {field}{_sure(plan, name)}" for name, field in plan.columns.items()]
        self.stdout.write(printable(f"  understood: {_listed(told)}"))
        if any(plan.unknown):
            self.stdout.write(
                printable(f"  columns without a place: {_listed(list(filter(None, plan.unknown)))}")
            )
        if plan.month_first:
            self.stdout.write("  dates: month before day")
        if plan.encoding:
            self.stdout.write(f"  encoding: {plan.encoding}")

    def _tell(self, name: str, report: ImportReport, options: dict[str, Any]) -> None:
        verbosity = options["verbosity"]
        for problems in report.told.values():
            shown = problems if verbosity > 1 else problems[:SHOWN]
            for sentence in shown:
                self.stderr.write(sentence)
            if len(problems) > len(shown):
                self.stderr.write(f"… and {len(problems) - len(shown)} more (all of them with -v 2)")
        for (column, done), count in sorted(report.values.items(), key=lambda item: -item[1]):
            self.stdout.write(f"  {count:,} × {printable(column) + ': ' if column else ''}{done}")
        if report.shows:
            self.stdout.write(f"  {report.shows:,} × left out as no films (--include-shows takes them, too)")
        if report.joined:
            self.stdout.write(f"  {report.joined:,} rows joined to films by id")
        self.stdout.write(
            f"{name}: {report.created} films added, {report.updated} updated, "
            f"{report.unchanged} unchanged, {report.rejections} rejected; "
            f"{report.vectors} embeddings taken over."
        )
        if options["report"]:
            self.stdout.write(f"Each of them is in {options['report']}.")
        if options["dry_run"]:
            self.stdout.write("Nothing was written: that is what would be done.")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:LISTED]) + (f", … ({len(names):,})" if len(names) > LISTED else "")


def _mapping(text: str) -> dict[str, str]:
    """The argument of --map: field=column between commas."""
    pairs = [pair.partition("=") for pair in text.split(",")]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise ArgumentTypeError(f"{text} is not of the form title=Name,year=Released")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _sources(options: dict[str, Any]) -> list[Source]:
    if options["sample"]:
        return [sample(options["language"])]
    container = options["format"] if options["format"] in CONTAINERS else ""
    return [source for path in options["files"] for source in sources_in(path, container)]


def _sure(plan: Plan, name: str) -> str:
    return f" (a guess, {plan.guessed[name]:.0f} of 100 sure)" if name in plan.guessed else ""
