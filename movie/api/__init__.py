"""The catalogue for other programs: JSON under /api/, described by OpenAPI, with errors of one shape."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext
from django.views.generic import RedirectView
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.responses import Response

from . import films, queries
from .describing import description
from .docs import Docs
from .errors import not_found, refuse
from .http import JSON, guarded, knowing

DESCRIPTION = """
Films found by meaning, listed, compared and counted. Only reading, no key. A parameter that is not described
here is refused (422, with its name), and so is a range whose beginning lies behind its end.

**Titles and names** may be typed without regard to case, accents, signs and articles, and with a slip; of a
person the family name is enough. Where several films have one title, the answer is **409** with all of them
in `error.choices`: ask again with `?year=`, or with `?id=` (which tells apart even two films of one year;
people likewise).
A title of none is **404** with the closest in `error.suggestions`.

**Languages**: with `Accept-Language` titles, descriptions, genres and keywords come in that language where a
film has them; without, as the catalogue has them. Filters take a genre's name in any language.

**Errors** all look alike: `{"error": {"status", "code", "message", "fields", "suggestions", "choices"}}`.
The message is in the language that `Accept-Language` asks for (English, Spanish or Portuguese).

**Lists** carry an `ETag`; send it back as `If-None-Match` and an unchanged list is a **304**.
"""


class API(NinjaAPI):
    """Names operations by what they do, so that a client that is made from them reads well."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Such as title_score."""
        return operation.view_func.__name__


api = API(
    title="Film finder",
    version="1.0",
    description=DESCRIPTION.strip(),
    urls_namespace="movie:api",
    renderer=JSON(),
    docs=Docs(),
)
api.add_router("", films.router)
api.add_router("", queries.spanish)
api.add_router("", queries.english)
refuse(api)


def urls() -> tuple[list[URLPattern], str, str]:
    """The addresses under /api/, for include(): whatever is none of them is a 404 of the same shape."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if pattern.name == "openapi-json":
            pattern.callback = described
        pattern.callback = guarded(knowing(pattern.name, _parameters, pattern.callback))
    first = path("", RedirectView.as_view(pattern_name="movie:api:openapi-view"))
    return [first, *patterns, re_path("", guarded(not_found))], app_name, namespace


def described(request: HttpRequest) -> HttpResponse:
    """The API's description in the visitor's language, with this site's own address as they know it."""
    server = {"url": request.build_absolute_uri("/").rstrip("/"), "description": gettext("This site")}
    return Response({**description(api), "servers": [server]})


@cache
def _parameters() -> dict[str, list[str]]:
    """What may be asked in the address, by the operation's name, as the description has it."""
    operations = [methods["get"] for methods in api.get_openapi_schema(path_prefix="/")["paths"].values()]
    return {
        operation["operationId"]: [
            parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"
        ]
        for operation in operations
    }
