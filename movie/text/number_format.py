"""Writes figures in the visitor's language; on a terminal that is the machine's."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def grouped(number: int) -> str:
    """A whole number with its digits in groups: "53,030" in English."""
    return number_format(number, force_grouping=True)


def decimal(number: float, places: int) -> str:
    """A number rounded to so many places: "0.24" in English."""
    return number_format(f"{number:.{places}f}")


def written(**said: object) -> dict[str, object]:
    """What fills the places of a sentence, its whole numbers with their digits in groups."""
    return {name: grouped(part) if type(part) is int else part for name, part in said.items()}


def running_time(minutes: int | None) -> str:
    """Minutes as hours and minutes, "1 h 52 min", never broken over two lines; empty where not known."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [_("%(hours)d h") % {"hours": hours}] * bool(hours)
    parts += [_("%(minutes)d min") % {"minutes": rest}] * bool(rest)
    return " ".join(parts).replace(" ", "\xa0")
