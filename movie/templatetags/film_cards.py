"""Cards of films, without templates: a page has ten to two dozen, and as templates they took half of it.

Texts are escaped as they are written, once, by the standard library: Django's own ways to do so take as long
as all that a search computes for ten films.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Movie, Shown
from ..search.ranking import Match
from .match_tags import closeness, found_by, hundredths, marked, roles
from .movie_tags import facts, image, percent, steer

register = template.Library()
UNSEEN = ' class="unseen"'
Parts = Mapping[int, Mapping[str, Sequence[str]]]  # the names of people by role, by film


@register.simple_tag
def film_card(movie: Movie) -> SafeString:
    """A film with its poster, and what is known of it in brief."""
    return mark_safe(_card(movie.shown))


@register.simple_tag
def found_cards(matches: Iterable[Match], parts: Parts) -> SafeString:
    """Films that were found, and why each; `parts` tells what those who were named do in them."""
    language = get_language() or ""
    return mark_safe("".join(_found_card(match, parts, language) for match in matches))


def _found_card(match: Match, parts: Parts, language: str) -> str:
    why = match.why_in(language)
    return _card(
        match.movie.in_language(language),
        _cast(match.movie, parts),
        f'<p class="why" dir="auto">{marked(why)}</p>' if why else "",
        _how_near(match, told=True),
    )


@register.simple_tag(takes_context=True)
def similar_card(context: template.Context, match: Match) -> SafeString:
    """A film like another one, with the ways to more or less of its kind."""
    shown = match.movie.shown
    steps = (("like", _("More like this")), ("unlike", _("Less like this")))
    links = "\n".join(
        f'<a href="?{escape(steer(context, name, match.movie.pk))}#similar" rel="nofollow">{escape(step)}'
        f'<span class="unseen">: {escape(shown.title)}</span></a>'
        for name, step in steps
    )
    return mark_safe(_card(shown, _how_near(match, told=False), f'<p class="steer">{links}</p>'))


@register.simple_tag
def cast(movie: Movie, parts: Parts) -> SafeString:
    """What people who were named do in a film; empty for nobody."""
    return mark_safe(_cast(movie, parts))


def _cast(movie: Movie, parts: Parts) -> str:
    names = parts.get(movie.pk)
    return f'<p class="facts cast" dir="auto">{escape(roles(names))}</p>' if names else ""


@register.simple_tag
def how_near(match: Match, told: bool, best: bool = False) -> SafeString:
    """What a film has in common with others, and how it was found: in words, or by a bar and its similarity.

    `told` as in `found_by`; the best film's figure says what it is.
    """
    return mark_safe(_how_near(match, told, best))


def _how_near(match: Match, told: bool, best: bool = False) -> str:
    shared = ""
    if match.shared:
        common = escape(f"{_('In common:')} {match.shared}")
        shared = f'<p class="facts shared" dir="auto">{common}</p>'
    if how := found_by(match, told):
        return f'{shared}<p class="closeness">{escape(how)}</p>'
    return shared + _nearness(match, best)


def _nearness(match: Match, best: bool) -> str:
    kind = "closeness close" if match.close else "closeness fits" if match.fits else "closeness"
    return (
        f'<p class="{kind}"><svg class="bar" aria-hidden="true"><rect width="100%" height="100%" />'
        f'<rect class="filled" width="{percent(match.similarity)}" height="100%" /></svg>\n'
        f"<span><strong>{escape(closeness(match))}</strong> · "
        f"<span{'' if best else UNSEEN}>{escape(_('cosine similarity'))}</span> "
        f"{escape(hundredths(match.similarity))}</span></p>"
    )


def _card(shown: Shown, *lines: str) -> str:
    known = facts(shown)
    told = f'<p class="facts">{escape(known)}</p>' if known else ""
    return (
        f'<li class="film">{image(shown)}<div class="about"><h3>'
        f'<a href="{escape(shown.movie.get_absolute_url())}" dir="auto">{escape(shown.title)}</a></h3>'
        f"{told}{''.join(lines)}</div></li>\n"
    )
