"""`manage.py check_rec_sys`: the workshop's older name of `movie_recommendations`, with its request."""

from argparse import ArgumentParser
from typing import Any

from movie.management.base import now_called

from .movie_recommendations import Command as MovieRecommendations

REQUEST = "película de la segunda guerra mundial"


class Command(MovieRecommendations):
    help = "The older name of movie_recommendations. · El nombre anterior de movie_recommendations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        prompt = next(action for action in parser._actions if action.dest == "prompt")
        prompt.nargs, prompt.default = "?", REQUEST
        prompt.required = False

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.write(now_called(f'movie_recommendations "{options["prompt"]}"'))
        super().handle(*args, **options)
