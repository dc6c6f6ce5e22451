"""The admin: films with their people, and moods."""

from . import imports, moods, movies, uploads

__all__ = ["imports", "moods", "movies", "uploads"]
