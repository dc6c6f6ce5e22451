"""Visits the site's pages before anybody else does: what they load is shared by all who serve it."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse

from ..embedders import get_embedder
from ..errors import MovieError
from ..models import Movie


def visit_all(application: Callable) -> None:
    """Ask a WSGI application for a page of each kind in each language; for none where films have no table."""
    try:
        film = Movie.objects.values_list("pk", flat=True).first()
    except DatabaseError:
        return
    for language, _name in settings.LANGUAGES:
        for address in _addresses(film):
            _visit(application, address, language)


def _addresses(film: int | None) -> Iterator[str]:
    home = reverse("movie:home")
    yield home
    if _is_free():
        yield f"{home}?q=a+film"
    yield from map(reverse, ("movie:list", "movie:chat", "movie:mood", "movie:map", "movie:statistics"))
    if film is not None:
        yield reverse("movie:detail", args=[film])


def _is_free() -> bool:
    try:
        return not get_embedder().pays
    except MovieError:
        return False


def _visit(application: Callable, address: str, language: str) -> None:
    parts = urlsplit(address)
    environ = {
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": next((host for host in settings.ALLOWED_HOSTS if host[:1] not in "*."), "localhost"),
        "HTTP_ACCEPT_LANGUAGE": language,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "https" if settings.SECURE_SSL_REDIRECT else "http",
    }
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, headers: None)
    for _part in answer:
        pass
    answer.close()
