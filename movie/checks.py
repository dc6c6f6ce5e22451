"""System checks: what is wrong with the settings is said before the first film is searched."""

from collections.abc import Sequence

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.backends.sqlite3.base import Database
from django.utils.translation import gettext as _

from .database.vendors import VENDORS, bears_processes
from .embedders import get_embedder
from .errors import ConfigurationError


@register("movie")
def check_embedders(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """movie.E001: an embedder of settings.EMBEDDERS cannot be made."""
    messages = []
    for alias in settings.EMBEDDERS:
        try:
            get_embedder(alias)
        except ConfigurationError as error:
            messages.append(Error(str(error), id="movie.E001"))
        except TypeError as error:
            told = _("The OPTIONS of embedder “%(alias)s” do not fit: %(error)s")
            messages.append(Error(told % {"alias": alias, "error": error}, id="movie.E001"))
    return messages


@register(Tags.database)
def check_database(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """movie.W001: full text and the freshness check are written for SQLite and PostgreSQL."""
    return [
        Warning(
            _("Database “%(alias)s” is %(vendor)s: full-text search works on SQLite and PostgreSQL only.")
            % {"alias": alias, "vendor": connections[alias].vendor},
            id="movie.W001",
        )
        for alias in databases or ()
        if connections[alias].vendor not in VENDORS
    ]


@register("movie")
def check_processes(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """movie.W002: several processes on one database of an SQLite that may damage it."""
    if settings.WEB_CONCURRENCY < 2 or bears_processes():
        return []
    return [
        Warning(
            _(
                "%(count)s processes share a database of SQLite %(version)s, which may damage it in rare "
                "cases: serve with one process, or with SQLite 3.51.3 or newer."
            )
            % {"count": settings.WEB_CONCURRENCY, "version": Database.sqlite_version},
            id="movie.W002",
        )
    ]
