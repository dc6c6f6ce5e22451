"""What HTTP asks of every answer: HEAD, 304 for what has not changed, one shape for what is refused."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, conditional_page
from ninja.renderers import JSONRenderer

from ..search.index import latest_change
from .errors import envelope

# Of the lists' ETags: to be changed with the shape of the lists.
SHAPE = "2"
View = Callable[..., HttpResponse]


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
        response = conditional(request, *args, **kwargs)
        request.method = method
        if response.status_code >= 400 and response.headers.get("Content-Type") != "application/json":
            response = _refusal(response)
        patch_cache_control(response, no_cache=True)
        return response

    answer.csrf_exempt = True
    return answer


def _refusal(refused: HttpResponse) -> HttpResponse:
    response = envelope(refused.status_code)
    if "Allow" in refused.headers:
        response.headers["Allow"] = f"{refused.headers['Allow']}, HEAD"
    return response


def _list_etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    return f'"{SHAPE}-{latest_change()}"'


# For lists of nothing but what the journal notes: unchanged ones need not even be read.
unchanged_by_journal = condition(etag_func=_list_etag)
