"""Fetches the films that a search found."""

from collections.abc import Sequence

from ..models import Movie
from ..models.compiled import Few

_films = Few(Movie, "pk")


def fetch(ids: Sequence[int]) -> dict[int, Movie]:
    """Films by id, without their vectors, in the order of the ids; those that are gone are left out."""
    found = {movie.pk: movie for movie in _films.read(ids)}
    return {movie: found[movie] for movie in ids if movie in found}
