"""What the pages need beyond Django's own tags."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import QueryDict
from django.template.defaultfilters import floatformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ..addresses import address
from ..forms import ignored_keys
from ..map.clusters import Region
from ..models import Movie, Shown, Title, base_language
from ..posters.store import picture_url
from ..text.number_format import grouped, running_time
from ..text.origins import origin_in

register = template.Library()
register.filter(grouped)
register.filter(running_time)
SEPARATOR = " · "
MENU = {
    "movie:home": _lazy("Search"),
    "movie:list": _lazy("Movies"),
    "movie:chat": "Moviebot",
    "movie:mood": _lazy("Moods"),
    "movie:map": _lazy("Map"),
    "movie:statistics": _lazy("Statistics"),
    "movie:learn": _lazy("Learn"),
}
PLACES = {
    "ES": _lazy("Spain"),
    "419": _lazy("Latin America"),
    "AR": _lazy("Argentina"),
    "MX": _lazy("Mexico"),
}
HERE = mark_safe(' aria-current="page"')
LONGEST_DESCRIPTION, LONGEST_TITLE = 155, 100  # of a page, for search engines: characters
GENRES_IN_BRIEF = 2


@register.simple_tag(takes_context=True)
def menu(context: template.Context) -> SafeString:
    """The lines of the main menu; that of the page that is shown says so."""
    here = getattr(context.get("request"), "path", "")
    places = tuple(address(view) for view in MENU)
    return _menu(places, here if here in places else "", get_language() or "")


@lru_cache(maxsize=256)
def _menu(places: Sequence[str], here: str, language: str) -> SafeString:
    lines = (
        (place, HERE if place == here else "", label)
        for place, label in zip(places, MENU.values(), strict=True)
    )
    return format_html_join("\n", '<li><a href="{}"{}>{}</a></li>', lines)


@register.simple_tag
def sources() -> SafeString | str:
    """Who is to be named for the films' data: TMDB, where the owner has its key."""
    if not settings.TMDB_TOKEN:
        return ""
    notice = _("This product uses the TMDB API but is not endorsed or certified by TMDB.")
    return format_html('<p class="wide">{}</p>', notice)


@register.simple_tag(takes_context=True)
def whole_address(context: template.Context, address: str) -> str:
    """The address of a picture, with the site's own before it, as other sites need it."""
    request = context.get("request")
    return request.build_absolute_uri(address) if request else address


@register.filter
def poster(movie: Movie) -> str:
    """The address of a film's picture, or of the poster that is drawn for it, in the page's language."""
    return picture_url(movie, movie.shown.title)


@register.simple_tag
def picture(movie: Movie, *, first: bool = False) -> SafeString:
    """A film's picture: loaded at once where it is seen first, else when it comes into view."""
    return mark_safe(image(movie.shown, first=first))


def image(shown: Shown, *, first: bool = False) -> str:
    """The same as markup, of a film in the language that it is shown in."""
    source = escape(picture_url(shown.movie, shown.title))
    loading = 'fetchpriority="high"' if first else 'loading="lazy" decoding="async"'
    return f'<img src="{source}" alt="" width="480" height="720" {loading}>'


@register.simple_tag
def paragraph(kind: str, text: str) -> SafeString | str:
    """A paragraph of this class; nothing where there is nothing to say."""
    return format_html('<p class="{}">{}</p>', kind, text) if text else ""


@register.filter
def facts(shown: Shown) -> str:
    """A film's year, length and genres, as far as they are known."""
    movie = shown.movie
    return _in_a_row(movie.year, running_time(movie.runtime), ", ".join(shown.genres))


@register.filter
def year_and_genres(shown: Shown) -> str:
    """The same where there is little room."""
    return _in_a_row(shown.movie.year, ", ".join(shown.genres[:GENRES_IN_BRIEF]))


def _in_a_row(*facts: int | str | None) -> str:
    return SEPARATOR.join(str(fact) for fact in facts if fact)


@register.filter
def votes(number: int | None) -> str:
    """How many people have voted on a film; empty where none has."""
    if not number:
        return ""
    return ngettext("%(shown)s vote", "%(shown)s votes", number) % {"shown": grouped(number)}


@register.filter
def rating(movie: Movie) -> str:
    """The average of the votes, and how many they are where that is known; empty where there is none."""
    if not movie.vote_average:
        return ""
    average = _("%(average)s out of 10") % {"average": floatformat(movie.vote_average, 1)}
    return f"{average} ({votes(movie.vote_count)})" if movie.vote_count else average


@register.filter
def origin_name(origin: str) -> str:
    """What the page's language calls a country or a language, by its letters."""
    return origin_in(base_language(get_language() or ""), origin)


@register.filter
def page_description(shown: Shown) -> str:
    """What search engines show of a film's page."""
    if shown.description:
        return Truncator(shown.description).chars(LONGEST_DESCRIPTION)
    film = Truncator(str(shown)).chars(LONGEST_TITLE)
    return _("%(film)s: its people, and the films most like it.") % {"film": film}


@register.filter
def place(title: Title) -> str:
    """Where a film is called so: its own country, or a part of the world that is named."""
    if title.kind == Title.Kind.ORIGINAL:
        return _("original title")
    return str(PLACES.get(title.region, title.region))


@register.filter
def region_name(region: Region, number: int) -> str:
    """What a region of the map is called; its number where its films share no genre and no theme."""
    return region.name or _("Region %(number)s") % {"number": number}


@register.filter
def import_count(name: str) -> str:
    """What a number of an import's report counts."""
    return {
        "created": _("films added"),
        "updated": _("films updated"),
        "unchanged": _("films unchanged"),
        "shows": _("left out as no films"),
        "joined": _("rows joined to films"),
        "vectors": _("embeddings taken over"),
        "rejections": _("rows that were no films"),
    }[name]


@register.filter
def percent(similarity: float) -> str:
    """How much of a bar to fill, for an attribute: never localised, from 0% to 100%."""
    return f"{min(max(similarity, 0), 1):.0%}"


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
