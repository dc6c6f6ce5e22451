"""Who is nearest to a vector: `get_engine()` gives the engine that the settings name."""

import threading
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ...embedders import Embedder
from ...errors import ConfigurationError
from ...models import Movie

if TYPE_CHECKING:
    from ..rows import Stored
    from .base import Engine

_engines: dict[tuple, "Engine"] = {}
_lock = threading.Lock()


def get_engine(embedder: Embedder, stored: "Stored" = Movie, alias: str = "default") -> "Engine":
    """Gives the engine of `settings.SEARCH_ENGINES[alias]` for this embedder's vectors of films, or moods.

    It is made once a process. Raises ConfigurationError where there is none, or where it cannot be made.
    """
    key = alias, stored, embedder.model_id
    engine = _engines.get(key)
    if engine is None:
        with _lock:
            engine = _engines.get(key)
            if engine is None:
                engine = _engines[key] = _made(alias, stored, embedder.model_id)
    return engine


def _made(alias: str, stored: "Stored", model_id: str) -> "Engine":
    try:
        choice = settings.SEARCH_ENGINES[alias]
        backend = import_string(choice["BACKEND"])
    except KeyError as error:
        raise ConfigurationError(
            _("settings.SEARCH_ENGINES has no usable entry “{alias}”."), alias=alias
        ) from error
    except ImportError as error:
        known = ", ".join(settings.SEARCH_ENGINE_CHOICES)
        raise ConfigurationError(
            _("SEARCH_ENGINE is “{engine}”, which is no engine; use one of: {known}."),
            engine=choice["BACKEND"],
            known=known,
        ) from error
    return backend(stored, model_id, **choice.get("OPTIONS", {}))


def forget_engines() -> None:
    """Drops the engines of this process, for tests and for whoever swaps the database underneath."""
    for engine in _engines.values():
        engine.close()
    _engines.clear()


def _forget(*, setting: str, **kwargs: object) -> None:
    if setting == "SEARCH_ENGINES":
        forget_engines()


setting_changed.connect(_forget)
