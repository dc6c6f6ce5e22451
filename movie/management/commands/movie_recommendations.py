"""`manage.py movie_recommendations`: the search page, on a terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from movie.management.base import MovieCommand, check_number, told_here
from movie.management.machine import quoted
from movie.search.chips import chips
from movie.search.fallback import Answer, answer
from movie.search.query import SearchQuery
from movie.search.query_parser import parse
from movie.search.ranking import Match
from movie.text.number_format import decimal


class Command(MovieCommand):
    help = (
        "Finds the films nearest to a description, a wish or a mood. "
        "· Encuentra las películas más cercanas a una descripción, un deseo o un estado de ánimo."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prompt", help="in your own words · con tus palabras")
        parser.add_argument("--limit", type=int, default=5, help="how many films · cuántas películas")
        parser.add_argument("--json", action="store_true", help="as JSON on stdout · como JSON en stdout")
        parser.add_argument(
            "--ignore",
            action="append",
            default=[],
            metavar="KEY",
            help="what was understood wrongly; may be repeated · lo que se entendió mal; se puede repetir",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prompt"].strip():
            raise CommandError(_("The prompt is empty: describe a film in your own words."))
        check_number("--limit", options["limit"])
        query = parse(options["prompt"], options["ignore"])
        self._tell_understood(query)
        with told_here("movie.search.fallback"):
            found = answer(query, k=options["limit"])
        if found.notice and not found.matches:
            raise CommandError(str(found.notice))
        self._tell(found)
        if options["json"]:
            self.stdout.write(json.dumps([*map(_as_json, found.matches)], ensure_ascii=False, indent=2))
            return
        cosines = [match.similarity for match in found.matches if match.similarity is not None]
        if cosines != sorted(cosines, reverse=True):
            self.stderr.write(_("In order of all that was understood; the number is the cosine alone."))
        for match in found.matches:
            self.stdout.write(f"{_figure(match.similarity)}  {match.movie}")

    def _tell_understood(self, query: SearchQuery) -> None:
        """What was understood, and how to take back what of it is wrong."""
        if named := chips(query, get_language() or ""):
            understood = ", ".join(str(chip.label) for chip in named)
            self.stderr.write(_("Understood: %(words)s") % {"words": understood})
            options = " ".join(f"--ignore {quoted(chip.key)}" for chip in named)
            self.stderr.write(_("Take back what is wrong of it: %(options)s") % {"options": options})

    def _tell(self, found: Answer) -> None:
        if found.notice:
            self.stderr.write(str(found.notice))
        if not found.matches:
            self.stderr.write(_("No film found."))
        elif found.absence and not found.fits:
            self.stderr.write(f"{found.absence} " + _("These are the nearest."))
        elif not found.fits:
            self.stderr.write(_("Nothing fits well; these are the nearest."))


def _as_json(match: Match) -> dict[str, Any]:
    similarity = None if match.similarity is None else round(match.similarity, 6)
    return {
        "id": match.movie.pk,
        "title": match.movie.title,
        "year": match.movie.year,
        "similarity": similarity,
    }


def _figure(similarity: float | None) -> str:
    return f"{'-':>6}" if similarity is None else decimal(similarity, 4)
