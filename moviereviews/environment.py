"""Reads what the environment and openAI.env say, and keeps the generated secret key."""

import math
import os
import secrets
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

from movie.database.database_url import configured

Number = TypeVar("Number", int, float)
LONGEST = 3600.0  # seconds
# Where settings are kept: this project's and the newer workshop's file, and the older workshop's.
FILES = ("openAI.env", "api_keys.env")
# The newer workshop's openAI.env writes the key's name in small letters.
KEY_NAMES = ("openai_apikey", "OPENAI_API_KEY")


def load_environment(path: Path) -> None:
    """Put the variables of a .env file into the environment, where the environment is silent.

    Raises ImproperlyConfigured where the file is not text in UTF-8 (Notepad's byte-order mark is
    accepted, and so is UTF-16 with its mark, as PowerShell's `>` writes it).
    """
    try:
        load_dotenv(path, override=False, encoding=_encoding(path))
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(
            f"{path.name} is not UTF-8 text: save it again as UTF-8. · "
            f"{path.name} no es texto UTF-8: guárdalo de nuevo como UTF-8."
        ) from error


def _encoding(path: Path) -> str:
    begins = path.read_bytes()[:2] if path.is_file() else b""
    return "utf-16" if begins in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"


def openai_key() -> tuple[str, str]:
    """The key and the name it was found under; both empty where there is none.

    The workshops, and people, write the name in several ways: openai_apikey, openai_api_key,
    openAI_api_key, OPENAI_KEY. The first two of KEY_NAMES win.
    """
    others = [name for name in os.environ if name.lower().replace("_", "") in ("openaiapikey", "openaikey")]
    for name in (*KEY_NAMES, *sorted(others)):
        if key := os.environ.get(name, "").strip():
            return key, name
    return "", ""


def flag(name: str) -> bool:
    """Whether a variable is switched on: 1, true, yes or on, in any case."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: Number, most: float = math.inf) -> Number:
    """The number that a variable says, from 0 to `most`, whole where the default is; that where it is silent.

    Raises ImproperlyConfigured where it says something else: in both languages, for none is known yet.
    """
    text = os.environ.get(name, "").strip()
    try:
        said = type(default)(text) if text else default
    except ValueError:
        said = None
    if said is None or not 0 <= said <= most:
        kind, clase = ("whole number", "número entero") if type(default) is int else ("number", "número")
        such = str(default).removesuffix(".0")
        raise ImproperlyConfigured(
            f"{name} is “{text}”; it takes a {kind} such as {such}. · "
            f"{name} vale «{text}»; debe ser un {clase}, como {such}."
        )
    return said


def database(name: str, address: str) -> dict[str, Any]:
    """The database at the address that a variable says. Raises ImproperlyConfigured where it is none; the
    address, which may hold a password, is not repeated.
    """
    try:
        return configured(address)
    except ValueError as error:
        such = "sqlite:///films.sqlite3, postgres://user:password@host/films"
        raise ImproperlyConfigured(
            f"{name} is no address of an SQLite or PostgreSQL database, such as {such}. · "
            f"{name} no es la dirección de una base de datos SQLite o PostgreSQL, como {such}."
        ) from error


def seconds(name: str, default: float) -> float:
    """The number of seconds above 0 that a variable says. Raises ImproperlyConfigured where it is none."""
    return number(name, float(default), LONGEST) or float(default)


def words(name: str) -> list[str]:
    """The comma-separated parts of a variable, blanks dropped."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def generated_secret_key(path: Path) -> str:
    """The secret key kept in `path`, drawn once and readable by its owner alone.

    Processes that start together end up with one key: the file appears whole or not at all.
    """
    if not path.exists() or not path.read_text(encoding="ascii").strip():
        _draw_secret_key(path)
    return path.read_text(encoding="ascii").strip()


def _draw_secret_key(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)  # unlike a rename, a link never replaces a key that came first
    except FileExistsError:
        if not path.read_text(encoding="ascii").strip():  # as a crash may leave it
            draft.replace(path)
    except OSError:  # a file system without links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
