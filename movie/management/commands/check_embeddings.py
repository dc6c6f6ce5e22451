"""`manage.py check_embeddings`: shows what is stored for each film, and whether all is well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from movie.catalogue.health import HealthReport, StoredEmbedding, stored_embeddings
from movie.embedders import get_embedder
from movie.errors import MovieError

VALUES = 5


class Command(BaseCommand):
    help = (
        "Shows each film's embedding and counts those missing, stale or corrupt (then it exits with 1). "
        "· Muestra el embedding de cada película y cuenta los que faltan, son viejos o están dañados."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--summary", action="store_true", help="only the counts · solo los totales")

    def handle(self, *args: Any, **options: Any) -> None:
        report = HealthReport()
        try:
            for found in stored_embeddings(get_embedder()):
                report.add(found)
                if not options["summary"]:
                    self.stdout.write(_line(found))
        except MovieError as error:
            raise CommandError(str(error)) from error
        self._summarise(report)
        if not report.well:
            raise CommandError("Not all embeddings are well. Run: python manage.py movie_embeddings")

    def _summarise(self, report: HealthReport) -> None:
        self.stdout.write(f"{report.films} films")
        for model, count in report.by_model.most_common():
            self.stdout.write(f"  stored by {model}: {count}")
        without = f" ({report.undescribed} for want of a description)" if report.undescribed else ""
        self.stdout.write(f"  missing: {report.missing}{without}")
        self.stdout.write(f"  stale: {report.stale}")
        self.stdout.write(f"  corrupt: {report.corrupt}")


def _line(found: StoredEmbedding) -> str:
    if found.problem:
        return f"{found.movie.title}: corrupt: {found.problem}"
    if found.vector is None:
        reason = "no embedding" if found.movie.description else "no embedding, for want of a description"
        return f"{found.movie.title}: {reason}"
    values = " ".join(f"{value: .8f}" for value in found.vector[:VALUES])
    stale = " (stale)" if found.stale else ""
    return f"{found.movie.title}: {len(found.vector)} dimensions, [{values} …]{stale}"
