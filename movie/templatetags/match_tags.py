"""Says of the films that were found how they were found, and why."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from ..forms import SearchForm
from ..models import Credit
from ..search.chips import ORDERS
from ..search.fallback import Answer
from ..search.ranking import Match
from ..search.snippets import Segment
from ..text.emotions import label
from ..text.number_format import decimal
from .movie_tags import SEPARATOR, rating, votes

register = template.Library()
FILTERS = ("year_from", "year_to", "genre", "runtime_from", "runtime_to")


@register.filter
def heading(answer: Answer | str) -> str:
    """What stands above the films; empty for the "" that a template gives where nothing was asked."""
    if not answer:
        return ""
    if answer.fits:
        return _films_found(len(answer.matches), _first(answer))
    if answer.absent:
        return _("“%(title)s” is not in this catalogue") % {"title": answer.absent}
    return _("No film fits well") if answer.matches else _("No film found")


def _first(answer: Answer) -> str:
    """Which films stand first where they are in an order; empty where that is how well they fit."""
    if answer.query.order:
        return ORDERS[answer.query.order]
    return _("the best known first") if answer.by_fame else ""


def _films_found(number: int, first: str) -> str:
    if first:
        sentence = ngettext(
            "%(number)s film found, the only one", "%(number)s films found, %(first)s", number
        )
    else:
        sentence = ngettext("%(number)s film found", "%(number)s films found, the best first", number)
    return sentence % {"number": number, "first": first}


@register.filter
def is_narrowed(form: SearchForm) -> bool:
    """Whether anything is written beside the prompt, right or wrong."""
    return any(form[name].value() for name in FILTERS)


@register.filter
def roles(names: Mapping[str, Sequence[str]]) -> str:
    """What people who were named do in a film, "Director: A · With B, C", from their names by role."""
    directors, actors = (", ".join(names.get(role, ())) for role in (Credit.Role.DIRECTOR, Credit.Role.ACTOR))
    parts = (
        directors and f"{_('Director:')} {directors}",
        actors and f"{pgettext('cast', 'With')} {actors}",
    )
    return SEPARATOR.join(filter(None, parts))


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """The pieces of a sentence, those marked that the request says as well."""
    pieces = ((escape(each.text), each.marked) for each in segments)
    return mark_safe("".join(f"<mark>{text}</mark>" if said else text for text, said in pieces))


@register.filter
def found_by(match: Match, told: bool) -> str:
    """How a film was found that was not compared by meaning; empty where its similarity says it.

    `told` says whether a visitor has told what they look for: films alike are not ordered by their votes.
    """
    if match.similarity is None and match.shared:
        return _("Found by what they share")
    if match.named:
        return _("Found by its title")
    if match.emotions and match.similarity is None:
        language = get_language() or ""
        return _("Leaves %(name)s") % {"name": ", ".join(label(name, language) for name in match.emotions)}
    if match.by_fame and told:
        known = rating(match.movie) or votes(match.movie.vote_count)
        return SEPARATOR.join(filter(None, (_("Passes everything you named"), known)))
    return _("Found by its words") if match.similarity is None else ""


@register.filter
def hundredths(similarity: float) -> str:
    """A similarity to two digits, as the visitor's language writes it."""
    return decimal(similarity, 2)


@register.filter
def closeness(match: Match) -> str:
    """How near a film is to what was asked for, in words."""
    if match.close:
        return pgettext("similarity", "Very close")
    return pgettext("similarity", "Close") if match.fits else pgettext("similarity", "Distant")
