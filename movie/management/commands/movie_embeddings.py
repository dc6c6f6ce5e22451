"""`manage.py movie_embeddings`: stores the embedding of every film that has none, or a stale one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from movie.catalogue.embedding import (
    EmbeddingReport,
    Estimate,
    embed_films,
    estimate,
    films_to_embed,
    moods_to_embed,
)
from movie.catalogue.profiling import learn_profile, probe_tokens, to_learn
from movie.embedders import Embedder, get_embedder
from movie.errors import MovieError
from movie.models import Movie, MovieQuerySet
from movie.search.profiles import is_shipped

GO_ON = "What was saved stays saved; run the command again to go on."


class Command(BaseCommand):
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
        try:
            embedder = get_embedder()
            films = films_to_embed(embedder, everything=options["all"])
            plan = estimate(films, embedder, options["limit"])
            self.stdout.write(f"Found {Movie.objects.count()} movies in the database")
            self.stderr.write(f"To embed by {embedder.model_id}: {described(plan)}")
            if not is_shipped(embedder.query_id):
                self._announce_profile(embedder)
            if options["dry_run"]:
                return
            report = self._embed(films, embedder, plan, options)
            self._embed_moods(embedder, report, options["all"])
            if not is_shipped(embedder.query_id) and to_learn(embedder):
                report.tokens += learn_profile(embedder)
        except MovieError as error:
            raise CommandError(f"{error} {GO_ON}") from error
        except KeyboardInterrupt:
            raise CommandError(f"Interrupted. {GO_ON}", returncode=130) from None
        self._tell(report, embedder)

    def _announce_profile(self, embedder: Embedder) -> None:
        tokens = probe_tokens(embedder)
        cost = embedder.cost(tokens)
        price = "at an unknown price" if cost is None else f"about ${cost:.4f}" if cost else "free of charge"
        self.stderr.write(
            f"Nobody has measured {embedder.query_id}: what fits is learned from 48 requests of its own, "
            f"about {tokens:,} tokens, {price}, once."
        )

    def _embed(
        self, films: MovieQuerySet, embedder: Embedder, plan: Estimate, options: dict[str, Any]
    ) -> EmbeddingReport:
        with tqdm(total=plan.films, unit=" films", disable=None, file=self.stderr._out) as progress:

            def stored(movie: Movie) -> None:
                if options["verbosity"] > 0:
                    with progress.external_write_mode(file=self.stdout._out):
                        self.stdout.write(f"👌 Embedding stored for: {movie.title}")
                progress.update()

            return embed_films(
                films,
                embedder,
                limit=options["limit"],
                everything=options["all"],
                on_stored=stored,
                on_wait=lambda: self.stderr.write(
                    "Another run is embedding films; waiting for it to finish."
                ),
            )

    def _embed_moods(self, embedder: Embedder, report: EmbeddingReport, everything: bool) -> None:
        """Embed what has been written of the films' moods too, where it waits for that."""
        moods = moods_to_embed(embedder, everything=everything)
        plan = estimate(moods, embedder)
        if not plan.films:
            return
        self.stderr.write(f"Moods to embed by {embedder.model_id}: {described(plan, 'moods')}")
        done = embed_films(moods, embedder, everything=everything, on_wait=lambda: None)
        report.tokens += done.tokens
        report.failed += done.failed

    def _tell(self, report: EmbeddingReport, embedder: Embedder) -> None:
        for film, reason in report.failed:
            self.stderr.write(f"Not embedded: {film}: {reason}")
        undescribed = Movie.objects.filter(description="").count()
        if undescribed:
            self.stderr.write(f"{undescribed} films have no description and stay without an embedding.")
        if report.failed:
            raise CommandError(f"{len(report.failed)} films could not be embedded; the others are stored.")
        self.stdout.write("🌟 Finished generating embeddings for all movies")
        if embedder.pays:
            cost = embedder.cost(report.tokens)
            price = "at an unknown price" if cost is None else f"${cost:.6f}"
            self.stdout.write(f"Billed: {report.tokens:,} tokens, {price}")


def described(plan: Estimate, what: str = "films") -> str:
    """A plan in words: films or moods, tokens, dollars."""
    cost = "at an unknown price" if plan.cost is None else f"about ${plan.cost:.4f}"
    return (
        f"{plan.films} {what}, about {plan.tokens:,} tokens, {cost if plan.cost != 0 else 'free of charge'}"
    )
