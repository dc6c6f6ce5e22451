"""Emotions as a page writes them."""

from django.utils import translation

from movie.templatetags.mood_tags import felt


def test_emotions_that_were_asked_for_are_marked():
    assert felt([("hope", True), ("joy", False)]) == "<mark>hope</mark>, joy"
    with translation.override("es"):
        assert felt([("hope", True)]) == "<mark>esperanza</mark>"


def test_emotions_of_ones_own_are_escaped():
    assert felt([("<b>", True)]) == "<mark>&lt;b&gt;</mark>"
