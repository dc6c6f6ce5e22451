"""The admin: films with their posters, the state of their embeddings, and the action that embeds."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..embedders import get_embedder
from ..embedding.store import embed_films, estimate
from ..errors import MovieError
from ..models import Credit, Movie, Person, Spending, Title, Translation
from ..posters.store import picture_url
from ..vectors import FLOAT32
from .asking import page
from .forms import MovieForm
from .merging import merge_selected
from .moods import MoodFilter, MoodInline, told, warn_of_stale
from .parting import part_selected

admin.site.site_header = admin.site.site_title = _("Film finder")
apps.get_app_config("axes").verbose_name = _("Log-ins")


class EmbeddingFilter(admin.SimpleListFilter):
    """Films by the state of their embedding."""

    title = _("embedding")
    parameter_name = "embedding"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("fresh", _("fresh")), ("stale", _("stale")), ("missing", _("missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "missing":
            return queryset.missing()
        if self.value() in ("fresh", "stale"):
            stale = Movie.objects.stale(get_embedder())
            if self.value() == "stale":
                return queryset.filter(pk__in=stale.values("pk"))
            return queryset.exclude(emb=None).exclude(pk__in=stale.values("pk"))
        return queryset


class CreditInline(admin.TabularInline):
    """The people of a film, on its page."""

    model = Credit
    autocomplete_fields = ("person",)
    extra = 0


class TitleInline(admin.TabularInline):
    """The names that people know a film by, on its page."""

    model = Title
    extra = 0

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        """The form's fields; codes of languages and regions take no more room than they need."""
        if db_field.name in ("language", "region"):
            options["widget"] = AdminTextInputWidget(attrs={"size": 6, "class": ""})
        return super().formfield_for_dbfield(db_field, request, **options)


class TranslationInline(admin.StackedInline):
    """How a film is shown in other languages, on its page."""

    model = Translation
    extra = 0


@admin.register(Movie)
class MovieAdmin(admin.ModelAdmin):
    """Films."""

    list_display = (
        "thumbnail",
        "title",
        "year",
        "genre",
        "embedding_status",
        "mood_facts",
    )
    list_display_links = ("thumbnail", "title")
    list_filter = (EmbeddingFilter, MoodFilter, "emb_model")
    search_fields = ("title", "titles__name", "translations__title", "description", "keywords")
    list_per_page = 50
    actions = ("embed_selected", merge_selected, part_selected)
    save_as = True  # a film that is two, by no import's doing, is parted by saving it as new
    inlines = (TitleInline, TranslationInline, MoodInline, CreditInline)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    form = MovieForm
    exclude = ("emb",)
    readonly_fields = ("preview", "embedding_status", "embedding_facts")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Films with their moods and the length of their vectors, which SQLite knows without reading them."""
        films = super().get_queryset(request).select_related("mood").defer("emb", "mood__emb")
        return films.annotate(emb_bytes=Length("emb"))

    @admin.display(description="")
    def thumbnail(self, movie: Movie) -> str:
        """The poster, small."""
        return format_html('<img src="{}" width="40" height="60" alt="" loading="lazy">', picture_url(movie))

    @admin.display(description=_("poster"))
    def preview(self, movie: Movie) -> str:
        """The picture, or the poster that is drawn where there is none."""
        if not movie.pk:
            return gettext("One is drawn where no picture is uploaded.")
        return format_html('<img src="{}" width="160" height="240" alt="">', picture_url(movie))

    def get_fields(self, request: HttpRequest, obj: Movie | None = None) -> list[str]:
        """The form's fields, the picture beside that for uploading one."""
        names = [name for name in super().get_fields(request, obj) if name != "preview"]
        place = names.index("image") if "image" in names else 0
        return [*names[:place], "preview", *names[place:]]

    @admin.display(description=_("embedding"))
    def embedding_status(self, movie: Movie) -> str:
        """Fresh, stale or missing."""
        if not movie.emb_model:
            return _("missing")
        if not movie.emb_digest:
            return _("of an unknown text")
        return _("stale") if movie.is_stale(get_embedder()) else _("fresh")

    @admin.display(description=_("embedded by"))
    def embedding_facts(self, movie: Movie) -> str:
        """Model, dimensions and time."""
        if not movie.emb_model:
            return "–"
        return gettext("%(model)s, %(dimensions)d dimensions, %(time)s") % {
            "model": movie.emb_model,
            "dimensions": (movie.emb_bytes or 0) // FLOAT32.itemsize,
            "time": f"{movie.emb_at:%Y-%m-%d %H:%M}" if movie.emb_at else "–",
        }

    @admin.display(description=_("mood"))
    def mood_facts(self, movie: Movie) -> str:
        """The plot in emojis, and where the mood is from."""
        return told(movie)

    def save_model(self, request: HttpRequest, obj: Movie, form: Any, change: bool) -> None:
        """Save, and say what is to be done next: for a new film, or for an embedding that is stale now."""
        super().save_model(request, obj, form, change)
        if not change:
            messages.info(request, _next_step(obj))
        if change and obj.emb_model and obj.is_stale(get_embedder()):
            messages.warning(
                request,
                gettext("The embedding of “%(film)s” is stale now: its text has changed. Embed it again.")
                % {"film": obj},
            )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save, and say so where a mood that has been corrected waits for its embedding."""
        super().save_formset(request, form, formset, change)
        warn_of_stale(request, formset)

    @admin.action(description=_("Embed selected movies"))
    def embed_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Name count and cost first; embed once that is confirmed."""
        try:
            embedder = get_embedder()
            films = Movie.objects.described().filter(pk__in=queryset.values("pk")).order_by("pk")
            if not request.POST.get("confirmed"):
                return self._ask(request, queryset, estimate(films, embedder))
            report = embed_films(films, embedder, everything=True, purpose="admin")
        except MovieError as error:
            messages.error(request, error.for_visitor)
            return None
        self._tell(request, report, skipped=queryset.count() - films.count())
        return None

    def _ask(self, request: HttpRequest, queryset: QuerySet, plan: Any) -> HttpResponse:
        return page(
            self,
            request,
            "embed_selected",
            gettext("Embed selected movies"),
            plan=plan,
            model_id=get_embedder().model_id,
            selected=request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME),
            select_across=request.POST.get("select_across", "0"),
            skipped=queryset.count() - plan.films,
        )

    def _tell(self, request: HttpRequest, report: Any, skipped: int) -> None:
        messages.success(
            request,
            ngettext("%(count)d film embedded.", "%(count)d films embedded.", report.stored)
            % {"count": report.stored},
        )
        for film, reason in report.failed:
            messages.error(request, f"{film}: {reason}")
        if skipped:
            messages.warning(
                request,
                ngettext(
                    "%(count)d film has no description and stays without an embedding.",
                    "%(count)d films have no description and stay without an embedding.",
                    skipped,
                )
                % {"count": skipped},
            )


def _next_step(movie: Movie) -> str:
    """What a film that was just added waits for."""
    if not movie.description.strip():
        return gettext("Without a description the film is found by its title alone: describe it.")
    return gettext(
        "The film is found by its words already. To be found by meaning it needs its embedding: choose it in "
        "the list and take the action “%(action)s”, or run: python manage.py movie_embeddings"
    ) % {"action": gettext("Embed selected movies")}


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    """People."""

    search_fields = ("name",)
    list_display = ("name",)
    ordering = ("name",)


@admin.register(Spending)
class SpendingAdmin(admin.ModelAdmin):
    """The bill, to be read only."""

    list_display = ("day", "purpose", "model_id", "requests", "tokens", "cost")
    list_filter = ("purpose", "model_id")
    date_hierarchy = "day"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Spending | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Spending | None = None) -> bool:
        return False
