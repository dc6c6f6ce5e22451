"""The catalogue that ships: the same films in English and in Spanish, in this project's own words."""

from pathlib import Path

LANGUAGES = ("en", "es")
FOLDER = Path(__file__).parent


def sample_file(language: str, folder: Path = FOLDER) -> Path:
    """The file of one language: "en" or "es"."""
    return folder / f"movies.{language}.json"
