"""The Spanish translation: whole, compiled, and with every string that the code and the pages show."""

import ast
import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "movie/locale/es/LC_MESSAGES"
CATALOGUE = polib.pofile(FOLDER / "django.po")
KNOWN = {entry.msgid for entry in CATALOGUE} | {entry.msgid_plural for entry in CATALOGUE}
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
TRANSLATE = re.compile(r"""{% translate (?P<quote>["'])(?P<text>.*?)(?P=quote)""")
FROM_DJANGO = {"Spanish"}


def test_no_string_is_left_untranslated():
    assert [entry.msgid for entry in CATALOGUE.untranslated_entries()] == []
    assert [entry.msgid for entry in CATALOGUE.fuzzy_entries()] == []


def test_compiled_catalogue_is_that_of_the_texts():
    compiled = {entry.msgid_with_context: entry for entry in polib.mofile(FOLDER / "django.mo")}
    for entry in CATALOGUE:
        assert compiled[entry.msgid_with_context].msgstr == entry.msgstr
        assert compiled[entry.msgid_with_context].msgstr_plural == entry.msgstr_plural
    assert len(compiled) == len(CATALOGUE)


def test_translations_keep_the_places_to_fill_in():
    for entry in CATALOGUE:
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        places = set(re.findall(r"%\(\w+\)[sd]", entry.msgid_plural or entry.msgid))
        assert all(set(re.findall(r"%\(\w+\)[sd]", text)) <= places for text in texts), entry.msgid


@pytest.mark.parametrize("path", sorted((ROOT / "movie").rglob("*.py")), ids=lambda path: path.name)
def test_every_string_of_the_code_is_in_the_catalogue(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in FUNCTIONS]
    texts = {argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant)}
    assert {text for text in texts if isinstance(text, str)} <= KNOWN | FROM_DJANGO


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_every_string_of_the_pages_is_in_the_catalogue(path):
    texts = {found["text"] for found in TRANSLATE.finditer(path.read_text(encoding="utf-8"))}
    assert texts <= KNOWN


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")
