"""What is stored: films with their embeddings, titles, people and moods, and what was paid."""

from .bill import Spending, Visit
from .embedded import EmbeddedQuerySet
from .films import DEFAULT_IMAGE, RUNTIMES, Movie, MovieQuerySet
from .map import MapPoint
from .moods import Mood
from .people import Credit, Person
from .profiles import EmbeddingProfile
from .texts import Shown, Title, Translation, base_language, with_translations

__all__ = [
    "DEFAULT_IMAGE",
    "RUNTIMES",
    "Credit",
    "EmbeddedQuerySet",
    "EmbeddingProfile",
    "MapPoint",
    "Mood",
    "Movie",
    "MovieQuerySet",
    "Person",
    "Shown",
    "Spending",
    "Title",
    "Translation",
    "Visit",
    "base_language",
    "with_translations",
]
