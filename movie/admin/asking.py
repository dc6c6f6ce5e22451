"""What an action of the admin shows before it does anything: a page that asks, or lets one choose."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.template.response import TemplateResponse


def page(admin: ModelAdmin, request: HttpRequest, name: str, title: str, **shown: Any) -> TemplateResponse:
    """The page templates/admin/movie/NAME.html, within the admin as every other."""
    context = {**admin.admin_site.each_context(request), "title": title, "opts": admin.opts, **shown}
    return TemplateResponse(request, f"admin/movie/{name}.html", context)
