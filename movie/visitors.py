"""Names whoever asks, so that paid searches can be counted by visitor."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def visitor_of(request: HttpRequest) -> str:
    """A name for whoever asks, to count paid searches by: the address, not kept as it is."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:  # behind a proxy, which adds the address that it sees
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return salted_hmac("movie.visitor", address).hexdigest()
