"""Words that say nothing by themselves, folded, in English and in Spanish."""

from pathlib import Path


def _read(code: str) -> frozenset[str]:
    return frozenset(Path(__file__).with_name(f"stopwords.{code}.txt").read_text(encoding="utf-8").split())


ENGLISH, SPANISH = _read("en"), _read("es")
EITHER = ENGLISH | SPANISH
