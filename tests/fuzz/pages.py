"""Sends twenty thousand strange requests to all pages and to the API: each is answered, and none by a 500."""

import gzip
import json
import logging
import re
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from .part import TooSlow, limited, run
from .visits import PROBES, Request, Site, visit

COUNT = 20_000
SECONDS = 5  # of processor, for one request
STAFF = 0.3  # of the visitors have logged in to the admin
# Each finding is told by so much of its trace.
TOLD = 1500
OURS = "fuzz"
LOGGERS = ("", "movie", "django", "django.request", "django.security", "axes")
SETTINGS = {"ALLOWED_HOSTS": ["testserver", "localhost", "[::1]"], "WHITENOISE_USE_FINDERS": False}


def findings(seed: int, count: int, first: int = 0) -> Iterator[str]:
    """What went wrong in `count` requests, of the visitors with number `first` and on.

    Needs Django set up, and a database with films; each visitor finds it as it was.
    """
    from django.db import transaction

    from movie.database.journal import latest_change

    site, journal = described(), latest_change()
    with _undisturbed() as errors:
        while count > 0:
            random = Random(f"{seed}:{first}")
            with transaction.atomic():
                for place, (client, request) in enumerate(_visit(site, random, count)):
                    count -= 1
                    for said in _wrong(client, request, errors):
                        yield f"--seed {seed} --first {first}, request {place}: {_told(request)}: {said}"
                _forget(journal)
                transaction.set_rollback(True)
            first += 1


def described() -> Site:
    """The site as it is: routes and parameters by themselves, values out of the films that there are."""
    from django.urls import get_resolver

    from movie.models import Movie, Person

    routes = sorted(set(_routes(get_resolver().url_patterns)))
    admin = [route for route in routes if route.startswith("admin/")]
    pages = [route for route in routes if route not in admin]
    films = Movie.objects.order_by("pk")[:40]
    values = [str(value) for film in films for value in (film.pk, film.title, film.year, film.genre)]
    values += Person.objects.order_by("pk").values_list("name", flat=True)[:40]
    return Site(pages * max(1, 3 * len(admin) // len(pages)) + admin, _names(), values or ["1"])


def _routes(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if route.startswith("^") or "(?P" in route or (route == "" and before == "api/"):
            route = "<path:rest>"
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, before + route)
        else:
            yield before + route


def _names() -> list[str]:
    from django.forms import BaseForm

    from movie import forms
    from movie.api import api

    from .visits import NAMES

    kinds = [kind for kind in vars(forms).values() if isinstance(kind, type) and issubclass(kind, BaseForm)]
    names = {name for kind in kinds for name in kind.base_fields}
    for methods in api.get_openapi_schema(path_prefix="/")["paths"].values():
        names |= {parameter["name"] for parameter in methods["get"].get("parameters", ())}
    return sorted(names.union(NAMES))


class Errors(logging.Handler):
    """Keeps what is logged as an error; what strangers do wrong is logged by django.security, and is none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record with its trace."""
        if not record.name.startswith("django.security"):
            trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
            self.said.append(f"{record.getMessage()}\n{trace[-TOLD:]}")


@contextmanager
def _undisturbed() -> Iterator[Errors]:
    """No file of the project is written, and errors are kept in place of being printed."""
    from django.test import override_settings

    errors = Errors()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [logger.handlers for logger in loggers]
    cache = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": OURS}
    with tempfile.TemporaryDirectory() as media:
        for logger in loggers:
            logger.handlers = [errors if logger.name in ("root", "django.request") else logging.NullHandler()]
        try:
            with override_settings(MEDIA_ROOT=media, CACHES={"default": cache}, **SETTINGS):
                yield errors
        finally:
            for logger, handlers in zip(loggers, before, strict=True):
                logger.handlers = handlers


def _visit(site: Site, random: Random, most: int) -> Iterator[tuple[Any, Request]]:
    """A visitor's browser with each request."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(raise_request_exception=False)
    if random.random() < STAFF:
        user, _new = get_user_model().objects.get_or_create(
            username=OURS, defaults={"is_staff": True, "is_superuser": True}
        )
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    for place, request in enumerate(visit(site, random)):
        if place == most:
            return
        yield client, request


def _wrong(client: Any, request: Request, errors: Errors) -> Iterator[str]:
    errors.said.clear()
    try:
        with limited(SECONDS):
            answer = _sent(client, request)
            body = _read(answer)
    except TooSlow:
        yield f"more than {SECONDS} s"
        return
    except Exception:
        yield traceback.format_exc()[-TOLD:]
        return
    if answer.status_code >= 500 and answer.status_code != 503:
        yield f"status {answer.status_code}"
    yield from errors.said
    yield from _unlike(request, answer, body)


def _sent(client: Any, request: Request) -> Any:
    extra = {"PATH_INFO": request.path, "QUERY_STRING": request.query, **request.headers}
    return client.generic(request.method, "/", request.body, request.kind, **extra)


def _read(answer: Any) -> bytes:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return gzip.decompress(body) if body and answer.headers.get("Content-Encoding") == "gzip" else body


def _unlike(request: Request, answer: Any, body: bytes) -> Iterator[str]:
    """What every answer has to be like, and this one is not."""
    kind = answer.headers.get("Content-Type", "")
    if "Fuzz-Injected" in answer.headers:
        yield "a header was injected"
    if kind.startswith("text/html") and any(probe.encode() in body for probe in PROBES[:2]):
        yield "text of the visitor's came back as HTML"
    api = request.path.startswith("/api/") and "HTTP_HOST" not in request.headers
    refused = answer.status_code >= 400 and api and request.method != "HEAD"
    if refused and not re.match(rb'\{"error": \{"status": \d+', body):
        yield f"a refusal of another shape: {body[:200]!r}"
    if kind == "application/json" and body:
        try:
            json.loads(body)
        except ValueError:
            yield "no JSON"


def _told(request: Request) -> str:
    asked = f"{request.path}?{request.query}" if request.query else request.path
    return f"{request.method} {asked[:300]} {request.kind} {request.headers} {request.body[:200]!r}"[:900]


def _forget(before: int) -> None:
    """Where the visitor has changed films: the next one's journal counts from the same number on."""
    from movie.database.cached import Cached
    from movie.database.journal import latest_change
    from movie.search.index import forget_indexes

    if latest_change() != before:
        forget_indexes()
        Cached.forget_all()


def _findings(seed: int, count: int, first: int) -> Iterator[str]:
    from django.core.management import call_command

    call_command("import_movies", sample=True, verbosity=0)
    call_command("work", verbosity=0)
    return findings(seed, count, first)


if __name__ == "__main__":
    sys.exit(run("requests", COUNT, _findings))
