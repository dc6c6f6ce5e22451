"""Reads numbers as people write them: with their unit, their scale, the thousands of either language."""

import math
import re
import unicodedata
from typing import Any

Cell = Any
SCALES = {
    word: scale
    for scale, words in (
        (1e3, "k mil thousand mila tausend"),
        (1e6, "m mi mio mln mill million millions millón millon millones millionen milhões milhoes milioni"),
        (1e9, "b bn bi mrd mld md mia billion billions milmillones milliarden miliardi"),
    )
    for word in words.split()
}
# "250.000" as Spanish writes it, "12 451" as French does: whole numbers have no three decimals.
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:'\d{3})+|(?:’\d{3})+|(?:[\s\u00a0\u202f]\d{3})+)")
PLAIN_NUMBER = re.compile(r"\d+(?:\.\d{1,2})?")
# What counts are told in, and amounts of money, and footnotes: it is none of the number.
UNITS = re.compile(
    r"\s*(?:\b(?:votos?|votes?|voti|stimmen|bewertungen|ratings?|reviews?|valoraciones|avaliações|avis|users?"
    r"|usuarios|de d[oó]lares|d[oó]lares|dollars?|us dollars?|estimated|estimado)\b|\((?:estimated|estimado"
    r"|est\.?|worldwide|mundial)\)|\[[^\[\]]{1,8}\])\.?",
    re.I,
)
AMOUNT = re.compile(
    rf"(-?[\d.,]+(?:e[+-]?\d+)?)({'|'.join(sorted(SCALES, key=len, reverse=True))})?\.?", re.I
)
SHARE = re.compile(r"\s*([\d.,]+)\s*(?:/\s*(5|10|20|100)|(%))\s*")


def number(cell: Cell) -> float | None:
    """A cell as a number: "28,341,469", "$1.5M" and "60 millones" are; "" and "abc" are None."""
    if isinstance(cell, bool):
        return None
    scale = 1.0
    if isinstance(cell, str):
        try:  # a million times in a large file: suppress() would take as long again
            return _finite(float(cell))
        except ValueError:
            pass
        found = AMOUNT.fullmatch(re.sub(r"[\s$€]|US\$|USD", "", cell))
        if not found:
            return None
        cell, scale = _with_point(found[1]), SCALES.get((found[2] or "").casefold(), 1.0)
    try:
        return _finite(float(cell) * scale)
    except (TypeError, ValueError, OverflowError):
        return None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _with_point(digits: str) -> str:
    """The digits with a point before the decimals: of "1.234,5" and "1,234.5" the last sign is that."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if digits.count(".") > 1 or (point >= 0 and comma > point):
        return digits.replace(".", "").replace(",", ".")
    decimal = point < 0 and digits.count(",") == 1 and len(digits) - comma <= 3
    return digits.replace(",", "." if decimal else "")


def whole(cell: Cell) -> int | None:
    """A cell as a whole number that is not negative, and that SQLite can hold."""
    value = number(_without_signs(cell))
    is_whole = value is not None and 0 <= value < 2**31 and abs(value - round(value)) < 1e-3
    return round(value) if is_whole else None


def money(cell: Cell) -> int | None:
    """A budget or a revenue in dollars; zero says that it is unknown, and other money is left out."""
    value = None if isinstance(cell, str) and is_foreign(cell) else number(_without_signs(cell))
    return round(value) if value is not None and 0 < value < 2**63 else None


def is_foreign(text: str) -> bool:
    """Whether a sum, or the name of a column of sums, has a sign of other money than US dollars."""
    others = (sign for sign in text if sign != "$" and unicodedata.category(sign) == "Sc")
    return not text.isascii() and any(others)


def _without_signs(cell: Cell) -> Cell:
    """A cell without its unit and the signs between thousands: of "12.451 votos" 12451."""
    if not isinstance(cell, str) or PLAIN_NUMBER.fullmatch(cell):
        return cell
    text = UNITS.sub("", cell).strip(" ()")
    amount = text.lstrip("$ ").removeprefix("US$").strip()
    return re.sub(r"\D", "", amount) if THOUSANDS.fullmatch(amount) else text


def millions(cell: Cell) -> int | None:
    """A budget or a revenue that is written in millions."""
    value = None if isinstance(cell, str) and is_foreign(cell) else number(cell)
    return money(value * 1e6) if value is not None else None


def vote(cell: Cell) -> float | None:
    """A vote between 0 and 100; one that names its scale ("4/5", "85 %") as one of ten."""
    share = SHARE.fullmatch(cell) if isinstance(cell, str) else None
    value = number(share[1] if share else cell)
    if share and value is not None:
        value = round(value * 10 / float(share[2] or 100), 2)
    return value if value is not None and 0 <= value <= 100 else None
