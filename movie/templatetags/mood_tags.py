"""Emotions in the visitor's language, and addresses with one emotion more or less."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..text.emotions import MOST, english, label

register = template.Library()
register.filter("english", english)


@register.filter
def emotion(name: str) -> str:
    """An emotion's name in the visitor's language."""
    return label(name, get_language() or "en")


@register.filter
def felt(emotions: Iterable[tuple[str, bool]]) -> SafeString:
    """A film's emotions, those marked that were asked for."""
    return format_html_join(", ", "{}", ((_felt(emotion(name), asked),) for name, asked in emotions))


def _felt(name: str, asked: bool) -> str:
    return format_html("<mark>{}</mark>", name) if asked else name


@register.simple_tag(takes_context=True)
def with_emotion(context: template.Context, name: str) -> str:
    """The address's query with this emotion among the chosen ones."""
    return _query(context, [*context["emotions"], name][:MOST])


@register.simple_tag(takes_context=True)
def without_emotion(context: template.Context, name: str) -> str:
    """The address's query without this emotion."""
    return _query(context, [other for other in context["emotions"] if other != name])


def _query(context: template.Context, emotions: list[str]) -> str:
    query = context["request"].GET.copy()
    query["was"] = context["was"]
    query.pop("add", None)
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    query.setlist("e", emotions)
    return query.urlencode()
