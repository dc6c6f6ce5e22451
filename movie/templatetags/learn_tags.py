"""Draws vectors for the page of lessons, and writes their numbers as Python has them."""

from collections.abc import Iterable, Sequence

import numpy as np
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
COLUMNS = 64  # cells in a row
STEPS = 4  # shades on either side of zero
FULL = 2.5  # standard deviations from which on a cell has the deepest shade


@register.simple_tag
def heat_strip(numbers: Sequence[float], label: str) -> SafeString:
    """Draw numbers (d,), a cell each, from left to right and line by line: the deeper the further from 0."""
    values = np.asarray(numbers, dtype=np.float64)
    shades = np.clip(np.rint(values / ((values.std() or 1) * FULL) * STEPS), -STEPS, STEPS).astype(int)
    rows = -(-len(values) // COLUMNS)
    paths = ((_kind(shade), abs(shade) / STEPS, _cells(shades == shade)) for shade in _in_order(shades))
    return format_html(
        '<svg class="strip" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>',
        label,
        COLUMNS,
        rows,
        format_html_join("", '<path class="{}" fill-opacity="{}" d="{}" />', paths),
    )


def _in_order(shades: np.ndarray) -> Iterable[int]:
    return (int(shade) for shade in np.unique(shades) if shade)


def _kind(shade: int) -> str:
    return "above" if shade > 0 else "below"


def _cells(there: np.ndarray) -> str:
    """The outline of some cells, each one unit wide and high."""
    places = np.flatnonzero(there).tolist()
    return "".join(f"M{place % COLUMNS} {place // COLUMNS}h1v1h-1z" for place in places)


@register.filter
def as_python(numbers: Iterable[float], form: str = ".6f") -> str:
    """Numbers as Python writes them in a format, whatever the visitor's language."""
    return ", ".join(f"{number:{form}}" for number in numbers)


@register.filter
def plain(number: float, form: str = ".4f") -> str:
    """One number as Python writes it."""
    return format(number, form)
