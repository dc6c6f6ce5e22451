"""What the pages need beyond Django's own tags."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.core.files.storage import default_storage
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.formats import number_format

from ..forms import ignored_keys
from ..models import DEFAULT_IMAGE, Movie
from ..text.figures import running_time

register = template.Library()
register.filter(running_time)


@register.filter
def poster(movie: Movie) -> str:
    """The address of a film's picture; the default picture's where it has none."""
    return movie.image.url if movie.image else default_storage.url(DEFAULT_IMAGE)


@register.filter
def percent(similarity: float) -> str:
    """How much of a bar to fill, for an attribute: never localised, from 0% to 100%."""
    return f"{min(max(similarity, 0), 1):.0%}"


@register.filter
def grouped(number: int) -> str:
    """A number with its digits in groups, as the visitor's language writes it."""
    return number_format(number, force_grouping=True)


@register.filter
def elided(page: Page) -> Iterator[int | str]:
    """The numbers of the pages to link to, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def steer(context: template.Context, name: str, pk: int) -> str:
    """The address's query with one more film that is liked ("like") or not ("unlike")."""
    query = _without(context["request"].GET, pk)
    query.appendlist(name, str(pk))
    return query.urlencode()


@register.simple_tag(takes_context=True)
def unsteer(context: template.Context, pk: int) -> str:
    """The address's query without a film that was chosen."""
    return _without(context["request"].GET, pk).urlencode()


@register.simple_tag(takes_context=True)
def taking_back(context: template.Context, key: str) -> str:
    """The address's query with one more thing that was understood wrongly."""
    query = context["request"].GET.copy()
    query.setlist("ignore", [*ignored_keys(query.getlist("ignore")), key])
    return query.urlencode()


@register.filter
def at(by_key: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key; None where nothing does."""
    return by_key.get(key) if by_key else None


def _without(asked: QueryDict, pk: int) -> QueryDict:
    query = asked.copy()
    for name in ("like", "unlike"):
        query.setlist(name, [chosen for chosen in query.getlist(name) if chosen != str(pk)])
    return query
