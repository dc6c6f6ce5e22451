"""Charts as SVG inside the page, without styles or scripts of their own: the stylesheet colours them."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

import pygal
from django import template
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from pygal.style import Style

from ..search.statistics import Returns, Tally

register = template.Library()
# As many units as pixels where a chart has a third of the page, or a phone's width.
WIDTH, HEIGHT = 340, 210
TICKS = 4
MOST_YEARS_NAMED = 7
# The stylesheet says the same; pygal needs it to leave room for the labels.
LETTERS = Style(label_font_size=13, major_label_font_size=13)
# What pygal adds to every chart for its own styles, scripts and tooltips.
UNWANTED = {"defs", "title"}
UNWANTED_GROUPS = {"titles", "plot text-overlay", "plot tooltip-overlay"}


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
    return str(capfirst(name))  # pygal takes no lazy text


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


@register.simple_tag
def columns(rows: Sequence[Row], width: int = WIDTH) -> SafeString:
    """A column for each row."""
    chart = _chart(pygal.Bar, width, ticks(max(row.films for row in rows), whole=True))
    chart.x_labels = [row.short for row in rows]
    chart.add("", [{"value": row.films, "label": row.label} for row in rows])
    return _drawn(chart)


@register.simple_tag
def quartiles(rows: Sequence[Returns], width: int = WIDTH) -> SafeString:
    """Three lines over the votes: the upper quartile, the median and the lower quartile."""
    chart = _chart(pygal.Line, width, ticks(max(row.upper for row in rows)))
    chart.x_labels = [vote_range(row.vote) for row in rows]
    for name in ("upper", "median", "lower"):
        values = [{"value": getattr(row, name), "label": vote_range(row.vote)} for row in rows]
        chart.add("", values, formatter=lambda value: number_format(value, 2))
    return _drawn(chart)


def ticks(highest: float, whole: bool = False) -> list[float]:
    """About four round numbers from 0 to no less than `highest`; with `whole`, no fractions."""
    rough = highest / TICKS or 1
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    step = max(1, ceil(step)) if whole else step
    return [step * number for number in range(ceil(highest / step - 1e-9) + 1)]


def _chart(kind: type[pygal.Graph], width: int, y_labels: list[float]) -> Any:
    decimals = 0 if all(float(label).is_integer() for label in y_labels) else 1
    chart = kind(
        width=width, height=HEIGHT, margin=6, margin_top=10, spacing=4, dots_size=3.5, style=LETTERS,
        truncate_label=-1, show_legend=False, no_prefix=True, disable_xml_declaration=True, css=(), js=(),
        value_formatter=lambda value: number_format(value, decimals, force_grouping=True),
    )  # fmt: skip
    chart.y_labels = y_labels
    return chart


def _drawn(chart: Any) -> SafeString:
    chart.add_xml_filter(_bare)
    return mark_safe(chart.render(is_unicode=True))  # noqa: S308 (all text in it is escaped by pygal)


def _bare(root: Element) -> Element:
    """The drawing alone; what a mark stands for becomes its <title>, which browsers show on hovering."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_unwanted(child):
                parent.remove(child)
        _name_mark(parent)
    root.attrib.pop("id", None)
    root.attrib |= {"aria-hidden": "true", "focusable": "false"}
    return root


def _is_unwanted(part: Element) -> bool:
    if not isinstance(part.tag, str) or part.tag in UNWANTED:  # the tag of a comment is a function
        return True
    return part.get("class") in UNWANTED_GROUPS or part.get("class") == "guides" and not part.findtext("text")


def _name_mark(mark: Element) -> None:
    told = {child.get("class"): child.text or "" for child in mark.findall("desc")}
    for child in mark.findall("desc"):
        mark.remove(child)
    if "value" in told:
        SubElement(mark, "title").text = f"{told.get('label') or told.get('x_label', '')}: {told['value']}"
