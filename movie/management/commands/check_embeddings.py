"""`manage.py check_embeddings`: shows what is stored for each film, and whether all is well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from movie.embedders import get_embedder
from movie.embedding.health import HealthReport, StoredEmbedding, stored_embeddings
from movie.management.base import MovieCommand
from movie.moods.health import DERIVE, EMBED, EMBED_ALL, MoodReport, mood_health

VALUES = 5
ALIKE = (
    "Most films share their vector with films of other texts: the model was broken when it made them. "
    "Check EMBEDDING_MODEL and the server's log."
)


class Command(MovieCommand):
    help = (
        "Shows each film's embedding and counts those missing, stale or corrupt (then it exits with 1). "
        "· Muestra el embedding de cada película y cuenta los que faltan, son viejos o están dañados."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--summary", action="store_true", help="only the counts · solo los totales")

    def handle(self, *args: Any, **options: Any) -> None:
        report = HealthReport()
        for found in stored_embeddings(get_embedder()):
            report.add(found)
            if not options["summary"]:
                self.stdout.write(_line(found))
        moods = mood_health(get_embedder())
        self._summarise(report)
        self._summarise_moods(moods)
        if report.alike:
            raise CommandError(f"{ALIKE} Then run: {EMBED_ALL}")
        if not report.well:
            cure = EMBED_ALL if report.corrupt else EMBED
            raise CommandError(f"Not all embeddings are well. Run: {_in_turn([*moods.cures, cure])}")
        if not moods.well:
            raise CommandError(f"Not all moods are well. Run: {_in_turn(moods.cures)}")

    def _summarise(self, report: HealthReport) -> None:
        self.stdout.write(f"{report.films} films")
        for model, count in report.by_model.most_common():
            self.stdout.write(f"  stored by {model}: {count}")
        without = f" ({report.undescribed} for want of a description)" if report.undescribed else ""
        self.stdout.write(f"  missing: {report.missing}{without}")
        self.stdout.write(f"  stale: {report.stale}")
        self.stdout.write(f"  corrupt: {report.corrupt}")
        self.stdout.write(f"  films that share a vector with another text: {report.sharing}")

    def _summarise_moods(self, moods: MoodReport) -> None:
        self.stdout.write(f"{moods.by_source.total()} films have a mood")
        for source, count in moods.by_source.most_common():
            self.stdout.write(f"  {source}: {count}{_stale(moods.outdated[source])}")
        cure = f" ({DERIVE} gives them one)" if moods.waiting else ""
        self.stdout.write(f"  without one: {moods.waiting}{cure}")
        if moods.by_source:
            self.stdout.write(
                f"  their embeddings: missing: {moods.unembedded}, stale: {moods.stale}, "
                f"corrupt: {moods.corrupt}"
            )


def _stale(outdated: int) -> str:
    return f", {outdated} of them of an earlier text" if outdated else ""


def _in_turn(commands: list[str]) -> str:
    return ", then ".join(dict.fromkeys(commands))


def _line(found: StoredEmbedding) -> str:
    if found.problem:
        return f"{found.movie.title}: corrupt: {found.problem}"
    if found.vector is None:
        reason = "no embedding" if found.movie.description else "no embedding, for want of a description"
        return f"{found.movie.title}: {reason}"
    values = " ".join(f"{value: .8f}" for value in found.vector[:VALUES])
    stale = " (stale)" if found.stale else ""
    return f"{found.movie.title}: {len(found.vector)} dimensions, [{values} …]{stale}"
