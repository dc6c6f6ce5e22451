"""Addresses of the site's pages: a page has some thirty, and Django tries its patterns anew for each."""

from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.urls import get_script_prefix, reverse

# Stand for the arguments while a pattern is worked out: numbers, as those pass for text, too.
MARK = 900_000_000


def address(view: str, *arguments: object) -> str:
    """The address of a view ("movie:detail") with arguments, as `reverse` gives it; they are not checked.

    Raises NoReverseMatch where no view of this name takes so many.
    """
    pattern = _pattern(settings.ROOT_URLCONF, get_script_prefix(), view, len(arguments))
    return pattern.format(*map(_quoted, arguments))


def _quoted(argument: object) -> object:
    # Most are numbers: nothing in them is to be quoted.
    return argument if type(argument) is int else quote(str(argument), safe="")


@cache
def _pattern(urlconf: str, prefix: str, view: str, arguments: int) -> str:
    """The address with "{}" for each argument."""
    marks = range(MARK, MARK + arguments)
    found = reverse(view, args=list(marks)).replace("{", "{{").replace("}", "}}")
    for mark in marks:
        found = found.replace(str(mark), "{}")
    return found
