"""What visitors may ask, and the sentence they get where they ask otherwise."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import RUNTIMES
from .search.answering import Filters
from .search.facts import genre_names
from .text import clean, fold

LONGEST_PROMPT = 4000
LONGEST_FEELING = 1000
YEARS = (1870, 2100)


class PromptField(forms.CharField):
    """A visitor's own words, without the control characters that pasting brings along."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value))


def _year_field(label: str) -> forms.IntegerField:
    messages = {
        name: _("A year is a number from 1870 to 2100.") for name in ("invalid", "min_value", "max_value")
    }
    return forms.IntegerField(
        label=label, required=False, min_value=YEARS[0], max_value=YEARS[1], error_messages=messages
    )


def _runtime_field(label: str) -> forms.IntegerField:
    messages = {
        name: _("A running time is a number of minutes from 1 to 1200.")
        for name in ("invalid", "min_value", "max_value")
    }
    return forms.IntegerField(
        label=label, required=False, min_value=RUNTIMES[0], max_value=RUNTIMES[1], error_messages=messages
    )


class GenreField(forms.ChoiceField):
    """One of the catalogue's genres, in any spelling."""

    def valid_value(self, value: str) -> bool:
        return fold(value) in (fold(name) for name, _label in self.choices)


def _genre_field() -> GenreField:
    return GenreField(
        label=_("Genre"),
        required=False,
        choices=lambda: [("", _("All genres")), *((name, name) for name in genre_names())],
        error_messages={
            "invalid_choice": _("No film here is of the genre “%(value)s”. Choose one from the list.")
        },
    )


class SearchForm(forms.Form):
    """A prompt, and the years, the genre and the running times among which to look."""

    q = PromptField(
        label=_("Describe a film, a wish or a mood"),
        max_length=LONGEST_PROMPT,
        error_messages={
            "required": _("Write a few words about the film you are looking for."),
            "max_length": _(
                "That is a long story: please keep it to %(limit_value)d characters (it has %(show_value)d)."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    year_from = _year_field(_("From year"))
    year_to = _year_field(_("To year"))
    genre = _genre_field()
    runtime_from = _runtime_field(_("Minutes at least"))
    runtime_to = _runtime_field(_("Minutes at most"))

    def clean(self) -> dict[str, Any]:
        """Two years, or two running times, in the wrong order are put right."""
        cleaned = super().clean()
        for name in ("year", "runtime"):
            first, last = cleaned.get(f"{name}_from"), cleaned.get(f"{name}_to")
            if first and last and first > last:
                cleaned[f"{name}_from"], cleaned[f"{name}_to"] = last, first
        return cleaned

    @property
    def filters(self) -> Filters:
        """Which films may be found, as a valid form says."""
        chosen = {name: self.cleaned_data[name] for name in Filters.__dataclass_fields__}
        return Filters(**{**chosen, "genre": chosen["genre"] or None})


class MoodForm(SearchForm):
    """How somebody feels, or the emotions chosen already, and what kind of film it should be."""

    q = PromptField(
        label=_("What should it be about? (if you like)"),
        required=False,
        max_length=LONGEST_PROMPT,
        error_messages=SearchForm.base_fields["q"].error_messages,
    )
    feeling = PromptField(
        label=_("How are you feeling, or how would you like to feel?"),
        required=False,
        max_length=LONGEST_FEELING,
        error_messages=SearchForm.base_fields["q"].error_messages,
    )


class ChatForm(forms.Form):
    """What a visitor says to the bot."""

    said = PromptField(
        label=_("What would you like to see?"),
        max_length=LONGEST_FEELING,
        error_messages={
            "required": _("Say a few words first."),
            "max_length": SearchForm.base_fields["q"].error_messages["max_length"],
        },
    )


class BrowseForm(forms.Form):
    """Part of a title, a genre and a year to browse by."""

    title = PromptField(label=_("Title"), required=False, max_length=300)
    genre = _genre_field()
    year = _year_field(_("Year"))


class MapForm(forms.Form):
    """What to look for on the map: a prompt to drop onto it, part of a title, a genre, a decade, a region."""

    q = PromptField(
        label=_("Drop a wish onto the map"),
        required=False,
        max_length=LONGEST_PROMPT,
        error_messages=SearchForm.base_fields["q"].error_messages,
    )
    title = PromptField(label=_("Title"), required=False, max_length=300)
    genre = _genre_field()
    decade = forms.TypedChoiceField(label=_("Decade"), required=False, coerce=int, empty_value=None)
    region = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, decades: Iterable[int] = (), regions: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(decade, _("%(year)ss") % {"year": decade}) for decade in decades]
        self.fields["decade"].choices = [("", _("All decades")), *named]
        self.fields["region"].choices = [("", ""), *((number, number) for number in range(regions))]
        for name in ("decade", "region"):
            self.fields[name].error_messages["invalid_choice"] = _("The map has no such part.")
