"""Posters of films without a picture, drawn when they are first asked for."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ..models import Movie
from ..posters.store import FACTS, has_picture, picture_url, poster_digest, poster_titles, read_poster

# Its address holds a digest of what is drawn: another poster has another one.
LASTING = "public, max-age=31536000, immutable"


@require_safe
def poster(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The film's poster; a film that has changed since the page was written leads to its present picture."""
    movie = get_object_or_404(Movie.objects.only(*FACTS), pk=pk)
    title = None if has_picture(movie) else _title_of(movie, digest)
    if title is None:
        return HttpResponseRedirect(picture_url(movie))
    return HttpResponse(
        read_poster(movie, title), content_type="image/webp", headers={"Cache-Control": LASTING}
    )


def _title_of(movie: Movie, digest: str) -> str | None:
    """The title on the poster of this digest; None where the film has no such poster any more."""
    return next((title for title in poster_titles(movie) if poster_digest(movie, title) == digest), None)
