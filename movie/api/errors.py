"""Every refusal in one shape, {"error": …}, with the status that says what kind it is."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from ..errors import (
    AmbiguousPerson,
    AmbiguousTitle,
    Choice,
    FilmNotEmbedded,
    MovieError,
    TooFewVotes,
    UnknownPerson,
    UnknownTitle,
)

logger = logging.getLogger(__name__)

KNOWN: dict[type[MovieError], tuple[int, str]] = {
    UnknownTitle: (404, "unknown_title"),
    UnknownPerson: (404, "unknown_person"),
    AmbiguousTitle: (409, "ambiguous_title"),
    AmbiguousPerson: (409, "ambiguous_person"),
    TooFewVotes: (404, "too_few_votes"),
    FilmNotEmbedded: (404, "film_not_embedded"),
    MovieError: (503, "search_unavailable"),
}
CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 412: "precondition_failed"}
MESSAGES = {
    404: gettext_lazy("There is nothing at this address."),
    405: gettext_lazy("This address can only be read, with GET or HEAD."),
    412: gettext_lazy("This is not the version that was asked for."),
    422: gettext_lazy("Some of what was asked cannot be understood; see “fields”."),
    500: gettext_lazy("Something went wrong on our side. Please try again."),
}
# What is said of a parameter, by pydantic's name of the mistake.
SENTENCES = {
    "missing": gettext_lazy("This is required."),
    "int_parsing": gettext_lazy("This is a whole number."),
    "int_from_float": gettext_lazy("This is a whole number."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "less_than_equal": gettext_lazy("At most {le}."),
    "greater_than_equal": gettext_lazy("At least {ge}."),
    "string_too_long": gettext_lazy("At most {max_length} characters."),
    "string_too_short": gettext_lazy("This is required."),  # none asks for more than one letter
}


class FieldProblem(Schema):
    """What is wrong with one parameter."""

    field: str
    message: str


class ChoiceOut(Schema):
    """A film or a person to choose by `id`, or a film by `year`."""

    id: int
    name: str
    year: int | None


class ErrorDetail(Schema):
    """Why there is no answer; the lists are empty where they do not apply."""

    status: int
    code: str
    message: str
    fields: list[FieldProblem]
    suggestions: list[str]
    choices: list[ChoiceOut]


class ErrorBody(Schema):
    """What every status from 400 on carries."""

    error: ErrorDetail


class BadParameters(Exception):
    """Parameters that do not fit: names and what is said of them; `suggestions` are what would."""

    def __init__(self, problems: Mapping[str, Iterable[str]], suggestions: Sequence[str] = ()) -> None:
        super().__init__(problems)
        self.suggestions = suggestions
        self.problems = [(field, str(said)) for field, sentences in problems.items() for said in sentences]


def envelope(
    status: int,
    code: str = "",
    message: object = "",
    *,
    fields: Iterable[tuple[str, str]] = (),
    suggestions: Sequence[str] = (),
    choices: Iterable[Choice] = (),
) -> HttpResponse:
    """The one shape of a refusal."""
    error = {
        "status": status,
        "code": code or CODES.get(status, "error"),
        "message": str(message or MESSAGES.get(status, MESSAGES[500])),
        "fields": [{"field": field, "message": said} for field, said in fields],
        "suggestions": list(suggestions),
        "choices": [{"id": choice.id, "name": choice.name, "year": choice.year} for choice in choices],
    }
    return JsonResponse({"error": error}, status=status, json_dumps_params={"ensure_ascii": False})


def refuse(api: NinjaAPI) -> None:
    """Make this API answer each error with the envelope."""
    api.add_exception_handler(MovieError, _movie_error)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(BadParameters, _bad_parameters)
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Exception, _unforeseen)


def not_found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """404 for whatever is not there."""
    return envelope(404)


def _movie_error(request: HttpRequest, error: MovieError) -> HttpResponse:
    status, code = next(KNOWN[kind] for kind in type(error).__mro__ if kind in KNOWN)
    if status >= 500:
        logger.warning("%s could not be answered: %s", request.path, error)
    return envelope(
        status,
        code,
        error.for_visitor,
        suggestions=getattr(error, "suggestions", ()),
        choices=getattr(error, "choices", ()),
    )


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [(str(problem["loc"][-1]), _said(problem)) for problem in error.errors]
    return envelope(422, "invalid_parameters", fields=problems)


def _said(problem: Mapping[str, Any]) -> str:
    sentence = SENTENCES.get(problem["type"])
    return str(sentence).format(**problem.get("ctx", {})) if sentence else str(problem["msg"])


def _bad_parameters(request: HttpRequest, error: BadParameters) -> HttpResponse:
    return envelope(422, "invalid_parameters", fields=error.problems, suggestions=error.suggestions)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return envelope(error.status_code, message=_("This request cannot be read."))


def _unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
    """Told to the log and to whoever listens, not to the world."""
    logger.error("%s failed", request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return envelope(500, "server_error")
