"""The page that shows the API and tries it out: by the server, in the visitor's language."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from .describing import description
from .errors import not_found

# By the tag that an operation has.
GROUPS = {
    "Films": _("Films"),
    "Consultas": _("The workshop's queries"),
    "Queries": _("The same queries in English"),
}
REFERENCE = "#/components/schemas/"
INPUTS = {"integer": "number", "boolean": "checkbox"}
LARGEST_IN_JAVASCRIPT = 2**53


class Docs(DocsBase):
    """The page at /api/docs: each operation with its parameters, its answers and a form that asks it."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: object) -> HttpResponse:
        """The page; or, sent by one of its forms, the way to what is asked for."""
        told = _told(api, get_language() or "", get_script_prefix())
        if "operation" in request.GET:
            path = told["paths"].get(request.GET["operation"])
            return HttpResponseRedirect(_address(path, request.GET)) if path else not_found(request)
        return render(request, "movie/api.html", told)


@lru_cache(maxsize=16)
def _told(api: NinjaAPI, language: str, prefix: str) -> dict[str, Any]:
    """What the page shows of the description in one language, of a site below one folder."""
    described = description(api)
    operations = [_operation(path, methods["get"]) for path, methods in described["paths"].items()]
    groups = [
        {"name": name, "operations": [one for one in operations if one["tag"] == tag]}
        for tag, name in GROUPS.items()
    ]
    schemas = [_schema(name, schema) for name, schema in sorted(described["components"]["schemas"].items())]
    paths = {operation["id"]: operation["path"] for operation in operations}
    return {
        "paths": paths,
        "introduction": described["info"]["description"],
        "groups": groups,
        "schemas": schemas,
    }


def _operation(path: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    first, *more = operation["description"].split("\n\n", 1)
    return {
        "id": operation["operationId"],
        "tag": operation["tags"][0],
        "path": path,
        "first": first,
        "more": "".join(more),
        "parameters": [_parameter(parameter) for parameter in operation["parameters"]],
        "answers": list(_answers(operation["responses"])),
    }


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """One field of a form; of what may also be left out the schema stands in `anyOf`."""
    schema = parameter["schema"]
    bounds = {**schema, **schema.get("anyOf", [schema])[0]}
    largest = bounds.get("maximum", 0)
    return {
        "name": parameter["name"],
        "told": parameter.get("description", ""),
        "required": parameter["required"],
        "type": kind(schema),
        "input": INPUTS.get(bounds["type"], "text"),
        "value": parameter.get("example", ""),
        "default": bounds.get("default"),
        "least": bounds.get("minimum"),
        "most": largest if largest < LARGEST_IN_JAVASCRIPT else None,
        "longest": bounds.get("maxLength"),
    }


def _answers(responses: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The statuses of answers of one type, and that type."""
    statuses: dict[str, list[str]] = {}
    for status, response in sorted(responses.items()):
        schema = response["content"]["application/json"]["schema"]
        statuses.setdefault(kind(schema), []).append(str(status))
    for type_, those in statuses.items():
        yield ", ".join(those), type_


def _schema(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    fields = [(field, kind(of), of.get("description", "")) for field, of in schema["properties"].items()]
    return {"name": name, "told": schema.get("description", ""), "fields": fields}


def kind(schema: Mapping[str, Any]) -> str:
    """A schema in one line, as TypeScript writes it: Film[], integer | null."""
    if "$ref" in schema:
        return schema["$ref"].removeprefix(REFERENCE)
    if "anyOf" in schema:
        return " | ".join(kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        of = kind(schema["items"])
        return f"({of})[]" if " " in of else f"{of}[]"
    return schema.get("type", "object")


def _address(path: str, sent: QueryDict) -> str:
    """A path with what was sent in its places, and the rest behind it; what was left empty stays out."""
    within = re.findall(r"\{(\w+)\}", path)
    for name in within:
        path = path.replace(f"{{{name}}}", quote(sent.get(name, ""), safe=""))
    query = sent.copy()
    for name in ["operation", *within, *(name for name in sent if not sent[name])]:
        query.pop(name, None)
    return f"{path}?{query.urlencode()}" if query else path
