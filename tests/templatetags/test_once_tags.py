"""A piece that is the same for every visitor is written once in each language."""

from django.template import engines
from django.utils import translation


def template(text):
    return engines["django"].from_string("{% load i18n once_tags %}" + text)


def test_piece_is_written_once():
    page = template("{% once %}{{ name }}{% endonce %}")
    assert [page.render({"name": name}) for name in ("Ann", "Bob")] == ["Ann", "Ann"]


def test_piece_is_written_anew_in_each_language():
    page = template('{% once %}{% translate "Language" %}{% endonce %}')
    for language, written in (("en", "Language"), ("es", "Idioma"), ("en", "Language")):
        with translation.override(language):
            assert page.render() == written


def test_piece_is_written_anew_for_each_value_that_it_names():
    page = template("{% once name %}{{ name }}{% endonce %}")
    assert [page.render({"name": name}) for name in ("Ann", "<b>", "Ann")] == ["Ann", "&lt;b&gt;", "Ann"]


def test_piece_is_always_written_anew_where_files_change(settings):
    settings.DEBUG = True
    page = template("{% once %}{{ name }}{% endonce %}")
    assert [page.render({"name": name}) for name in ("Ann", "Bob")] == ["Ann", "Bob"]
