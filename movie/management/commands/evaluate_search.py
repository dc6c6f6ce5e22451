"""`manage.py evaluate_search`: how well the ranking finds films that are known to be meant."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from movie.management.base import MovieCommand
from movie.management.progress import progress_bar
from movie.search.evaluation import Evaluation, evaluate, read_questions
from movie.text.number_format import decimal, written

COLUMNS = ("success@1", "success@10", "success@100", "mrr", "ndcg@10")


class Command(MovieCommand):
    help = (
        'Measures the search on lines of {"query": …, "relevant": [TMDB id or title, …]}. '
        "· Mide la búsqueda con líneas de ese formato."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON Lines")
        parser.add_argument("--json", action="store_true", help="as JSON on stdout · como JSON en stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        questions, unknown = read_questions(options["file"])
        if not questions:
            raise CommandError(_("None of the films that are asked for is in the catalogue."))
        with progress_bar(self.stderr, _("requests"), len(questions)) as progress:
            evaluation = evaluate(questions, unknown, progress.update)
        if options["json"]:
            self.stdout.write(json.dumps(evaluation.as_dict(), indent=2))
        else:
            self._table(evaluation)

    def _table(self, evaluation: Evaluation) -> None:
        self.stdout.write(f"{'':10}{''.join(f'{name:>13}' for name in COLUMNS)}")
        for name, scores in {_("in use"): evaluation.in_use, **evaluation.variants}.items():
            figures = scores.figures()
            cells = (f"{decimal(figures[column], 4):>13}" for column in COLUMNS)
            self.stdout.write(f"{name:10}{''.join(cells)}")
        said = written(requests=evaluation.queries, unknown=len(evaluation.unknown))
        said["milliseconds"] = decimal(evaluation.median_ms, 1)
        self.stdout.write(
            _("requests: %(requests)s, unknown films: %(unknown)s, median %(milliseconds)s ms") % said
        )
