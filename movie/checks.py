"""System checks: what is wrong with the settings is said before the first film is searched."""

from collections.abc import Sequence

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from .embedders import get_embedder
from .errors import ConfigurationError


@register()
def check_embedders(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """movie.E001: an embedder of settings.EMBEDDERS cannot be made."""
    messages = []
    for alias in settings.EMBEDDERS:
        try:
            get_embedder(alias)
        except ConfigurationError as error:
            messages.append(Error(str(error), id="movie.E001"))
        except TypeError as error:
            messages.append(Error(f"The OPTIONS of embedder “{alias}” do not fit: {error}", id="movie.E001"))
    return messages


@register(Tags.database)
def check_database(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """movie.W001: full text and the freshness check are written for SQLite."""
    return [
        Warning(
            f"Database “{alias}” is {connections[alias].vendor}: full-text search works on SQLite only.",
            id="movie.W001",
        )
        for alias in databases or ()
        if connections[alias].vendor != "sqlite"
    ]
