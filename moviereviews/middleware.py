"""What every response carries: headers that let a browser do nothing but what this site's pages do."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# Text becomes markup by the one policy in trusted.js alone, and never becomes code. The admin's scripts
# (jQuery) have no such policy.
TRUSTED_TYPES = "; require-trusted-types-for 'script'; trusted-types default"
WITHOUT_TRUSTED_TYPES = "/admin/"
UNUSED = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "display-capture")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Whoever logs out on somebody else's machine leaves nothing of the admin there.
LOGGED_OUT, FORGET = "/admin/logout/", '"cache", "storage"'
COMPRESSED = ("text/", "application/json", "image/svg+xml")
View = Callable[[HttpRequest], HttpResponse]


def policy_for(path: str) -> str:
    """The Content-Security-Policy of the page at this address."""
    return POLICY if path.startswith(WITHOUT_TRUSTED_TYPES) else POLICY + TRUSTED_TYPES


def security_headers(get_response: View) -> View:
    """Middleware around all that may refuse a request, so that a refusal carries them, too.

    A header that a view has set is its own.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path == LOGGED_OUT:
            response.headers.setdefault("Clear-Site-Data", FORGET)
        if settings.DEBUG and response.status_code in (404, 500):
            return response  # Django's debug pages style themselves inline
        response.headers.setdefault("Content-Security-Policy", policy_for(request.path))
        return response

    return middleware


def vary_by_language(get_response: View) -> View:
    """Middleware that tells caches that a page or JSON depends on the language, which a cookie may choose."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith(("text/html", "application/json")):
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return middleware


class GZip(GZipMiddleware):
    """Compresses pages and JSON; neither what is told bit by bit nor what is compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
