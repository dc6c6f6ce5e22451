"""Moods in the admin: where each is from, whether it is stale, and a form to correct one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..embedders import get_embedder
from ..models import Mood, Movie
from ..moods.health import DERIVE, EMBED, WRITE
from ..moods.store import is_outdated, outdated_moods
from ..text.emotions import LONGEST, MOST, split_emotions


class MoodFilter(admin.SimpleListFilter):
    """Films by where their mood is from, or by what is wrong with it."""

    title = _("mood")
    parameter_name = "mood"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Mood.Source.choices, ("stale", _("stale")), ("missing", _("missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "missing":
            return queryset.filter(mood=None)
        if self.value() == "stale":
            outdated = [pk for source in Mood.Source.values for pk in outdated_moods(source)]
            return queryset.filter(pk__in=outdated)
        return queryset.filter(mood__source=self.value()) if self.value() else queryset


class MoodAdminForm(forms.ModelForm):
    """A mood that somebody corrects: from then on it is theirs, and no command writes over it."""

    emotions = forms.CharField(
        label=capfirst(_("emotions")),
        widget=admin.widgets.AdminTextInputWidget,
        help_text=_("One to eight, between commas, in English or Spanish."),
    )

    class Meta:
        model = Mood
        fields = ("emotions", "emojis")

    def clean_emotions(self) -> str:
        """The emotions, tidied; each is one that can be stored whole."""
        typed = {part.strip() for part in self.cleaned_data["emotions"].split(",") if part.strip()}
        kept = split_emotions(self.cleaned_data["emotions"])
        if not kept or len(typed) > len(kept):
            raise forms.ValidationError(
                gettext("One to %(most)d emotions, between commas, each of at most %(longest)d characters.")
                % {"most": MOST, "longest": LONGEST}
            )
        return ", ".join(kept)

    def save(self, commit: bool = True) -> Mood:
        """Save as corrected by hand."""
        if self.has_changed():
            self.instance.source, self.instance.text_digest = Mood.Source.OWN, ""
        return super().save(commit)


class MoodInline(admin.StackedInline):
    """What a film leaves its viewers feeling, on its page."""

    model = Mood
    form = MoodAdminForm
    fields = ("emotions", "emojis", "source", "state")
    readonly_fields = ("source", "state")

    @admin.display(description=_("state"))
    def state(self, mood: Mood) -> str:
        """Whether mood and embedding are fresh, and the command that makes them so."""
        if not mood.source or mood._state.adding:
            return "–"
        if is_outdated(mood):
            cure = DERIVE if mood.source == Mood.Source.DERIVED else WRITE
            return gettext("stale: the film's text has changed. Run: %(command)s") % {"command": cure}
        if not mood.emb_model or mood.is_stale(get_embedder()):
            return gettext("its embedding is missing or stale. Run: %(command)s") % {"command": EMBED}
        return gettext("fresh")


def told(movie: Movie) -> str:
    """A film's plot in emojis, where its mood is from, and whether that is stale."""
    mood = getattr(movie, "mood", None)
    if mood is None:
        return "–"
    stale = f" ({gettext('stale')})" if is_outdated(mood) else ""
    return f"{mood.emojis} {mood.get_source_display()}{stale}"


def warn_of_stale(request: HttpRequest, formset: Any) -> None:
    """Say so where a mood that has just been stored waits for its embedding."""
    stored = (*formset.new_objects, *(changed[0] for changed in formset.changed_objects))
    for mood in stored:
        if isinstance(mood, Mood) and mood.is_stale(get_embedder()):
            waits = gettext("The mood is stored. It is found by its embedding once that is made: %(command)s")
            messages.warning(request, waits % {"command": EMBED})
