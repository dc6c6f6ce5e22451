"""The API's description (OpenAPI) in the visitor's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from ninja import NinjaAPI


def description(api: NinjaAPI) -> dict[str, Any]:
    """The description, with what people read of it in the language that is active."""
    return _translated(api.get_openapi_schema())


def _translated(part: Any) -> Any:
    """A part of the description, with its prose in the language that is active."""
    if isinstance(part, Mapping):
        return {name: _read(name, value) for name, value in part.items()}
    return [_translated(each) for each in part] if isinstance(part, list) else part


def _read(name: Any, value: Any) -> Any:
    prose = name in ("description", "summary") and isinstance(value, str) and value
    return gettext(value) if prose else _translated(value)
