"""Reads the catalogue that ships: the films in one language, with their texts in the other."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...sample import FOLDER, LANGUAGES, sample_file
from . import Source
from .rows import Row

TEXTS = ("title", "description", "genre", "keywords")


@dataclass(frozen=True)
class Sample(Source):
    """The films in one language, each with its texts in the others and the names it has anywhere."""

    language: str = "en"

    def rows(self) -> Iterator[Row]:
        """The same films stand in the same order in all files."""
        others = [language for language in LANGUAGES if language != self.language]
        told = zip(*(_films(sample_file(language, self.path.parent)) for language in others), strict=True)
        named = _films(self.path.with_name("titles.json"))
        films = zip(_films(self.path), told, named, strict=True)
        for line, (film, translations, names) in enumerate(films, start=1):
            texts = {
                language: {name: other[name] for name in TEXTS}
                for language, other in zip(others, translations, strict=True)
            }
            yield Row(line, {**film, "titles": names["titles"], "translations": texts})


def sample(language: str, folder: Path = FOLDER) -> Sample:
    """The sample with the texts of one language as its films' own."""
    return Sample(sample_file(language, folder), "json", language=language)


def _films(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))
