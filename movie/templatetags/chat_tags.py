"""Shows what the bot says: escaped text with strong words, lists, paragraphs, and films by their titles."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from ..assistant.transcript import MARK
from ..models import Movie

register = template.Library()

STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


@register.filter
def spoken(answer: str, movies: Mapping[int, Movie]) -> SafeString:
    """The answer as HTML; a film that has gone since leaves no trace."""
    return mark_safe("".join(_blocks(answer, movies)))


def _blocks(answer: str, movies: Mapping[int, Movie]) -> Iterator[str]:
    lines = [line for line in answer.splitlines() if line.strip()]
    for is_list, block in groupby(lines, lambda line: bool(ITEM.match(line))):
        if is_list:
            items = (_inline(ITEM.sub("", line), movies) for line in block)
            yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        else:
            yield "".join(f"<p>{_inline(line, movies)}</p>" for line in block)


def _inline(line: str, movies: Mapping[int, Movie]) -> str:
    """One line: all that anybody wrote is escaped first, then what is ours is put in."""
    strong = STRONG.sub(r"<strong>\1</strong>", conditional_escape(line))
    return MARK.sub(lambda found: _film(movies.get(int(found[1]))), strong)


def _film(movie: Movie | None) -> str:
    if movie is None:
        return ""
    title = movie.shown.title
    return format_html('<a href="{}"><cite dir="auto">{}</cite></a>', movie.get_absolute_url(), title)
