"""What is stored: films with their embeddings, their people, their moods, and what was paid."""

from .bill import Spending, Visit
from .embedded import EmbeddedQuerySet
from .films import DEFAULT_IMAGE, RUNTIMES, Movie, MovieQuerySet
from .map import MapPoint
from .moods import Mood
from .people import Credit, Person

__all__ = [
    "DEFAULT_IMAGE",
    "RUNTIMES",
    "Credit",
    "EmbeddedQuerySet",
    "MapPoint",
    "Mood",
    "Movie",
    "MovieQuerySet",
    "Person",
    "Spending",
    "Visit",
]
