"""The admin: films with their people, and moods."""

from . import moods, movies

__all__ = ["moods", "movies"]
