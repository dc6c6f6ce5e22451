"""Files of films in the admin: uploaded, looked at, their columns corrected, and imported behind the site."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..errors import MovieError
from ..importing.headers.spelling import NAMES
from ..importing.uploads import Look, choose, look, queue
from ..models import Movie, Upload
from .asking import page

MEGABYTE = 1_000_000
# What an owner can mean by a column, beside a film's own fields; what else is read, only programs write.
LABELS = {
    "directors": _("directors"),
    "actors": _("actors"),
    "original_title": _("original title"),
    "title_en": _("title in English"),
    "title_es": _("title in Spanish"),
    "title_latam": _("title in Latin America"),
    "alternative_titles": _("other titles"),
    "show": _("film or series"),
    "emotions": _("emotions"),
    "emojis": _("emojis"),
    "embedding": _("embedding"),
}


class UploadForm(forms.ModelForm):
    """Takes a file."""

    class Meta:
        model = Upload
        fields = ("file",)
        help_texts = {
            "file": _(
                "Films as CSV, JSON, Excel, Parquet or SQLite, also packed. "
                "What each column is taken for is shown before anything is stored."
            )
        }

    def clean_file(self) -> Any:
        """A file that is no larger than an import may read."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(
                gettext("At most %(size)d MB.") % {"size": settings.IMPORT_MEGABYTES}, code="too_large"
            )
        return file


class ColumnsForm(forms.Form):
    """A menu for each column of a file: which field of a film it is."""

    def __init__(self, columns: Mapping[str, str], *args: Any, **options: Any) -> None:
        """`columns`: each with the field that it is taken for, or ""."""
        super().__init__(*args, **options)
        self._columns = {f"column-{number}": column for number, column in enumerate(columns)}
        choices = field_choices()
        known = {name for name, _label in choices}
        for name, column in self._columns.items():
            taken = columns[column]
            kept = [] if taken in known else [(taken, gettext("– as it was understood –"))]
            self.fields[name] = forms.ChoiceField(
                choices=[*choices, *kept], label=column, required=False, initial=taken
            )

    @property
    def chosen(self) -> dict[str, str]:
        """Column to field."""
        return {column: self.cleaned_data[name] for name, column in self._columns.items()}


def field_choices() -> list[tuple[str, str]]:
    """What a column may be as a menu shows it, by name; the first takes it for nothing."""
    own = {field.name: field.verbose_name for field in Movie._meta.concrete_fields if field.name in NAMES}
    named = sorted(((name, str(label)) for name, label in (own | LABELS).items()), key=_by_label)
    return [("", gettext("– leave it out –")), *named]


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    """Uploaded files."""

    form = UploadForm
    add_form_template = "admin/movie/upload/add.html"
    list_display = ("name", "state", "rows", "uploaded_at", "ended_at")

    def get_urls(self) -> list[URLPattern]:
        progress = self.admin_site.admin_view(self.progress)
        return [path("<int:pk>/progress/", progress, name="movie_upload_progress"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Upload, form: Any, change: bool) -> None:
        """Keep the file's own name: where it lies it may be called otherwise."""
        obj.name = obj.file.name[-200:]
        super().save_model(request, obj, form, change)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """What was understood of the file is shown next."""
        title = {"title": gettext("Import a file")}
        return super().add_view(request, form_url, title | (extra_context or {}))

    def response_add(self, request: HttpRequest, obj: Upload, post_url_continue: str | None = None) -> Any:
        """Show at once what was understood of it."""
        return HttpResponseRedirect(_address(obj))

    def delete_model(self, request: HttpRequest, obj: Upload) -> None:
        """The file goes, too; what was imported stays."""
        obj.file.delete(save=False)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for upload in queryset:
            self.delete_model(request, upload)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What was understood, with menus to correct it; later how far the import is, and its report."""
        upload = self.get_object(request, object_id)
        if upload is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, upload):
            return HttpResponse(status=403)
        found = Look() if upload.under_way else look(upload)
        form = ColumnsForm(found.columns, request.POST or None)
        if request.method == "POST" and self.has_change_permission(request, upload) and form.is_valid():
            return self._chosen(request, upload, form)
        shown = {"original": upload, "upload": upload, "found": found, "form": form}
        shown["may_import"] = self.has_change_permission(request, upload)
        return page(self, request, "upload/look", upload.name, **shown)

    def _chosen(self, request: HttpRequest, upload: Upload, form: ColumnsForm) -> HttpResponse:
        """Look again with other columns, or have the file imported."""
        try:
            choose(upload, form.chosen)
            if "import" in request.POST:
                queue(upload)
                rows = ngettext("%(count)d row waits.", "%(count)d rows wait.", upload.rows)
                messages.success(request, rows % {"count": upload.rows})
        except MovieError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(_address(upload))

    def progress(self, request: HttpRequest, pk: int) -> JsonResponse:
        """How far an import is, for the page that shows it."""
        upload = get_object_or_404(Upload, pk=pk)
        return JsonResponse(
            {"under_way": upload.under_way, "state": upload.state, "done": upload.done, "rows": upload.rows}
        )


def _address(upload: Upload) -> str:
    return reverse("admin:movie_upload_change", args=[upload.pk])
