"""Serves the media folder, so that posters need no second server."""

import mimetypes
import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

# A drawn poster's name ends in the digest of what is drawn: another picture has another name.
DIGEST_IN_NAME = re.compile(r"-[0-9a-f]{10}\.webp$")
# Python learned this type in 3.13; nosniff needs it told.
mimetypes.add_type("image/webp", ".webp")


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of MEDIA_ROOT; one named by its digest may be kept for a year, another for an hour."""
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except OSError as error:  # a name too long for the disk, or a file that may not be read
        raise Http404(path) from error
    lasting = DIGEST_IN_NAME.search(path)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "public, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
