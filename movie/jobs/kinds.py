"""The kinds of work, in the order in which visitors miss what they make."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..embedders import Embedder, get_embedder
from ..embedding.store import embed_films, films_to_embed, moods_to_embed
from ..errors import ConfigurationError, EngineUnavailable
from ..importing import uploads
from ..map.draw import draw
from ..map.store import unplaced
from ..models import EmbeddedQuerySet, Mood, Movie
from ..moods.store import derive_moods, films_without_mood, forget_baseless_moods
from ..search.engines import get_engine
from ..search.engines.base import Engine

Step = Callable[[object], None]


@dataclass(frozen=True)
class Kind:
    """How much of a work is due, in films or rows, and what does it, telling of each that is done."""

    name: str
    label: Promise
    due: Callable[[], int]
    run: Callable[[Step], object]


def _embedding(name: str, label: Promise, waiting: Callable[[Embedder], EmbeddedQuerySet]) -> Kind:
    """Embeds rows that wait for it, none where that costs money: nobody pays by surprise."""

    def due() -> int:
        embedder = get_embedder()
        return 0 if embedder.pays else waiting(embedder).count()

    def run(step: Step) -> None:
        embedder = get_embedder()
        embed_films(waiting(embedder), embedder, on_stored=step, on_wait=_wait)

    return Kind(name, label, due, run)


def _derive(step: Step) -> None:
    forget_baseless_moods()
    derive_moods(films_without_mood(), on_stored=step)


def _engines() -> Iterator[Engine]:
    """Those that hold a copy of vectors for all processes; none that cannot be asked: searches tell of it."""
    for stored in (Movie, Mood):
        with suppress(ConfigurationError, EngineUnavailable):
            engine = get_engine(get_embedder(), stored)
            if engine.waiting():
                yield engine


def _copy(step: Step) -> None:
    for engine in _engines():
        engine.catch_up()


def _wait() -> None:
    """Another process embeds: what it leaves over is done after it."""


KINDS = (
    Kind("import", _("Importing a file"), uploads.rows_due, uploads.run_due),
    _embedding("embedding", _("Reading the films"), films_to_embed),
    Kind("moods", _("Guessing the films' moods"), lambda: films_without_mood().count(), _derive),
    _embedding("mood_embedding", _("Reading the moods"), moods_to_embed),
    Kind(
        "engine",
        _("Copying what is searched"),
        lambda: sum(engine.waiting() for engine in _engines()),
        _copy,
    ),
    Kind("map", _("Drawing the map"), lambda: unplaced(get_embedder().model_id), lambda step: draw()),
)
