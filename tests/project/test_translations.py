"""The Spanish translation: whole, compiled, and with every string that the code and the pages show."""

import ast
import re
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from movie.safety.help import HELP

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "movie/locale/es/LC_MESSAGES"
CATALOGUE = polib.pofile(FOLDER / "django.po")
KNOWN_PLURALS = {entry.msgid_plural for entry in CATALOGUE}
KNOWN = {entry.msgid for entry in CATALOGUE} | KNOWN_PLURALS
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
# In what Django makes of a page for collecting its strings: a call, and the strings that it is given.
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?P<name>n?p?gettext|_)\((?P<texts>{STRING}(?:, {STRING})*)")
FROM_DJANGO = {"Spanish"}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
PORTUGUESE = polib.pofile(ROOT / "movie/locale/pt/LC_MESSAGES/django.po")
# What visitors read; the admin, and what is said to whoever runs the site, is English there.
FOR_VISITORS = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
ROOMS_FOR_VISITORS = "api assistant learn lookup map moods safety search statistics text views".split()  # noqa: SIM905
CODE_FOR_VISITORS = [
    ROOT / "movie/errors.py",
    ROOT / "movie/forms.py",
    ROOT / "movie/models/films.py",
    *(path for room in ROOMS_FOR_VISITORS for path in (ROOT / "movie" / room).rglob("*.py")),
]


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
        places = set(PLACE.findall(entry.msgid_plural or entry.msgid))
        assert all(set(PLACE.findall(text)) <= places for text in texts), entry.msgid


def test_every_string_of_the_code_is_in_the_catalogue():
    known = {entry.msgid_with_context for entry in CATALOGUE} | KNOWN_PLURALS
    missing = {path: _called(path) - known - FROM_DJANGO for path in (ROOT / "movie").rglob("*.py")}
    assert {path: texts for path, texts in missing.items() if texts} == {}


def test_every_string_of_the_pages_is_in_the_catalogue():
    missing = {path: _on_page(path) - KNOWN for path in (ROOT / "templates").rglob("*.html")}
    assert {path: texts for path, texts in missing.items() if texts} == {}


def test_portuguese_pages_say_all_that_visitors_read():
    told = {text for path in FOR_VISITORS for text in _on_page(path)}
    told |= {text for path in CODE_FOR_VISITORS for text in _called(path)}
    known = {text for e in PORTUGUESE for text in (e.msgid, e.msgid_plural, e.msgid_with_context)}
    assert told <= known


def test_portuguese_has_every_word_of_help():
    assert {str(text) for help in HELP.values() for text in (help.heading, *help.lines)} <= {
        entry.msgid for entry in PORTUGUESE
    }


def test_portuguese_is_compiled_and_keeps_the_places_to_fill_in():
    assert not PORTUGUESE.untranslated_entries() and not PORTUGUESE.fuzzy_entries()
    compiled = {e.msgid_with_context: e for e in polib.mofile(ROOT / "movie/locale/pt/LC_MESSAGES/django.mo")}
    for entry in PORTUGUESE:
        assert compiled[entry.msgid_with_context].msgstr == entry.msgstr
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        places = set(PLACE.findall(entry.msgid_plural or entry.msgid))
        assert all(set(PLACE.findall(text)) <= places for text in texts), entry.msgid


def test_strings_are_collected_from_every_tag_that_translates():
    page = """{% load i18n %}{% translate "One" %}{% item _("Two") %}{% translate "May" context "month" %}
    {% translate "it's" as three %}
    {% blocktranslate trimmed count number=films %}
      {{ number }} film (so far)
      {% plural %}
      {{ number }} films (so far)
    {% endblocktranslate %}"""
    assert _collected(page) == {
        "One",
        "Two",
        "May",
        "it's",
        "%(number)s film (so far)",
        "%(number)s films (so far)",
    }


def _called(path: Path) -> set[str]:
    """The strings of a module that its calls have translated, behind their context as gettext writes it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in FUNCTIONS]
    return {text for call in calls for text in _texts(call)}


def _on_page(path: Path) -> set[str]:
    return _collected(path.read_text(encoding="utf-8"))


def _collected(page: str) -> set[str]:
    """The strings of a page that are to be translated, as Django collects them."""
    return {text for call in CALL.finditer(templatize(page)) for text in _strings(call)}


def _strings(call: re.Match[str]) -> list[str]:
    """What a call translates; a context, which comes first, it does not."""
    strings = [ast.literal_eval(text) for text in re.findall(STRING, call["texts"])]
    return strings[1:] if "pgettext" in call["name"] else strings


def _texts(call: ast.Call) -> list[str]:
    """The same of a call in the code."""
    said = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return ["\4".join(said)] if "pgettext" in _name(call) and said else said


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")
