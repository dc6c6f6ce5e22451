"""`manage.py check_embeddings_db`: the workshop's older name of `check_embeddings`."""

from typing import Any

from movie.management.base import now_called

from .check_embeddings import Command as CheckEmbeddings


class Command(CheckEmbeddings):
    help = "The older name of check_embeddings. · El nombre anterior de check_embeddings."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.write(now_called("check_embeddings"))
        super().handle(*args, **options)
