"""The engine in memory keeps the contract exactly."""

import pytest

from .contract import EngineContract


@pytest.fixture
def search_engine(settings):
    settings.SEARCH_ENGINES = {"default": settings.SEARCH_ENGINE_CHOICES["memory"]}


class TestMemory(EngineContract):
    tolerance = 1e-5
    recall = 1.0
