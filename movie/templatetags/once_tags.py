"""Writes once what is the same for every visitor: its translations and addresses take half of a page."""

from collections.abc import Sequence

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.urls import get_script_prefix
from django.utils.translation import get_language

register = template.Library()


class Once(template.Node):
    """A piece of a page, as it was written for each language and for each of the values that it names."""

    def __init__(self, nodelist: NodeList, values: Sequence[FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._written: dict[tuple, str] = {}

    def render(self, context: template.Context) -> str:
        values = [value.resolve(context) for value in self._values]
        key = get_language(), get_script_prefix(), *values
        written = self._written.get(key)
        if written is None:
            written = self.nodelist.render(context)
            if not settings.DEBUG:  # where files change under their addresses
                self._written[key] = written
        return written


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """What stands up to {% endonce %}, which is to need nothing but the language and the values named:
    {% once address %}. These are to have few values, as all that was written is kept.
    """
    _name, *values = token.split_contents()
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, [parser.compile_filter(value) for value in values])
