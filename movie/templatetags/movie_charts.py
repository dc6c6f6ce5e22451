"""Charts as SVG inside the page, without styles or scripts of their own: the stylesheet colours them."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import Any, NamedTuple

from django import template
from django.template.defaultfilters import floatformat
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import capfirst

from ..statistics.catalogue import Returns, Tally

register = template.Library()
# As many units as pixels where a chart has a third of the page, or a phone's width.
WIDTH, HEIGHT = 340, 210
# From above: the highest tick, zero, and the line that the names below the chart stand on.
TOP, ZERO, NAMES = 13, 184, 204
MARGIN = 6
# A figure's width in the letters that the stylesheet gives to charts (13px).
FIGURE = 7.8
# How much of its place a column fills.
FILLED = 0.77
TICKS = 4
MOST_YEARS_NAMED = 7


class Row(NamedTuple):
    """One line of a table and one mark of its chart; `short` fits under the mark, or is empty."""

    label: str
    films: int
    short: str


@register.filter
def by_month(tallies: Iterable[Tally]) -> list[Row]:
    """Months with their names."""
    return [Row(_capital(MONTHS[month]), films, _capital(MONTHS_3[month])) for month, films in tallies]


@register.filter
def by_weekday(tallies: Iterable[Tally]) -> list[Row]:
    """Weekdays with their names."""
    return [Row(_capital(WEEKDAYS[day]), films, _capital(WEEKDAYS_ABBR[day])) for day, films in tallies]


@register.filter
def initials(rows: Iterable[Row]) -> list[Row]:
    """The same with single letters for the chart, where twelve names have no room."""
    return [row._replace(short=row.short[:1]) for row in rows]


def _capital(name: object) -> str:
    return str(capfirst(name))


@register.filter
def by_decade(tallies: Sequence[Tally]) -> list[Row]:
    """Decades such as 1990–1999; the chart names a few round ones."""
    apart = _years_apart(tallies, (10, 20, 30, 50))
    return [Row(f"{year}–{year + 9}", films, "" if year % apart else str(year)) for year, films in tallies]


@register.filter
def by_year(tallies: Sequence[Tally]) -> list[Row]:
    """All years from the first to the last, those without films as well; the chart names a few round ones."""
    films = dict(tallies)
    apart = _years_apart(tallies, (1, 2, 5, 10, 20, 25, 50))
    return [
        Row(str(year), films.get(year, 0), "" if year % apart else str(year))
        for year in range(min(films), max(films) + 1)
    ]


def _years_apart(tallies: Sequence[Tally], choices: Sequence[int]) -> int:
    first, last = tallies[0].name, tallies[-1].name
    return next((years for years in choices if (last - first) / years < MOST_YEARS_NAMED), choices[-1])


@register.filter
def last_year(tallies: Sequence[Tally]) -> int:
    """The name of the last of them."""
    return tallies[-1].name


@register.filter
def vote_range(vote: int) -> str:
    """What votes are counted together, such as 5–6."""
    return f"{vote}–{vote + 1}"


@register.filter
def share(part: int, whole: int) -> str:
    """How much of a bar to fill, for an attribute."""
    return f"{part / whole:.1%}" if whole else "0%"


@register.inclusion_tag("movie/partials/columns.svg")
def columns(rows: Sequence[Row], width: int = WIDTH) -> dict[str, Any]:
    """A column for each row."""
    frame = Frame(width, ticks(max(row.films for row in rows), whole=True))
    place = (frame.last - frame.first) / len(rows)
    marks = [
        Mark(row.short, row, frame.first + place * (number + 0.5), frame.y(row.films))
        for number, row in enumerate(rows)
    ]
    return {"frame": frame, "marks": marks, "half": place * FILLED / 2, "thickness": place * FILLED}


@register.inclusion_tag("movie/partials/quartiles.svg")
def quartiles(rows: Sequence[Returns], width: int = WIDTH) -> dict[str, Any]:
    """Three lines over the votes: the upper quartile, the median and the lower quartile."""
    frame = Frame(width, ticks(max(row.upper for row in rows)))
    xs = frame.spread(len(rows))
    lines = {
        name: [
            Mark(vote_range(row.vote), getattr(row, name), x, frame.y(getattr(row, name)))
            for row, x in zip(rows, xs, strict=True)
        ]
        for name in ("upper", "median", "lower")
    }
    return {"frame": frame, "lines": lines, "marks": lines["median"]}


class Mark(NamedTuple):
    """What is written below a column or a dot, what it stands for, and where its top or its middle lies."""

    name: str
    of: Any
    x: float
    y: float


class Tick(NamedTuple):
    """A number of the scale, and how high it lies."""

    text: str
    y: float


class Frame:
    """The scale of a chart and its extent, in units of the drawing; its marks lie from `first` to `last`."""

    height, zero, names = HEIGHT, ZERO, NAMES

    def __init__(self, width: int, scale: Sequence[float]) -> None:
        texts = [floatformat(tick, f"{decimals(scale)}g") for tick in scale]
        self.width = width
        self.left = MARGIN + 4 + FIGURE * max(map(len, texts))
        self.right = width - MARGIN
        self.first, self.last = self.left + MARGIN, self.right - MARGIN
        self.highest = scale[-1] or 1
        self.ticks = [Tick(text, self.y(tick)) for text, tick in zip(texts, scale, strict=True)]

    def y(self, value: float) -> float:
        """How high a value lies."""
        return ZERO - (ZERO - TOP) * value / self.highest

    def spread(self, count: int) -> list[float]:
        """Where so many marks lie from end to end; one alone lies in the middle."""
        if count == 1:
            return [(self.first + self.last) / 2]
        return [self.first + (self.last - self.first) * number / (count - 1) for number in range(count)]


@register.filter
def units(number: float) -> str:
    """A number of the drawing for an attribute, with a point in every language."""
    return f"{number:.6g}"


def ticks(highest: float, whole: bool = False) -> list[float]:
    """About four round numbers from 0 to no less than `highest`; with `whole`, no fractions."""
    rough = highest / TICKS or 1
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    step = max(1, ceil(step)) if whole else step
    return [step * number for number in range(ceil(highest / step - 1e-9) + 1)]


def decimals(scale: Sequence[float]) -> int:
    """How many decimals tell all numbers of a scale exactly."""
    return next(
        digits for digits in range(12) if all(abs(round(tick, digits) - tick) < 1e-9 for tick in scale)
    )
