"""Cards of films, without templates: a page has ten to two dozen, and as templates they took half of it."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..models import Movie
from ..search.ranking import Match
from .match_tags import closeness, found_by, hundredths, marked, roles
from .movie_tags import facts, paragraph, percent, picture, steer

register = template.Library()
CARD = '<li class="film">{}<div class="about"><h3><a href="{}" dir="auto">{}</a></h3>{}</div></li>\n'
SHARED = '<p class="facts shared" dir="auto">{} {}</p>'
NEARNESS = (
    '<p class="{}">'
    '<svg class="bar" aria-hidden="true">'
    '<rect width="100%" height="100%" /><rect class="filled" width="{}" height="100%" /></svg>\n'
    "<span><strong>{}</strong> · <span{}>{}</span> {}</span></p>"
)
UNSEEN = mark_safe(' class="unseen"')
Parts = Mapping[int, Mapping[str, Sequence[str]]]  # the names of people by role, by film


@register.simple_tag
def film_card(movie: Movie) -> SafeString:
    """A film with its poster, and what is known of it in brief."""
    return _card(movie)


@register.simple_tag
def found_card(match: Match, parts: Parts) -> SafeString:
    """A film that was found, and why; `parts` tells what those who were named do in it."""
    return _card(match.movie, cast(match.movie, parts), _why(match), how_near(match, told=True))


@register.simple_tag(takes_context=True)
def similar_card(context: template.Context, match: Match) -> SafeString:
    """A film like another one, with the ways to more or less of its kind."""
    steps = (("like", _("More like this")), ("unlike", _("Less like this")))
    links = format_html_join(
        "\n",
        '<a href="?{}#similar" rel="nofollow">{}<span class="unseen">: {}</span></a>',
        ((steer(context, name, match.movie.pk), step, match.movie.shown.title) for name, step in steps),
    )
    return _card(match.movie, how_near(match, told=False), format_html('<p class="steer">{}</p>', links))


@register.simple_tag
def cast(movie: Movie, parts: Parts) -> SafeString | str:
    """What people who were named do in a film; empty for nobody."""
    names = parts.get(movie.pk)
    return format_html('<p class="facts cast" dir="auto">{}</p>', roles(names)) if names else ""


@register.simple_tag
def how_near(match: Match, told: bool, best: bool = False) -> SafeString:
    """What a film has in common with others, and how it was found: in words, or by a bar and its similarity.

    `told` as in `found_by`; the best film's figure says what it is.
    """
    shared = format_html(SHARED, _("In common:"), match.shared) if match.shared else ""
    if how := found_by(match, told):
        return format_html('{}<p class="closeness">{}</p>', shared, how)
    return format_html("{}{}", shared, _nearness(match, best))


def _nearness(match: Match, best: bool) -> SafeString:
    kind = "closeness close" if match.close else "closeness fits" if match.fits else "closeness"
    told = ("" if best else UNSEEN, _("cosine similarity"), hundredths(match.similarity))
    return format_html(NEARNESS, kind, percent(match.similarity), closeness(match), *told)


def _why(match: Match) -> SafeString | str:
    return format_html('<p class="why" dir="auto">{}</p>', marked(match.shown_why)) if match.shown_why else ""


def _card(movie: Movie, *lines: SafeString | str) -> SafeString:
    shown = movie.shown
    told = mark_safe("".join((paragraph("facts", facts(shown)), *lines)))
    return format_html(CARD, picture(movie), movie.get_absolute_url(), shown.title, told)
