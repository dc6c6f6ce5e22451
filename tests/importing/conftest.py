"""What tests of whole files share: writing one, importing it, and looking at what is stored."""

import json

import pytest

from movie.importing.pipeline import import_films
from movie.importing.readers import sources_in
from movie.models import Movie


@pytest.fixture
def written(tmp_path):
    """Writes a file: a text as it is, anything else as JSON."""

    def write(name, content):
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def taken(written):
    """Imports a file of this name and content; what came of it."""

    def take(name, content, *, columns=(), **options):
        return import_films(*sources_in(written(name, content), columns=columns), **options)

    return take


@pytest.fixture
def stored():
    """The one stored film of a title."""
    return lambda title: Movie.objects.get(title=title)
