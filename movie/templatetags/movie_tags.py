"""What the pages need beyond Django's own tags."""

from collections.abc import Iterator, Sequence

from django import template
from django.core.files.storage import default_storage
from django.core.paginator import Page
from django.utils.formats import number_format

from ..models import DEFAULT_IMAGE, Movie
from ..search.ranking import Match

register = template.Library()


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
def any_fits(matches: Sequence[Match] | None) -> bool:
    """Whether at least one film is near enough to be called an answer."""
    return any(match.fits for match in matches or ())


@register.filter
def elided(page: Page) -> Iterator[int | str]:
    """The numbers of the pages to link to, with an ellipsis for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
