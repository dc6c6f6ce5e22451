"""Chooses the engine where the settings name none."""

from django.db import connection

from ..rows import Stored
from .base import Engine
from .memory import MemoryEngine


def best_engine(stored: Stored, model_id: str) -> Engine:
    """Gives pgvector where the films are in a PostgreSQL that has the extension, else memory."""
    if connection.vendor == "postgresql" and _has_vectors():
        from .pgvector import PgvectorEngine

        return PgvectorEngine(stored, model_id)
    return MemoryEngine(stored, model_id)


def _has_vectors() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'")
        return cursor.fetchone() is not None
