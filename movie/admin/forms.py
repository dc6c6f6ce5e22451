"""The admin's form of a film: what is typed or uploaded there is looked at before it is stored."""

from collections.abc import Callable

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from ..text import origins
from .posters import check_poster


class MovieForm(forms.ModelForm):
    """A film in the admin."""

    def clean_original_language(self) -> str:
        """The language by its letters; its name will do as well."""
        unknown = gettext("No language is called “%(name)s”: write its letters, such as fr.")
        return _code(self.cleaned_data["original_language"], origins.language, unknown)

    def clean_countries(self) -> str:
        """The countries by their letters; their names will do as well."""
        unknown = gettext("No country is called “%(name)s”: write its letters, such as FR.")
        names = origins.split_countries(self.cleaned_data["countries"])
        return ", ".join(_code(name, origins.country, unknown) for name in names)

    def clean_image(self) -> object:
        """The poster; what was there before is not looked at again."""
        image = self.cleaned_data["image"]
        if isinstance(image, UploadedFile):
            check_poster(image)
        return image


def _code(name: str, known: Callable[[str], str], unknown: str) -> str:
    """The letters of what is called so; raises ValidationError for what nobody knows."""
    code = known(name)
    if name and not code:
        raise forms.ValidationError(unknown, params={"name": name}, code="unknown")
    return code
