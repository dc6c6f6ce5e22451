"""The catalogue for other programs: JSON under /api/, described by OpenAPI, with errors of one shape."""

from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView
from ninja import NinjaAPI, Swagger

from . import consultas, films, queries
from .errors import not_found, refuse
from .http import JSON, guarded

DESCRIPTION = """
Films found by meaning, listed, compared and counted. Only reading, no key.

**Titles and names** may be typed without regard to case, accents, signs and articles, and with a slip.
Where several films have one title, the answer is **409** with all of them in `error.choices`: ask
again with `?year=`, or with `?id=` (which tells apart even two films of one year; people likewise).
A title of none is **404** with the closest in `error.suggestions`.

**Errors** all look alike: `{"error": {"status", "code", "message", "fields", "suggestions", "choices"}}`.
The message is in the language that `Accept-Language` asks for (English or Spanish).

**Lists** carry an `ETag`; send it back as `If-None-Match` and an unchanged list is a **304**.
"""

api = NinjaAPI(
    title="Film finder",
    version="1.0",
    description=DESCRIPTION.strip(),
    urls_namespace="movie:api",
    renderer=JSON(),
    # Without a validator, or the page would ask another host about this API's description.
    docs=Swagger({"validatorUrl": None, "displayRequestDuration": True, "defaultModelsExpandDepth": 0}),
)
api.add_router("", films.router)
api.add_router("", consultas.router)
api.add_router("", queries.router)
refuse(api)


def urls() -> tuple[list[URLPattern], str, str]:
    """The addresses under /api/, for include(): whatever is none of them is a 404 of the same shape."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback = guarded(pattern.callback)
    first = path("", RedirectView.as_view(pattern_name="movie:api:openapi-view"))
    return [first, *patterns, re_path("", guarded(not_found))], app_name, namespace
