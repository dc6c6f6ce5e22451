"""`manage.py movie_embeddings`: stores the embedding of every film that has none, or a stale one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from movie.embedders import Embedder, get_embedder
from movie.embedding.profiling import learn_profile, probe_tokens, to_learn
from movie.embedding.store import (
    EmbeddingReport,
    Estimate,
    embed_films,
    estimate,
    films_to_embed,
    moods_to_embed,
)
from movie.management.base import MovieCommand, check_number
from movie.management.costs import billed, estimated, films_counted, moods_counted, resumable
from movie.management.progress import progress_bar
from movie.models import EmbeddedQuerySet, Movie
from movie.search.profiles import is_shipped
from movie.text.number_format import written


class Command(MovieCommand):
    help = (
        "Embeds the films whose embedding is missing or stale, and saves them batch by batch. "
        "· Genera los embeddings que faltan o están desactualizados y los guarda por lotes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="fresh ones again too · también los vigentes")
        parser.add_argument("--limit", type=int, help="at most so many films · como máximo tantas películas")
        parser.add_argument(
            "--dry-run", action="store_true", help="only count films, tokens and cost · solo cuenta y estima"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_number("--limit", options["limit"])
        with resumable():
            embedder = get_embedder()
            films = films_to_embed(embedder, everything=options["all"])
            plan = estimate(films, embedder, options["limit"])
            self.stdout.write(f"Found {Movie.objects.count()} movies in the database")
            said = {"model": embedder.model_id, "plan": described(plan)}
            self.stderr.write(_("To embed by %(model)s: %(plan)s") % said)
            if not is_shipped(embedder.query_id):
                self._announce_profile(embedder)
            if options["dry_run"]:
                return
            report = self._embed(films, embedder, plan, options)
            self._embed_moods(embedder, report, options["all"])
            if not is_shipped(embedder.query_id) and to_learn(embedder):
                report.tokens += learn_profile(embedder)
        self._tell(report, embedder)

    def _announce_profile(self, embedder: Embedder) -> None:
        tokens = probe_tokens(embedder)
        told = estimated(_("48 requests of its own"), tokens, embedder.cost(tokens))
        said = {"model": embedder.query_id, "requests": told}
        self.stderr.write(
            _("Nobody has measured %(model)s: what fits is learned from %(requests)s, once.") % said
        )

    def _embed(
        self, films: EmbeddedQuerySet, embedder: Embedder, plan: Estimate, options: dict[str, Any]
    ) -> EmbeddingReport:
        with progress_bar(self.stderr, _("films"), plan.films) as progress:

            def stored(movie: Movie) -> None:
                if options["verbosity"] > 0:
                    progress.clear()
                    self.stdout.write(f"👌 Embedding stored for: {movie.title}")
                    progress.refresh()
                progress.update()

            return embed_films(
                films,
                embedder,
                limit=options["limit"],
                everything=options["all"],
                on_stored=stored,
                on_wait=lambda: self.stderr.write(
                    _("Another run is embedding films; waiting for it to finish.")
                ),
            )

    def _embed_moods(self, embedder: Embedder, report: EmbeddingReport, everything: bool) -> None:
        """Embed what has been written of the films' moods too, where it waits for that."""
        moods = moods_to_embed(embedder, everything=everything)
        plan = estimate(moods, embedder)
        if not plan.films:
            return
        told = estimated(moods_counted(plan.films), plan.tokens, plan.cost)
        said = {"model": embedder.model_id, "plan": told}
        self.stderr.write(_("Moods to embed by %(model)s: %(plan)s") % said)
        done = embed_films(moods, embedder, everything=everything, on_wait=lambda: None)
        report.tokens += done.tokens
        report.failed += done.failed
        report.shortened += done.shortened
        report.stored += done.stored

    def _tell(self, report: EmbeddingReport, embedder: Embedder) -> None:
        for film, reason in report.failed:
            self.stderr.write(_("Not embedded: %(film)s: %(reason)s") % {"film": film, "reason": reason})
        for film, read, length in report.shortened:
            said = written(film=film, read=read, length=length)
            told = _("Shortened for the model: %(film)s: the first %(read)s of %(length)s characters.")
            self.stderr.write(told % said)
        undescribed = Movie.objects.filter(description="").count()
        if undescribed:
            told = ngettext(
                "%(count)s film has no description and stays without an embedding.",
                "%(count)s films have no description and stay without an embedding.",
                undescribed,
            )
            self.stderr.write(told % written(count=undescribed))
        if report.failed:
            said = written(failed=len(report.failed), stored=report.stored)
            raise CommandError(_("Films that could not be embedded: %(failed)s; stored: %(stored)s.") % said)
        self.stdout.write("🌟 Finished generating embeddings for all movies")
        if embedder.pays:
            self.stdout.write(billed(report.tokens, embedder.cost(report.tokens)))


def described(plan: Estimate) -> str:
    """A plan in words: films, tokens, dollars."""
    return estimated(films_counted(plan.films), plan.tokens, plan.cost)
