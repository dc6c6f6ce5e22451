"""Finds films: everything here reads, nothing here writes a film or pays for more than the prompt."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .ranking import search


def __getattr__(name: str) -> Any:
    """The public door, `from movie.search import search`, which needs Django's models to be ready."""
    if name == "search":
        from .ranking import search

        return search
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["search"]
