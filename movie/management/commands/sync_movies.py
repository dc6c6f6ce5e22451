"""`manage.py sync_movies`: adds films from The Movie Database, or brings those that are here up to date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from movie.importing.tmdb.sync import Sync
from movie.management.base import MovieCommand
from movie.management.costs import resumable
from movie.management.progress import progress_bar
from movie.models import Movie
from movie.providers.tmdb import ATTRIBUTION, TMDB
from movie.text.number_format import written


class Command(MovieCommand):
    help = (
        "Adds films from The Movie Database (TMDB) by name or id, or refreshes those that are here; needs "
        "TMDB_TOKEN. · Añade películas de The Movie Database por nombre o id, o actualiza las que hay."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "films",
            nargs="*",
            metavar="FILM",
            help="a name, “Alien (1979)”, TMDB's number or IMDb's id · un nombre o un número",
        )
        parser.add_argument(
            "--refresh", action="store_true", help="every film that is here · todas las que hay"
        )
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default="en",
            help="of the films' own texts · de los textos propios de las películas",
        )
        parser.add_argument(
            "--posters", action="store_true", help="for films without a picture · para las que no tienen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["films"]) == options["refresh"]:
            raise CommandError(_("Name films, or --refresh."))
        languages = sorted(
            (code for code, _name in settings.LANGUAGES), key=lambda code: code != options["language"]
        )
        tmdb = TMDB(settings.TMDB_TOKEN, settings.TMDB_URL, settings.TMDB_PICTURES_URL)
        films = len(options["films"]) or Movie.objects.count()
        with resumable(), progress_bar(self.stderr, _("films"), films, leave=False) as bar:
            sync = Sync(tmdb, languages, pictures=options["posters"], tell=self.stderr.write, step=bar.update)
            if options["films"]:
                sync.add(options["films"])
            else:
                sync.refresh()
        self._tell(sync)

    def _tell(self, sync: Sync) -> None:
        report = sync.report
        for sentences in report.told.values():
            for sentence in sentences:
                self.stderr.write(sentence)
        told = _(
            "TMDB: films added: %(created)s, updated: %(updated)s, unchanged: %(unchanged)s; "
            "posters adopted: %(posters)s."
        )
        counts = {name: getattr(report, name) for name in ("created", "updated", "unchanged")}
        self.stdout.write(told % written(**counts, posters=sync.adopted))
        self.stdout.write(ATTRIBUTION)
