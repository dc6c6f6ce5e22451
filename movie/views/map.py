"""The map's page, and what its script asks for: the points, a film's poster, where a prompt lands."""

import hashlib
import json
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from ..billing.visitors import visitor_of
from ..errors import MovieError
from ..forms import MapForm
from ..map.layout import Landing, MapLayout, atlas, land, version
from ..models import Movie, with_translations
from ..templatetags.movie_tags import poster

PAGE_SIZE = 50
COMPACT = {"separators": (",", ":"), "ensure_ascii": False}


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map for whoever has a script and eyes for it; for all others its regions and films as a list."""
    try:
        shown = _atlas()
    except MovieError as error:
        return render(request, "movie/map.html", {"sorry": error.for_visitor})
    form = MapForm(request.GET, decades=shown.decades, regions=len(shown.regions))
    wanted = form.cleaned_data if form.is_valid() else {}
    prompt = wanted.pop("q", "")
    landing = _landed(prompt, request) if prompt else None
    context = {
        "atlas": shown,
        "form": form,
        "region": _region(shown, wanted.get("region")),
        "page": Paginator(shown.passing(**wanted), PAGE_SIZE).get_page(request.GET.get("page")),
        "landing": landing,
        "landed": json.dumps(_as_json(landing), **COMPACT) if landing else "",
    }
    return render(request, "movie/map.html", context)


def _points_etag(request: HttpRequest) -> str | None:
    """Changes with films, map and language; a browser that has them is not sent them again."""
    try:
        made_of = f"{version()} {get_language()}"
    except MovieError:
        return None
    return f'"{hashlib.blake2b(made_of.encode(), digest_size=12).hexdigest()}"'


@require_safe
@gzip_page
@condition(etag_func=_points_etag)
def map_points(request: HttpRequest) -> HttpResponse:
    """All films of the map, column by column."""
    try:
        points = _atlas().packed
    except MovieError as error:
        return _refusal(str(error.for_visitor), 503)
    response = HttpResponse(points, content_type="application/json")
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def map_landing(request: HttpRequest) -> JsonResponse:
    """Where the prompt ?q= lands, and its ten nearest, the nearest first."""
    form = MapForm({"q": request.GET.get("q", "")})
    if not form.is_valid():
        return _refusal(" ".join(form.errors["q"]), 400)
    if not form.cleaned_data["q"]:
        return _refusal(_("Write a few words about the film you are looking for."), 400)
    landing = _landed(form.cleaned_data["q"], request)
    return JsonResponse(_as_json(landing), json_dumps_params=COMPACT)


@require_safe
def map_film(request: HttpRequest, pk: int) -> JsonResponse:
    """What a film's point tells when it is pointed at."""
    movie = get_object_or_404(Movie, pk=pk)
    return JsonResponse({"poster": poster(movie), "facts": ", ".join(movie.shown.genres)})


def _atlas() -> MapLayout:
    return atlas(get_language() or "")


def _landed(prompt: str, request: HttpRequest) -> Landing:
    landing = land(prompt, visitor_of(request))
    with_translations(match.movie for match in landing.answer.matches)
    return landing


def _region(shown: MapLayout, number: int | None) -> str:
    return "" if number is None else shown.regions[number].name


def _refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _as_json(landing: Landing) -> dict[str, Any]:
    return {
        "point": landing.point,
        "notice": str(landing.answer.notice),
        "fits": landing.answer.fits,
        "films": [
            {"id": match.movie.pk, "title": str(match.movie.shown), "url": match.movie.get_absolute_url()}
            for match in landing.answer.matches
        ],
    }
