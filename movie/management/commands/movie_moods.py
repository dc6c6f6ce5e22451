"""`manage.py movie_moods`: eight emotions and a row of emojis for every film that has none."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from movie.embedders import get_embedder
from movie.embedding.store import estimate, moods_to_embed
from movie.importing.moods import import_moods
from movie.importing.readers import recognise
from movie.management.base import MovieCommand, check_number
from movie.management.costs import billed, estimated, films_counted, moods_counted, resumable
from movie.management.progress import progress_bar
from movie.models import EmbeddedQuerySet, Mood, Movie
from movie.moods.annotate import WritingReport, estimate_annotation, write_moods
from movie.moods.store import (
    derive_moods,
    embed_moods,
    films_without_mood,
    forget_baseless_moods,
    outdated_moods,
)
from movie.providers.chat import Chat, get_chat
from movie.text.number_format import written

SHOWN = 10


class Command(MovieCommand):
    help = (
        "Has the chat model say how each film leaves its viewers feeling, and tell its plot in emojis; "
        "without one both are derived from the text, anew where that has changed. · El modelo de chat dice "
        "qué emociones deja cada película y cuenta su trama con emojis; sin él se derivan del texto, otra "
        "vez si este ha cambiado."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, help="take them from a file, by title · tomarlas de un archivo, por título"
        )
        parser.add_argument("--limit", type=int, help="at most so many films · como máximo tantas películas")
        parser.add_argument(
            "--dry-run", action="store_true", help="write nothing, only count · no escribir nada, solo contar"
        )
        parser.add_argument(
            "--yes", action="store_true", help="do not ask before paying · no preguntar antes"
        )
        parser.add_argument(
            "--derive", action="store_true", help="from the text, free of charge · del texto, gratis"
        )
        parser.add_argument(
            "--stale",
            action="store_true",
            help="also those of the chat model whose film's text has changed "
            "· también las del modelo de chat cuyo texto ha cambiado",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_number("--limit", options["limit"])
        if options["file"]:
            return self._import(options["file"], options["dry_run"])
        chat = None if options["derive"] else get_chat()
        if options["stale"] and not chat:
            raise CommandError(_("--stale asks the chat model: set CHAT_MODEL, and leave --derive out."))
        films = films_without_mood(derived_too=chat is not None, outdated_too=options["stale"])
        with resumable():
            failed = self._write(films, chat, options) if chat else self._derive(films, options)
            self._name_outdated()
            if not options["dry_run"]:
                forget_baseless_moods()
                self._embed()
        if failed:
            told = ngettext(
                "%(count)s film got no mood; the others are stored.",
                "%(count)s films got no mood; the others are stored.",
                len(failed),
            )
            raise CommandError(told % written(count=len(failed)))

    def _import(self, path: Path, dry_run: bool) -> None:
        report = import_moods(recognise(path), dry_run=dry_run)
        told = _("%(file)s: moods taken over: %(stored)s; rows that are no film here: %(missed)s.")
        if dry_run:
            told = _("%(file)s: moods to take over: %(stored)s; rows that are no film here: %(missed)s.")
        self.stdout.write(told % written(file=path.name, stored=report.stored, missed=len(report.missed)))
        if report.kept:
            told = ngettext(
                "%(count)s film keeps a better mood, such as one corrected by hand.",
                "%(count)s films keep a better mood, such as one corrected by hand.",
                report.kept,
            )
            self.stdout.write(told % written(count=report.kept))
        if not dry_run:
            self._embed()

    def _name_outdated(self) -> None:
        """Name the moods for which somebody would have to pay again."""
        outdated = outdated_moods(Mood.Source.MODEL)
        if not outdated:
            return
        told = ngettext(
            "%(count)s mood by the chat model is stale: the text of its film has changed. "
            "To have it written again: python manage.py movie_moods --stale",
            "%(count)s moods by the chat model are stale: the text of their films has changed. "
            "To have them written again: python manage.py movie_moods --stale",
            len(outdated),
        )
        self.stderr.write(told % written(count=len(outdated)))
        for film in Movie.objects.filter(pk__in=outdated[:SHOWN]).order_by("pk"):
            self.stderr.write(f"  {film}")
        if len(outdated) > SHOWN:
            self.stderr.write(_("  … and %(count)s more") % written(count=len(outdated) - SHOWN))

    def _derive(self, films: EmbeddedQuerySet, options: dict[str, Any]) -> list[str]:
        films = films[: options["limit"]]
        count = films.count()
        told = ngettext(
            "To derive from the text: %(count)s film, free of charge",
            "To derive from the text: %(count)s films, free of charge",
            count,
        )
        self.stderr.write(told % written(count=count))
        if options["dry_run"] or not count:
            return []
        with progress_bar(self.stderr, _("films"), count) as progress:
            derive_moods(films, lambda movie: progress.update(), self._wait)
        said = written(count=count, films=Mood.objects.count())
        self.stdout.write(_("Moods derived: %(count)s; films that have one: %(films)s.") % said)
        return []

    def _write(self, films: EmbeddedQuerySet, chat: Chat, options: dict[str, Any]) -> list[str]:
        plan = estimate_annotation(films, chat, options["limit"])
        told = estimated(films_counted(plan.films), plan.tokens, plan.cost)
        self.stderr.write(_("To ask %(model)s: %(plan)s") % {"model": chat.model_id, "plan": told})
        if options["dry_run"] or not plan.films:
            return []
        if not options["yes"]:
            self._agree()
        with progress_bar(self.stderr, _("films"), plan.films) as progress:
            report = write_moods(
                films,
                chat,
                limit=options["limit"],
                on_stored=lambda movie: progress.update(),
                on_wait=self._wait,
            )
        self._tell(report, chat)
        return report.failed

    def _agree(self) -> None:
        """Ask before paying; whoever cannot be asked has to say --yes."""
        if not sys.stdin or not sys.stdin.isatty():
            raise CommandError(_("Say --yes to have this done, or --derive for moods free of charge."))
        if input(_("Go on? [y/N] ")).strip().lower() not in ("y", "yes", "s", "si", "sí"):
            raise CommandError(_("Nothing was sent."))

    def _tell(self, report: WritingReport, chat: Chat) -> None:
        for film in report.failed:
            self.stderr.write(_("No readable answer for: %(film)s") % {"film": film})
        bill = billed(report.tokens, chat.cost(report.tokens))
        told = ngettext("%(count)s mood written.", "%(count)s moods written.", report.stored)
        self.stdout.write(told % written(count=report.stored) + f" {bill}")

    def _wait(self) -> None:
        self.stderr.write(_("Another run is writing moods; waiting for it to finish."))

    def _embed(self) -> None:
        embedder = get_embedder()
        if embedder.pays:
            bill = estimate(moods_to_embed(embedder), embedder)
            told = estimated(moods_counted(bill.films), bill.tokens, bill.cost)
            self.stderr.write(
                _("To embed by %(model)s: %(plan)s") % {"model": embedder.model_id, "plan": told}
            )
        done = embed_moods(on_wait=lambda: self.stderr.write(_("Another run is embedding; waiting for it.")))
        if done.stored:
            told = ngettext("%(count)s mood embedded.", "%(count)s moods embedded.", done.stored)
            self.stdout.write(told % written(count=done.stored))
        for film, reason in done.failed:
            self.stderr.write(_("Not embedded: %(film)s: %(reason)s") % {"film": film, "reason": reason})
