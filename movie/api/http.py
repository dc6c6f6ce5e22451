"""What HTTP asks of every answer: HEAD, 304 for what has not changed, one shape for what is refused."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, conditional_page
from ninja.renderers import JSONRenderer

from ..database.journal import latest_change
from .errors import envelope
from .languages import asked_language

# Of the lists' ETags: to be changed with the shape of the lists.
SHAPE = "3"
View = Callable[..., HttpResponse]
# Of parameters that there are not, as many are named, by as many letters.
MOST_NAMED, LONGEST_NAME = 20, 100
SHARED = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept-Language, If-None-Match",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class JSON(JSONRenderer):
    """JSON with its letters as they are."""

    media_type = "application/json"
    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False, "allow_nan": False}


def guarded(view: View) -> View:
    """HEAD is answered like GET, what is unchanged with 304, and Django's own refusals with the envelope."""
    conditional = conditional_page(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = request.method
        if method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        asked_first = method == "OPTIONS" and settings.API_ORIGINS
        response = HttpResponse(status=204) if asked_first else conditional(request, *args, **kwargs)
        request.method = method
        if response.status_code >= 400 and response.headers.get("Content-Type") != "application/json":
            response = _refusal(response)
        patch_cache_control(response, no_cache=True)
        _share(request, response)
        return response

    answer.csrf_exempt = True
    return answer


def knowing(name: str, parameters: Callable[[], Mapping[str, list[str]]], view: View) -> View:
    """A view that refuses what its description does not have, by name; `parameters` are all views'."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            known = parameters().get(name) if request.GET else None
        except SuspiciousOperation:  # more parameters than Django reads
            return envelope(400, message=_("This request cannot be read."))
        unknown = [asked for asked in request.GET if known is not None and asked not in known]
        if unknown:
            named = [
                (asked[:LONGEST_NAME], _("There is no such parameter.")) for asked in unknown[:MOST_NAMED]
            ]
            return envelope(422, "invalid_parameters", fields=named, suggestions=known or ())
        return view(request, *args, **kwargs)

    return answer


def _share(request: HttpRequest, response: HttpResponse) -> None:
    """Let pages of the origins that settings.API_ORIGINS names read this; they send no cookies along."""
    if not settings.API_ORIGINS:
        return
    origin = request.headers.get("Origin", "")
    anybody = "*" in settings.API_ORIGINS
    if not anybody:
        patch_vary_headers(response, ["Origin"])
    if anybody or origin in settings.API_ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = "*" if anybody else origin
        for header, value in SHARED.items():
            response.headers[header] = value


def _refusal(refused: HttpResponse) -> HttpResponse:
    response = envelope(refused.status_code)
    if "Allow" in refused.headers:
        response.headers["Allow"] = f"{refused.headers['Allow']}, HEAD"
    return response


def _list_etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    return f'"{SHAPE}-{asked_language(request)}-{latest_change()}"'


# For lists of nothing but what the journal notes: unchanged ones need not even be read.
unchanged_by_journal = condition(etag_func=_list_etag)
