"""The app and what it does when Django starts: register its checks and its search tables."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MovieConfig(AppConfig):
    """Films and their embeddings."""

    name = "movie"
    verbose_name = _("Film finder")

    def ready(self) -> None:
        from . import checks  # noqa: F401

        post_migrate.connect(install_search_tables, sender=self)


def install_search_tables(using: str, **kwargs: object) -> None:
    """Put the full-text table and the journal of changes beside the films."""
    from .search import schema

    schema.install(connections[using])
