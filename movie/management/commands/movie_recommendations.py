"""`manage.py movie_recommendations`: the search page, on a terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from movie.errors import MovieError
from movie.search.ranking import search


class Command(BaseCommand):
    help = (
        "Finds the films nearest to a description, a wish or a mood. "
        "· Encuentra las películas más cercanas a una descripción, un deseo o un estado de ánimo."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prompt", help="in your own words · con tus palabras")
        parser.add_argument("--limit", type=int, default=5, help="how many films · cuántas películas")
        parser.add_argument("--json", action="store_true", help="as JSON on stdout · como JSON en stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prompt"].strip():
            raise CommandError("The prompt is empty: describe a film in your own words.")
        if options["limit"] < 1:
            raise CommandError("--limit takes a number from 1.")
        try:
            matches = search(options["prompt"], k=options["limit"])
        except MovieError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            found = [
                {
                    "id": match.movie.pk,
                    "title": match.movie.title,
                    "year": match.movie.year,
                    "similarity": round(match.similarity, 6),
                }
                for match in matches
            ]
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        if not any(match.fits for match in matches):
            self.stderr.write("Nothing fits well; these are the nearest.")
        for match in matches:
            self.stdout.write(f"{match.similarity:.4f}  {match.movie}")
