"""`manage.py movie_posters`: draws a poster for every film that has no picture."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from movie.catalogue.posters.storing import films_without_poster, make_posters


class Command(BaseCommand):
    help = (
        "Draws a poster for every film without a picture. · Dibuja un póster para cada película sin imagen."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        movies = films_without_poster()
        made = 0
        try:
            for _ in tqdm(
                make_posters(movies), total=len(movies), unit=" posters", disable=None, file=self.stderr._out
            ):
                made += 1
        except OSError as error:
            raise CommandError(f"The posters cannot be saved: {error}.") from error
        except KeyboardInterrupt:
            raise CommandError(f"Interrupted after {made} posters, which stay.", returncode=130) from None
        self.stdout.write(f"{made} posters drawn")
