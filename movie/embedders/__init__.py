"""Turns text into embeddings: `get_embedder()` gives the one that the settings name."""

from functools import cache

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ..errors import ConfigurationError
from .base import Embedder


@cache
def get_embedder(alias: str = "default") -> Embedder:
    """The embedder that `settings.EMBEDDERS[alias]` describes, made once a process.

    Raises ConfigurationError where there is none, or where it cannot be made.
    """
    try:
        choice = settings.EMBEDDERS[alias]
        backend = import_string(choice["BACKEND"])
    except KeyError as error:
        raise ConfigurationError(
            _("settings.EMBEDDERS has no usable entry “{alias}”."), alias=alias
        ) from error
    except ImportError as error:
        known = ", ".join(settings.EMBEDDER_CHOICES)
        raise ConfigurationError(
            _("EMBEDDER is “{named}”, which is no embedder; use one of: {known}."),
            named=choice["BACKEND"],
            known=known,
        ) from error
    return backend(**choice.get("OPTIONS", {}))


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting in ("EMBEDDERS", "EMBEDDING_SECONDS"):
        get_embedder.cache_clear()


setting_changed.connect(_forget, dispatch_uid="movie.embedders")

__all__ = ["Embedder", "get_embedder"]
