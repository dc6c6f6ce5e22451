"""Posters of films without a picture, drawn when they are first asked for."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ..models import Movie
from ..posters.store import FACTS, has_picture, picture_url, poster_digest, read_poster

# Its address holds a digest of what is drawn: another poster has another one.
LASTING = "public, max-age=31536000, immutable"


@require_safe
def poster(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The film's poster; a film that has changed since the page was written leads to its present picture."""
    movie = get_object_or_404(Movie.objects.only(*FACTS), pk=pk)
    if has_picture(movie) or digest != poster_digest(movie):
        return HttpResponseRedirect(picture_url(movie))
    return HttpResponse(read_poster(movie), content_type="image/webp", headers={"Cache-Control": LASTING})
