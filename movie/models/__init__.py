"""What is stored: films with their embeddings, titles, people and moods, and what was paid."""

from .embedded import EmbeddedQuerySet
from .films import DEFAULT_IMAGE, RUNTIMES, YEARS, Movie
from .imports import ImportChange, ImportRun
from .jobs import Job
from .map import MapPoint
from .moods import Mood
from .people import Credit, Person
from .profiles import EmbeddingProfile
from .spending import RateLimit, Spending
from .translations import Shown, Title, Translation, base_language, split_keywords, with_translations
from .uploads import Upload

__all__ = [
    "DEFAULT_IMAGE",
    "RUNTIMES",
    "YEARS",
    "Credit",
    "EmbeddedQuerySet",
    "EmbeddingProfile",
    "ImportChange",
    "ImportRun",
    "Job",
    "MapPoint",
    "Mood",
    "Movie",
    "Person",
    "Shown",
    "Spending",
    "Title",
    "Translation",
    "RateLimit",
    "Upload",
    "base_language",
    "split_keywords",
    "with_translations",
]
