"""Looks at an uploaded poster before it is kept: a picture that browsers show, of a sensible size."""

from pathlib import PurePath

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from ..posters.pictures import ENDINGS, LARGEST_FILE, MOST_PIXELS


def check_poster(file: UploadedFile) -> None:
    """Raise ValidationError for a file that is too large, unpacks to too much, or is not what its name says.

    `file` has passed Django's ImageField, which has read its header.
    """
    if file.size > LARGEST_FILE:
        raise forms.ValidationError(
            gettext("At most %(size)d MB.") % {"size": LARGEST_FILE // 2**20}, code="too_large"
        )
    width, height = file.image.size
    if width * height > MOST_PIXELS:
        raise forms.ValidationError(
            gettext("At most %(pixels)d million pixels.") % {"pixels": MOST_PIXELS // 1_000_000},
            code="too_many_pixels",
        )
    if PurePath(file.name).suffix.lower() not in ENDINGS.get(file.image.format, ()):
        raise forms.ValidationError(
            gettext("A picture in JPEG, PNG, WebP, GIF or AVIF, whose name ends accordingly."), code="kind"
        )
