"""Templates that can be read: what decides in several ways is a tag or a partial, not one long line."""

import re
from pathlib import Path

from django.template.loader import get_template

FOLDER = Path(__file__).parents[2] / "templates"
PAGES = sorted(FOLDER.rglob("*.html"))
LONGEST = 120


def test_no_line_is_longer_than_a_screen():
    lines = {(path.name, line) for path in PAGES for line in path.read_text(encoding="utf-8").splitlines()}
    assert [(name, line) for name, line in lines if len(line) > LONGEST] == []


def test_every_template_compiles():
    assert all(get_template(str(path.relative_to(FOLDER))) for path in PAGES)


def test_every_partial_is_used():
    partials = [path.name for path in (FOLDER / "movie/partials").iterdir()]
    sources = [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.svg"), *(FOLDER.parent / "movie").rglob("*.py")]
    texts = "".join(path.read_text(encoding="utf-8") for path in sources)
    # The parts of a turn are rendered by their names: movie/partials/chat_{part}.html.
    assert [name for name in partials if f"partials/{name}" not in texts and name[:5] != "chat_"] == []


def test_map_asks_at_once_for_every_module_of_its_script():
    folder = FOLDER.parent / "movie/static/movie/map"
    imported = {
        name for path in folder.glob("*.js") for name in re.findall(r'from "\./(\w+\.js)"', path.read_text())
    }
    page = (FOLDER / "movie/map.html").read_text(encoding="utf-8")
    assert set(re.findall(r"""modulepreload"[^>]* href="{% static 'movie/map/(\w+\.js)'""", page)) == imported
