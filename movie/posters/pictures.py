"""Takes pictures from elsewhere as posters: of a kind that browsers show, of a sensible size, and whole."""

import io
import warnings

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image

from ..errors import CatalogueError
from ..models import Movie

LARGEST_FILE = 10 * 2**20
# Four bytes each while a picture is unpacked: a small file may hold one that fills the memory.
MOST_PIXELS = 40_000_000
ENDINGS = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "AVIF": (".avif",),
}


def adopt_picture(movie: Movie, data: bytes, name: str) -> None:
    """Keep the bytes of a picture as a film's poster, under a name without ending.

    Raises CatalogueError where they are none that may be shown.
    """
    ending = ENDINGS[_kind(data)][0]
    movie.image.save(f"{name}{ending}", ContentFile(data), save=False)
    movie.save(update_fields=["image"])


def _kind(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        raise CatalogueError(_("The picture has more than %(size)d MB.") % {"size": LARGEST_FILE // 2**20})
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=list(ENDINGS)) as image,
        ):
            if image.width * image.height > MOST_PIXELS:
                raise CatalogueError(
                    _("The picture has more than %(pixels)d million pixels.")
                    % {"pixels": MOST_PIXELS // 1_000_000}
                )
            image.load()
            return str(image.format)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise CatalogueError(_("What came is no picture, or a damaged one.")) from None
