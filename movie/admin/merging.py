"""The admin's action that puts films together that are one, once that is confirmed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..errors import CatalogueError
from ..importing.merging import merge
from .asking import page


@admin.action(description=_("Merge selected movies"))
def merge_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
    """Name the films first; the one that was there first is kept, and gets what it lacks."""
    movies = list(queryset.order_by("pk"))
    if len(movies) < 2:
        messages.error(request, gettext("Choose two films or more that are one."))
    elif not request.POST.get("confirmed"):
        title, selected = gettext("Merge selected movies"), [movie.pk for movie in movies]
        shown = {"kept": movies[0], "others": movies[1:], "selected": selected}
        return page(model_admin, request, "merge_selected", title, **shown)
    else:
        _merge(request, movies)
    return None


def _merge(request: HttpRequest, movies: list[Any]) -> None:
    try:
        kept = merge(movies)
    except CatalogueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("They are one film now: %(film)s.") % {"film": kept})
