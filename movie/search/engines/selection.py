"""Chooses the engine where the settings name none."""

from django.conf import settings
from django.db import connection

from ..rows import Stored
from .base import Engine
from .copies import MOST_IN_MEMORY
from .memory import MemoryEngine


def best_engine(stored: Stored, model_id: str) -> Engine:
    """Gives pgvector where the films are in a PostgreSQL that has the extension, else memory."""
    if connection.vendor == "postgresql" and _has_vectors():
        from .pgvector import PgvectorEngine

        return PgvectorEngine(stored, model_id, **settings.SEARCH_ENGINE_CHOICES["pgvector"]["OPTIONS"])
    return memory_engine(stored, model_id)


def memory_engine(stored: Stored, model_id: str) -> Engine:
    """Gives the engine that compares all films exactly; beyond what that is good for, the one by bits."""
    if stored.objects.embedded_by(model_id).count() <= MOST_IN_MEMORY:
        return MemoryEngine(stored, model_id)
    from .quantised import QuantisedEngine

    return QuantisedEngine(stored, model_id)


def _has_vectors() -> bool:
    """Whether there is a pgvector whose scans go on until enough films pass: of 0.8 or later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        version = cursor.fetchone()
        return version is not None and [int(part) for part in version[0].split(".")] >= [0, 8]
