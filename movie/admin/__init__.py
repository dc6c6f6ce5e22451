"""The admin: films with their people, and moods."""

from . import moods, movies, uploads

__all__ = ["moods", "movies", "uploads"]
