"""What browsers ask for beside the pages: icons, what an installed site is called, a page for no network."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

VELVET, PAPER = "#6d1424", "#f8f2e6"
SIZES = (192, 512)
# What the page for no network needs beside itself.
KEPT = ("movie/app.css", "movie/poster.woff2", "movie/icon.svg")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for who does not read which one a page names."""
    return redirect(static("movie/icons/favicon.ico"))


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What the site is called and looks like once it is installed, in the visitor's language."""
    shortcuts = {"movie:chat": "Moviebot", "movie:mood": _("Moods"), "movie:list": _("Movies")}
    told = {
        "id": "/",
        "name": _("Film finder"),
        "short_name": _("Films"),
        "description": _("Finds films by what they are about, and by their titles, people and years."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": VELVET,
        "background_color": PAPER,
        "icons": [_icon(size, purpose) for size in SIZES for purpose in ("any", "maskable")],
        "shortcuts": [{"name": name, "url": reverse(view)} for view, name in shortcuts.items()],
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icon(size: int, purpose: str) -> dict[str, str]:
    file = f"movie/icons/{size}.png" if purpose == "any" else f"movie/icons/{purpose}-{size}.png"
    return {"src": static(file), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What an installed site shows where there is no network."""
    return render(request, "movie/offline.html")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps that page, and shows it where another one cannot be fetched."""
    kept = [reverse("movie:offline"), *map(static, KEPT)]
    return render(request, "movie/sw.js", {"kept": kept}, content_type="text/javascript")
