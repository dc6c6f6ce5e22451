"""Whatever is a page of the site is among those that the browser's tests look at."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from movie.models import Credit, Person

from ..browser.test_whole_site import PAGES

DOORS = {"/admin/login/"}  # the admin's other pages are Django's, and nobody's without a name


def routes(patterns: Iterable[Any], before: str = "/") -> Iterator[str]:
    """Addresses in which at most a number stands for something."""
    for pattern in patterns:
        route = (before + str(pattern.pattern)).replace("<int:pk>", "1")
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        elif "<" not in route and "(" not in route:
            yield route


@pytest.fixture
def film(make_movie):
    """The first film, with somebody in it."""
    film = make_movie("Deep", [1, 0, 0], pk=1)
    Credit.objects.create(movie=film, person=Person.objects.create(pk=1, name="Ann"), role="actor")
    return film


def test_browser_looks_at_every_page(client, film):
    asked = {route: client.get(route) for route in routes(get_resolver().url_patterns)}
    found = {route for route, said in asked.items() if said.status_code == 200 and b"<html" in said.content}
    assert {"/", "/chat/", "/api/docs", "/people/1/", *DOORS} <= found
    assert found == {address.partition("?")[0] for address in PAGES.values()} - {PAGES["404"]}
