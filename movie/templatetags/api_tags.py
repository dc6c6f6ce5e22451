"""How the prose of the API's description is written: its few signs of Markdown become markup."""

import re

from django import template
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
SIGNS = ((r"`([^`]+)`", r'<code translate="no">\1</code>'), (r"\*\*([^*]+)\*\*", r"<strong>\1</strong>"))


@register.filter
def prose(text: str) -> SafeString:
    """Paragraphs, `code` and **what matters** of a text that is broken into lines anywhere."""
    joined = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return mark_safe(linebreaks(_marked(joined)))


@register.filter
def inline(text: str) -> SafeString:
    """The same within one line."""
    return mark_safe(_marked(text))


@register.filter
def linked(type_: str) -> SafeString:
    """A type in which each schema leads to what is told of it below."""
    return mark_safe(re.sub(r"\b([A-Z]\w+)", r'<a href="#\1">\1</a>', escape(type_)))


def _marked(text: str) -> str:
    marked = str(escape(text))
    for sign, markup in SIGNS:
        marked = re.sub(sign, markup, marked)
    return marked
