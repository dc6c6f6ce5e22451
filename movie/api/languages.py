"""In which language the API tells of films: in that which is asked for, else as the catalogue has them."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from ..models import Movie, Shown, base_language

Resolver = Callable[[Movie, dict[str, Any]], Any]


def asked_language(request: HttpRequest) -> str:
    """The language that a header or the visitor's cookie asks for ("es"); empty where neither does."""
    asked = "Accept-Language" in request.headers or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return base_language(get_language() or "") if asked else ""


def shown(movie: Movie, request: HttpRequest) -> Shown:
    """A film's texts in the language that is asked for, those of its own row where it has no others."""
    return movie.in_language(asked_language(request))


def told(name: str) -> Resolver:
    """What tells a film's text of this name ("title", "genres") in a schema."""
    return lambda movie, context: getattr(shown(movie, context["request"]), name)
