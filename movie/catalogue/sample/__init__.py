"""The catalogue that ships: the same films in English and in Spanish, in this project's own words."""

from pathlib import Path

LANGUAGES = ("en", "es")


def sample_file(language: str) -> Path:
    """The file of one language: "en" or "es"."""
    return Path(__file__).parent / f"movies.{language}.json"
