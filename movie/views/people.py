"""The page of a person: the films that they directed, and those that they play in."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Credit, Movie, Person
from ..search.browsing import FIELDS


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's films by what they did in them, the newest first."""
    shown = get_object_or_404(Person, pk=pk)
    credits = shown.credits.order_by("movie").values_list("role", "movie_id")
    by_role: dict[str, set[int]] = {}
    for role, movie in credits:
        by_role.setdefault(role, set()).add(movie)
    movies = Movie.objects.only(*FIELDS).filter(pk__in=set().union(*by_role.values()))
    newest = list(
        movies.order_by(F("year").desc(nulls_last=True), "title", "pk").prefetch_related("translations")
    )
    roles = [(role, [movie for movie in newest if movie.pk in by_role.get(role, ())]) for role in Credit.Role]
    context = {"person": shown, "roles": [each for each in roles if each[1]], "films": len(newest)}
    return render(request, "movie/person.html", context)
