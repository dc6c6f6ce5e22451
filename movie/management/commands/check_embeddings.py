"""`manage.py check_embeddings`: shows what is stored for each film, and whether all is well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from movie.embedders import get_embedder
from movie.embedding.health import HealthReport, StoredEmbedding, stored_embeddings
from movie.management.base import MovieCommand
from movie.models import Mood
from movie.moods.health import DERIVE, EMBED, EMBED_ALL, MoodReport, mood_health
from movie.text.number_format import grouped, written

VALUES = 5
ALIKE = gettext_noop(
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
            raise CommandError(_(ALIKE) + " " + _("Then run: %(command)s") % {"command": EMBED_ALL})
        if not report.well:
            cure = EMBED_ALL if report.corrupt else EMBED
            told = _("Not all embeddings are well. Run: %(commands)s")
            raise CommandError(told % {"commands": _in_turn([*moods.cures, cure])})
        if not moods.well:
            raise CommandError(
                _("Not all moods are well. Run: %(commands)s") % {"commands": _in_turn(moods.cures)}
            )

    def _summarise(self, report: HealthReport) -> None:
        self.stdout.write(_("films: %(count)s") % written(count=report.films))
        for model, count in report.by_model.most_common():
            self.stdout.write(_("  stored by %(model)s: %(count)s") % written(model=model, count=count))
        missing = _("  missing: %(count)s") % written(count=report.missing)
        if report.undescribed:
            missing += " " + _("(%(count)s for want of a description)") % written(count=report.undescribed)
        self.stdout.write(missing)
        self.stdout.write(_("  stale: %(count)s") % written(count=report.stale))
        self.stdout.write(_("  corrupt: %(count)s") % written(count=report.corrupt))
        told = _("  films that share a vector with another text: %(count)s")
        self.stdout.write(told % written(count=report.sharing))

    def _summarise_moods(self, moods: MoodReport) -> None:
        self.stdout.write(_("films that have a mood: %(count)s") % written(count=moods.by_source.total()))
        for source, count in moods.by_source.most_common():
            told = f"  {Mood.Source(source).label}: {grouped(count)}"
            self.stdout.write(told + _stale(moods.outdated[source]))
        without = _("  without one: %(count)s") % written(count=moods.waiting)
        if moods.waiting:
            without += " " + _("(%(command)s gives them one)") % {"command": DERIVE}
        self.stdout.write(without)
        if moods.by_source:
            said = written(missing=moods.unembedded, stale=moods.stale, corrupt=moods.corrupt)
            told = _("  their embeddings: missing: %(missing)s, stale: %(stale)s, corrupt: %(corrupt)s")
            self.stdout.write(told % said)


def _stale(outdated: int) -> str:
    return _(", %(count)s of them of an earlier text") % written(count=outdated) if outdated else ""


def _in_turn(commands: list[str]) -> str:
    return _(", then ").join(dict.fromkeys(commands))


def _line(found: StoredEmbedding) -> str:
    if found.problem:
        said = {"film": found.movie.title, "problem": found.problem}
        return _("%(film)s: corrupt: %(problem)s") % said
    if found.vector is None:
        without = not found.movie.description
        reason = _("no embedding, for want of a description") if without else _("no embedding")
        return f"{found.movie.title}: {reason}"
    values = " ".join(f"{value: .8f}" for value in found.vector[:VALUES])
    stale = " " + _("(stale)") if found.stale else ""
    size = _("%(count)s dimensions") % written(count=len(found.vector))
    return f"{found.movie.title}: {size}, [{values} …]{stale}"
