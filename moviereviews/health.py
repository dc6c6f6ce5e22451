"""Answers whoever watches the site: is it there, and can it read its database?"""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from movie.database.journal import latest_change

ADDRESS = "/healthz"
logger = logging.getLogger(__name__)


def answer_watchers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware before those that redirect to HTTPS or mind the host: a watcher knows neither."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return health(request) if request.path == ADDRESS else get_response(request)

    return middleware


def health(request: HttpRequest) -> HttpResponse:
    """200 where the journal can be read, else 503 and a line in the log; nothing is written."""
    try:
        latest_change()
    except DatabaseError as error:
        logger.error("The database cannot be read: %s", error)
        return HttpResponse("database unreadable\n", status=503, headers=_HEADERS)
    return HttpResponse("ok\n", headers=_HEADERS)


_HEADERS = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
