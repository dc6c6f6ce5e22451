"""The page that shows how a search comes by its films: one request, and every number on its way."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..billing.visitors import visitor_of
from ..embedders import Embedder, get_embedder
from ..errors import MovieError
from ..forms import LearnForm
from ..learn.lesson import Lesson, lesson, second_opinion
from ..learn.sources import sources
from ..learn.storage import Stored
from ..models import Movie
from ..vectors import to_bytes


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """A request as numbers, the films that it is compared with, and the code that does it."""
    form = LearnForm(request.GET)
    prompt = (form.cleaned_data["q"] if form.is_valid() else "") or example()
    context = {"form": form, "prompt": prompt, "sources": {each.key: each for each in sources()}}
    if form.is_valid():
        try:
            context |= _shown(prompt, form.cleaned_data["second"], request)
        except MovieError as error:
            context["sorry"] = error.for_visitor
    return render(request, "movie/learn.html", context)


def example() -> str:
    """A request to begin with, in the visitor's language."""
    return _("a teacher who makes his pupils love poetry")


def _shown(prompt: str, second: bool, request: HttpRequest) -> dict[str, object]:
    taught = lesson(prompt, visitor_of(request))
    other = _second_embedder()
    return {
        "lesson": taught,
        "best": taught.by_meaning[0],
        "stored": _stored(taught),
        "other": other,
        "second": _second_opinion(prompt, taught, other) if second and other else [],
    }


def _stored(taught: Lesson) -> Stored:
    """The nearest film's bytes; in the one format where somebody has stored it in another."""
    best = taught.by_meaning[0]
    data = Movie.objects.filter(pk=best.movie.pk).values_list("emb", flat=True).first() or b""
    ours = to_bytes(best.vector)
    return Stored(bytes(data) if len(data) == len(ours) else ours, best.vector.tolist())


def _second_embedder() -> Embedder | None:
    """The model that needs no key, where another one searches: no visitor pays for a second opinion."""
    other = import_string(settings.EMBEDDER_CHOICES["offline"]["BACKEND"])()
    return None if other.model_id == get_embedder().model_id else other


def _second_opinion(prompt: str, taught: Lesson, other: Embedder) -> list[tuple[object, float]]:
    """The same ten films with what the other model makes of them, the nearest first."""
    found = second_opinion(prompt, [film.movie for film in taught.by_meaning], other)
    return sorted(zip(taught.by_meaning, found, strict=True), key=lambda pair: -pair[1])
