"""`manage.py movie_similarities`: how near two films are to each other, and to a prompt."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from movie.embedders import get_embedder
from movie.lookup.titles import find_movie
from movie.management.base import MovieCommand
from movie.management.vectors import vector_of
from movie.vectors import cosine_similarity

# What the workshop's command of this name compares, which takes no arguments.
FILMS = ("La lista de Schindler", "Salvar al soldado Ryan")
PROMPT = "película sobre la Segunda Guerra Mundial"


class Command(MovieCommand):
    help = (
        "Cosine similarity of two films, and of a prompt with both. "
        "· Similitud del coseno entre dos películas, y entre un texto y ambas."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "titles",
            nargs="*",
            metavar="TITLE",
            help="of two films; none: the workshop's · de dos películas; sin títulos, las del taller",
        )
        parser.add_argument("--prompt", help="compare this text with both · comparar este texto con ambas")

    def handle(self, *args: Any, **options: Any) -> None:
        titles, prompt = options["titles"] or FILMS, options["prompt"] or (not options["titles"] and PROMPT)
        if len(titles) != 2:
            raise CommandError(_("Name two films, each in quotes."))
        first, second = map(find_movie, titles)
        if first.emb_model != second.emb_model:
            raise CommandError(
                _(
                    "%(first)s was embedded by %(model)s, %(second)s by %(other)s: vectors of two models "
                    "cannot be compared. Run: python manage.py movie_embeddings"
                )
                % {
                    "first": first,
                    "model": first.emb_model or _("nobody"),
                    "second": second,
                    "other": second.emb_model or _("nobody"),
                }
            )
        similarity = cosine_similarity(vector_of(first), vector_of(second))
        self.stdout.write(f"Similarity between {first} and {second}: {similarity:.4f}")
        if prompt:
            self._compare(prompt, first, second)

    def _compare(self, prompt: str, *movies: Any) -> None:
        embedder = get_embedder()
        if movies[0].emb_model != embedder.model_id:
            raise CommandError(
                _(
                    "The films were embedded by %(model)s, the prompt would be by %(other)s. "
                    "Run: python manage.py movie_embeddings"
                )
                % {"model": movies[0].emb_model, "other": embedder.model_id}
            )
        query = embedder.embed_query(prompt)
        for movie in movies:
            similarity = cosine_similarity(query, vector_of(movie))
            self.stdout.write(f"Similarity between the prompt and {movie}: {similarity:.4f}")
