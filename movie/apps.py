"""The app and what it does when Django starts: register its checks and its search tables."""

from django.apps import AppConfig
from django.db import connections
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class MovieConfig(AppConfig):
    """Films and their embeddings."""

    name = "movie"
    verbose_name = _("Film finder")

    def ready(self) -> None:
        from . import checks  # noqa: F401

        pre_migrate.connect(free_tables, sender=self)
        post_migrate.connect(install_search_tables, sender=self)


def free_tables(using: str, plan: list[tuple[Migration, bool]], **kwargs: object) -> None:
    """Let triggers rest where tables of this app are about to change."""
    from .database import schema

    if any(migration.app_label == MovieConfig.name for migration, _backwards in plan):
        schema.uninstall(connections[using])


def install_search_tables(using: str, **kwargs: object) -> None:
    """Put the full-text table and the journal of changes beside the films."""
    from .database import schema

    schema.install(connections[using])
