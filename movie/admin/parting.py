"""The admin's action that makes two films of one that an import has put together wrongly."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..errors import CatalogueError
from ..importing.history import part
from ..models import ImportChange, Movie
from .asking import page


@admin.action(description=_("Part the selected movie"))
def part_selected(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
    """Show what each import has changed of the film; the one that is chosen told of another film."""
    changes = ImportChange.objects.filter(movie__in=queryset, created=False, run__undone_at=None)
    changes = list(changes.select_related("run", "movie").order_by("pk"))
    if queryset.count() != 1 or not changes:
        told = gettext(
            "Choose one film that an import has changed; another is parted by “Save as new” on its page."
        )
        messages.error(request, told)
    elif not (chosen := [change for change in changes if str(change.pk) == request.POST.get("change")]):
        shown = {"movie": changes[0].movie, "changes": [(change, _told(change)) for change in changes]}
        return page(model_admin, request, "part_selected", gettext("Part the selected movie"), **shown)
    else:
        _part(request, chosen[0])
    return None


def _told(change: ImportChange) -> list[tuple[str, object, object]]:
    """The name of each field that an import has changed, and its values before and after."""
    return [(Movie._meta.get_field(name).verbose_name, *both) for name, both in change.fields.items()]


def _part(request: HttpRequest, change: ImportChange) -> None:
    first = change.movie
    try:
        other = part(change)
    except CatalogueError as error:
        messages.error(request, str(error))
        return
    films = {"first": first, "other": other}
    messages.success(request, gettext("They are two films now: %(first)s and %(other)s.") % films)
    if first.title == other.title and first.year == other.year:
        messages.warning(
            request,
            gettext(
                "Both have one title and year: imports tell them apart by what else they say; an id is surer."
            ),
        )
    messages.info(request, gettext("People and further titles have stayed with the first one; look at both."))
