"""Addresses are those that Django's `reverse` gives, wherever the site lies."""

import pytest
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse

from movie.addresses import address

VIEWS = [
    ("movie:home",),
    ("movie:list",),
    ("movie:detail", 7),
    ("movie:person", 12),
    ("movie:map_film", 900_000_000),
]


@pytest.mark.parametrize("view", [*VIEWS, ("movie:poster", 7, "0123abcdef")], ids=lambda view: view[0])
def test_same_address_as_by_reverse(view):
    name, *arguments = view
    assert address(name, *arguments) == reverse(name, args=arguments)


def test_site_below_a_folder_keeps_its_folder():
    at_the_top = address("movie:detail", 7)
    with override_script_prefix("/films/{x}/"):
        assert address("movie:detail", 7) == reverse("movie:detail", args=[7]) != at_the_top
    assert address("movie:detail", 7) == at_the_top


def test_text_cannot_leave_its_place():
    assert address("movie:poster", 7, "../?a#b").count("/") == reverse("movie:poster", args=[7, "a"]).count(
        "/"
    )


@pytest.mark.parametrize("view", [("movie:detail",), ("movie:detail", 1, 2), ("movie:nowhere",)])
def test_view_that_takes_other_arguments_is_refused(view):
    with pytest.raises(NoReverseMatch):
        address(*view)
