"""`manage.py movie_posters`: draws the posters ahead that would be drawn when they are first asked for."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from movie.errors import system_said
from movie.management.base import INTERRUPTED, MovieCommand
from movie.management.progress import progress_bar
from movie.posters.store import films_without_poster, forget_posters, make_posters
from movie.text.number_format import written


class Command(MovieCommand):
    help = (
        "Draws ahead the posters of films without a picture, and deletes those of no film. · Dibuja por "
        "adelantado los carteles de las películas sin imagen y borra los que ya no son de ninguna."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        movies = films_without_poster()
        made = 0
        try:
            with progress_bar(self.stderr, _("posters"), len(movies)) as progress:
                for _made in make_posters(movies):
                    made += 1
                    progress.update()
            forget_posters()
        except OSError as error:
            raise CommandError(
                _("The posters cannot be saved: %(error)s.") % {"error": system_said(error)}
            ) from error
        except KeyboardInterrupt:
            told = _("Interrupted; posters drawn: %(count)s, which stay.") % written(count=made)
            raise CommandError(told, returncode=INTERRUPTED) from None
        told = ngettext("%(count)s poster drawn", "%(count)s posters drawn", made)
        self.stdout.write(told % written(count=made))
