"""What visitors may ask, and the sentence they get where they ask otherwise."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import RUNTIMES, YEARS
from .search.genres import genres_in, is_genre, own_genre
from .search.query import Filters
from .text import clean, fold

LONGEST_PROMPT = 4000
LONGEST_FEELING = 1000
MOST_IGNORED, LONGEST_KEY = 20, 200  # things that may be taken back, and characters that name one
MOST_WORDS = 6  # of what may be the beginning of a name


def ignored_keys(asked: Iterable[str]) -> list[str]:
    """Keys of what was understood wrongly (see movie.search.query_parser.understood), each once; what
    cannot be one is passed over.
    """
    keys = (key for key in asked if ":" in key and len(key) <= LONGEST_KEY)
    return list(islice(dict.fromkeys(keys), MOST_IGNORED))


class WordsField(forms.CharField):
    """A visitor's own words, without the control characters that pasting brings along."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value))


class PromptField(WordsField):
    """What a visitor tells of a film or of themselves."""

    default_error_messages = {
        "required": _("Write a few words about the film you are looking for."),
        "max_length": _(
            "That is a long story: please keep it to %(limit_value)d characters (it has %(show_value)d)."
        ),
    }


def _number_field(label: str, bounds: tuple[int, int], told: str) -> forms.IntegerField:
    """A number within bounds, or none; `told` is said of any other."""
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), told)
    least, most = bounds
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=most, error_messages=messages
    )


def _year_field(label: str) -> forms.IntegerField:
    return _number_field(label, YEARS, _("A year is a number from 1870 to 2100."))


def _runtime_field(label: str) -> forms.IntegerField:
    return _number_field(label, RUNTIMES, _("A running time is a number of minutes from 1 to 1200."))


class GenreSelect(forms.Select):
    """A list to choose from, written without Django's two templates a line: they took a sixth of a page."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        lines = _options(tuple((key, str(label)) for key, label in self.choices), self.format_value(value)[0])
        own = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(own), lines)

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: no genre has to be chosen, and Django reads the whole list to know."""
        return False


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    return mark_safe("".join(_option(key, label, key == chosen) for key, label in choices))


def _option(key: str, label: str, chosen: bool) -> str:
    return f'<option value="{escape(key)}"{" selected" if chosen else ""}>{escape(label)}</option>'


class GenreField(forms.ChoiceField):
    """One of the catalogue's genres, in any spelling and as the page's language or another calls it."""

    widget = GenreSelect

    def valid_value(self, value: str) -> bool:
        return is_genre(value) or fold(value) in {fold(name) for name, _label in self.choices}


class OwnGenreField(GenreField):
    """The same, by the name that it has in the films' own rows."""

    def clean(self, value: Any) -> str:
        return own_genre(super().clean(value))


def _shown_genres() -> list[tuple[str, str]]:
    return [("", _("All genres")), *((name, name) for name in genres_in(get_language() or ""))]


def _genre_field(field: type[GenreField] = OwnGenreField) -> GenreField:
    return field(
        label=_("Genre"),
        required=False,
        choices=_shown_genres,
        error_messages={
            "invalid_choice": _("No film here is of the genre “%(value)s”. Choose one from the list.")
        },
    )


class SearchForm(forms.Form):
    """A prompt, and the years, the genre and the running times among which to look."""

    q = PromptField(
        label=_("Describe a film, a wish or a mood"),
        max_length=LONGEST_PROMPT,
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
        chosen = {name: self.cleaned_data.get(name) for name in Filters.__dataclass_fields__}
        return Filters(**{**chosen, "genre": chosen["genre"] or None})


class SuggestForm(forms.Form):
    """The beginning of what may be a name: a short line."""

    q = WordsField(min_length=2, max_length=60)

    def clean_q(self) -> str:
        """The line. Raises ValidationError for several, and for more words than a name has."""
        typed = self.cleaned_data["q"]
        if "\n" in typed or len(typed.split()) > MOST_WORDS:
            raise forms.ValidationError("No name.", code="invalid")
        return typed


class MoodForm(SearchForm):
    """How somebody feels, or the emotions chosen already, and what kind of film it should be."""

    q = PromptField(
        label=_("What should it be about? (if you like)"),
        required=False,
        max_length=LONGEST_PROMPT,
    )
    feeling = PromptField(
        label=_("How are you feeling, or how would you like to feel?"),
        required=False,
        max_length=LONGEST_FEELING,
    )


class LearnForm(forms.Form):
    """A request to be followed on its way through the search, and whether a second model reads it as well."""

    q = PromptField(
        label=_("A request to follow"),
        required=False,
        max_length=LONGEST_FEELING,
    )
    second = forms.BooleanField(required=False)


class ChatForm(forms.Form):
    """What a visitor says to the bot."""

    said = PromptField(
        label=_("What would you like to see?"),
        max_length=LONGEST_FEELING,
        error_messages={"required": _("Say a few words first.")},
    )


class BrowseForm(forms.Form):
    """Part of a title, a genre and a year to browse by."""

    title = WordsField(label=_("Title"), required=False, max_length=300)
    genre = _genre_field()
    year = _year_field(_("Year"))


class MapForm(forms.Form):
    """What to look for on the map: a prompt to drop onto it, part of a title, a genre, a decade, a region."""

    q = PromptField(
        label=_("Drop a wish onto the map"),
        required=False,
        max_length=LONGEST_PROMPT,
    )
    title = WordsField(label=_("Title"), required=False, max_length=300)
    genre = _genre_field(GenreField)
    decade = forms.TypedChoiceField(label=_("Decade"), required=False, coerce=int, empty_value=None)
    region = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, decades: Iterable[int] = (), regions: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(decade, _("%(year)ss") % {"year": decade}) for decade in decades]
        self.fields["decade"].choices = [("", _("All decades")), *named]
        self.fields["region"].choices = [("", ""), *((number, number) for number in range(regions))]
        for name in ("decade", "region"):
            self.fields[name].error_messages["invalid_choice"] = _("The map has no such part.")
