"""Imports in the admin: what each has done, and the action that undoes one."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..errors import CatalogueError
from ..importing.history import undo
from ..models import ImportRun
from .asking import page


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """Imports, to be read and undone."""

    list_display = ("files", "started_at", "created", "updated", "undone_at")
    list_display_links = None
    actions = ("undo_import",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    @admin.action(description=_("Undo the selected import"), permissions=("change",))
    def undo_import(self, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
        """Say what goes first; undo once that is confirmed, the latest import first."""
        runs = list(queryset.order_by("-pk"))
        if not request.POST.get("confirmed"):
            return page(self, request, "undo_import", gettext("Undo the selected import"), runs=runs)
        for run in runs:
            self._undo(request, run)
        return None

    def _undo(self, request: HttpRequest, run: Any) -> None:
        try:
            undone = undo(run)
        except CatalogueError as error:
            messages.error(request, f"{run}: {error}")
            return
        told = gettext("Films deleted: %(deleted)d; as they were before: %(restored)d.") % undone._asdict()
        messages.success(request, f"{run}: {told}")
        if undone.kept:
            told = gettext("Films that stay, as a later import has touched them: %(kept)d.")
            messages.warning(request, f"{run}: {told % undone._asdict()}")
