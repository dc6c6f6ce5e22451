"""A few phrases that nobody mistakes, read from phrases.toml."""

import re
import tomllib
from pathlib import Path

LISTED = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Matches any of the phrases where a clause begins."""
    pattern = f"<opening>(?:{'|'.join(phrases)})\\b"
    for name, part in LISTED["parts"].items():
        pattern = pattern.replace(f"<{name}>", part)
    return re.compile(pattern)


DANGER, GRIEF = _any_of(LISTED["danger"]), _any_of(LISTED["grief"])
