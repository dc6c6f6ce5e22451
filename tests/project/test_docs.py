"""Every page of the project's documentation: what it links to and the files that it names are there."""

import re
from pathlib import Path

import pytest

from ..processes import ROOT

PAGES = sorted(path for folder in (".", "docs", "deploy") for path in (ROOT / folder).glob("*.md"))
# What changed once may have gone since.
GUIDES = [path for path in PAGES if path.name != "CHANGELOG.md"]
FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in (".ci", ".devcontainer", "deploy", "docs", "movie", "moviereviews", "templates", "tests")
    for path in (ROOT / folder).rglob("*")
    if path.suffix != ".pyc"
] + [path.name for path in ROOT.iterdir()]
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
KINDS = "py|toml|txt|sql|js|css|html|npz|yaml|conf|lock|example"
NAMED = re.compile(rf"(?<![\w./*-])((?:[\w.-]+/)*[\w.-]+\.(?:{KINDS}))\b")

every_guide = pytest.mark.parametrize("page", GUIDES, ids=lambda path: path.relative_to(ROOT).as_posix())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_their_anchors_lead_somewhere(page):
    for target in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", _prose(page)):
        name, _hash, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.exists(), target
        assert not anchor or anchor in _anchors(file), target


@every_guide
def test_files_that_are_named_are_there(page):
    named = {name for code in re.findall(r"`([^`\n]+)`", _prose(page)) for name in NAMED.findall(code)}
    assert [name for name in named if not any(f"/{file}".endswith(f"/{name}") for file in FILES)] == []


@every_guide
def test_modules_that_are_to_be_run_are_there(page):
    modules = re.findall(r"python -m ((?:movie|tests)[\w.]*)", page.read_text(encoding="utf-8"))
    paths = [ROOT / module.replace(".", "/") for module in modules]
    assert all(path.with_suffix(".py").is_file() or (path / "__main__.py").is_file() for path in paths)


def test_what_is_named_beside_a_file_stands_in_it():
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    pairs = re.findall(r"`([\w.]+)` in `([\w/]+\.py)`", page)
    assert len(pairs) > 5
    for name, file in pairs:
        path = next(ROOT / found for found in FILES if f"/{found}".endswith(f"/{file}"))
        assert re.search(rf"\b{name.rpartition('.')[2]}\b", path.read_text(encoding="utf-8")), (name, file)


def _prose(page: Path) -> str:
    return BLOCK.sub("", page.read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made of them on the web."""
    headings = re.findall(r"^#+ (.*)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
