"""Tells finders of holes whom to write to (RFC 9116), where the owner has said it."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

# The standard wants a date less than a year away, so that a forgotten file is not believed for ever.
LASTING = timedelta(days=180)


def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact of settings.SECURITY_CONTACT; 404 where there is none."""
    if not settings.SECURITY_CONTACT:
        raise Http404("SECURITY_CONTACT is not set.")
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines += [f"Expires: {midnight + LASTING:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en, es"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
