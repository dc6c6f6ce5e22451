"""READMEs and guides, English and Spanish: what they name exists, and both say it of the same things."""

import contextlib
import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.urls import Resolver404, resolve
from django.utils import translation

from movie.assistant.moviebot import reply
from movie.assistant.transcript import Conversation
from movie.lookup.titles import find_movie
from movie.models import Movie
from movie.search.fallback import answer
from moviereviews.environment import KEY_NAMES

from ..benchmarks.__main__ import LARGE, NAMES

ROOT = Path(__file__).parents[2]
GUIDES = ("README", "docs/commands", "docs/settings", "docs/films", "docs/api", "docs/workshop")
PAIRS = [(f"{name}.md", f"{name}.es.md") for name in GUIDES]


def read(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


README, LEEME = read("README.md"), read("README.es.md")
ENGLISH, SPANISH = ("\n".join(map(read, names)) for names in zip(*PAIRS, strict=True))
EXAMPLE = (ROOT / "openAI.env.example").read_text(encoding="utf-8")
COMMANDS = {path.stem for path in (ROOT / "movie/management/commands").glob("[!_]*.py")}
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")
READ = re.compile(r"""(?:environ\.get|environ|getenv|\b(?:flag|words|number|seconds))[(\[]\s*["'](\w+)["']""")

both = pytest.mark.parametrize("readme", [ENGLISH, SPANISH], ids=["en", "es"])


@both
def test_every_command_is_described(readme):
    assert _names_in_code(readme) >= COMMANDS


@pytest.mark.parametrize("name", ["docs/settings.md", "docs/settings.es.md"])
def test_settings_that_are_described_are_those_that_are_read(name):
    sources = [ROOT / "moviereviews" / source for source in ("settings.py", "environment.py")]
    asked = {found for path in sources for found in READ.findall(path.read_text(encoding="utf-8"))}
    assert {"OPENAI_BASE_URL", "DJANGO_DEBUG", "DJANGO_ALLOWED_HOSTS", "WEB_CONCURRENCY"} <= asked
    assert _settings(name) == asked | {*KEY_NAMES, "FILM_FINDER_HOME", "DATABASE_URL"}


def test_example_has_every_setting_that_can_stand_in_it():
    # Where the file lies it cannot say itself; and in it the key has one name.
    elsewhere = {"FILM_FINDER_HOME", "OPENAI_API_KEY"}
    assert {*re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE)} == _settings("docs/settings.md") - elsewhere


@both
def test_make_knows_every_target_that_is_named(readme):
    targets = re.findall(r"^([\w-]+):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = {name for code in _code(readme) for name in re.findall(r"^(?:\$ )?make ([\w-]+)", code)}
    assert "run" in named
    assert named <= set(targets)


def test_every_benchmark_that_is_named_exists():
    named = set(re.findall(r"python -m tests\.benchmarks (\w+)", read("docs/figures.md")))
    assert named
    assert named <= {*NAMES, *LARGE}
    assert all((ROOT / f"tests/benchmarks/{name}.py").is_file() for name in named)


@both
def test_commands_accept_every_option_that_is_shown(readme):
    shown = _options(readme)
    own = re.sub(r"`pip install [^`]*`", "", readme)  # pip's options are its own
    assert {option for _, option in shown} == set(OPTION.findall(own)), "an option of no command"
    assert [pair for pair in sorted(shown) if not _accepts(*pair)] == []


@pytest.mark.parametrize(("english", "spanish"), PAIRS)
def test_both_have_the_same_parts(english, spanish):
    english, spanish = read(english), read(spanish)
    assert _heading_levels(spanish) == _heading_levels(english)
    assert [*map(_commands, BLOCK.findall(spanish))] == [*map(_commands, BLOCK.findall(english))]
    assert len(_rows(spanish)) == len(_rows(english))


def test_readme_is_short():
    assert all(len(readme.splitlines()) <= 130 for readme in (README, LEEME))


@pytest.mark.parametrize(("english", "spanish"), PAIRS)
def test_each_links_to_the_other(english, spanish):
    assert f"]({Path(spanish).name})" in read(english)
    assert f"]({Path(english).name})" in read(spanish)


@both
def test_no_line_names_a_path_of_a_machine(readme):
    paths = re.findall(r"(?<![\w.:/~-])/[\w./-]*", readme)
    assert "/movies/1/" in paths
    assert [path for path in paths if not path.startswith("/path/to/") and not _is_address(path)] == []
    assert re.findall(r"~/|file:/|\b[A-Za-z]:\\.*", readme) == []


def _code(readme: str) -> list[str]:
    """The lines of the code blocks, and the code within sentences and tables."""
    lines = [line for block in BLOCK.findall(readme) for line in block.splitlines()[1:-1]]
    return lines + re.findall(r"`([^`\n]+)`", BLOCK.sub("", readme))


def _names_in_code(readme: str) -> set[str]:
    return {name for code in _code(readme) for name in re.findall(r"\w+", code)}


def _settings(name: str) -> set[str]:
    """The settings that the table of a guide is about: its first cells."""
    cells = [row.split("|")[1] for row in _rows(read(name)) if row.startswith("| `")]
    return {found for cell in cells for found in re.findall(r"`(\w+)`", cell)}


def _options(readme: str) -> set[tuple[str, str]]:
    """Pairs of a command and an option that is shown for it: in its invocation, or in its table row."""
    shown = [found for code in _code(readme) for found in re.findall(r"manage\.py (\w+)(.*)", code)]
    shown += [(name, row) for row in _rows(readme) for name in re.findall(r"^\| `(\w+)", row)]
    return {(name, option) for name, text in shown for option in OPTION.findall(text)}


def _accepts(name: str, option: str) -> bool:
    app = get_commands().get(name)
    if app is None:
        return False
    return option in load_command_class(app, name).create_parser("manage.py", name)._option_string_actions


def _commands(block: str) -> list[str]:
    """What of a block is the same in both languages: commands, code, and of requests that there is one."""
    lines = [line for line in block.splitlines() if not line.startswith(("[{", '{"'))]
    told = r'embed_query\(".*"\)|\s+# .*'
    return ["curl" if line.startswith("$ curl") else re.sub(told, "", line) for line in lines]


def _heading_levels(readme: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", BLOCK.sub("", readme), re.MULTILINE)]


def _rows(readme: str) -> list[str]:
    return re.findall(r"^\|.*", BLOCK.sub("", readme), re.MULTILINE)


def _is_address(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


EXAMPLE_OF_THE_API = re.compile(
    r'^\$ curl (?:-H "(.+?): (.+?)" )?"?http://127\.0\.0\.1:8000(\S+?)"?\n(.+)$', re.M
)


@pytest.mark.parametrize(("language", "readme"), [("en", README), ("es", LEEME)])
def test_answers_of_the_api_are_those_that_are_shown(db, client, language, readme):
    call_command("import_movies", sample=True, language=language, verbosity=0)
    first = Movie.objects.order_by("pk").values_list("pk", flat=True)[0]
    examples = EXAMPLE_OF_THE_API.findall(readme)
    assert len(examples) == 5
    for header, value, address, shown in examples:
        # Ids are the sample's own only in a database that begins with it.
        expected = re.sub(r'"id": (\d+)', lambda found: f'"id": {int(found[1]) + first - 1}', shown)
        answer = client.get(address, headers={header: value} if header else {})
        assert answer.json() == json.loads(expected), address


@pytest.fixture(params=[("en", README, "docs/workshop.md"), ("es", LEEME, "docs/workshop.es.md")])
def sample(request, db):
    """Language, README and guide of the workshop, with the sample in that language, embedded."""
    call_command("import_movies", sample=True, language=request.param[0], verbosity=0)
    call_command("movie_embeddings", verbosity=0)
    return request.param


def test_what_is_shown_of_a_search_is_found(sample):
    language, readme, guide = sample
    _moviebot_says_what_is_shown(language, readme)
    _title_is_found_for_the_request_of_the_tour(readme)
    _titles_of_the_workshop_are_found()
    _four_lines_without_a_key_find_the_film_first(read(guide))


def _moviebot_says_what_is_shown(language: str, readme: str) -> None:
    rows = readme.split("Moviebot |\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    conversation = Conversation()
    for row in rows:
        said, shown = (cell.strip() for cell in row.strip(" |").split(" | "))
        turn = conversation.open(said)
        with translation.override(language):
            list(reply(conversation, turn))
        conversation.close(turn)
        assert turn.answer.startswith(shown), said


def _title_is_found_for_the_request_of_the_tour(readme: str) -> None:
    request, title = re.search(r"[“«](.+?)[”»] → \*(.+?)\*", readme).groups()
    assert answer(request).matches[0].movie.title == title


def _titles_of_the_workshop_are_found() -> None:
    for title, year in (("La lista de Schindler", 1993), ("Salvar al soldado Ryan", 1998)):
        assert answer(title).matches[0].movie.year == find_movie(title).year == year


def _four_lines_without_a_key_find_the_film_first(guide: str) -> None:
    lines = next(block for block in BLOCK.findall(guide) if "embed_query" in block).splitlines()[1:-1]
    assert len([line for line in lines if line]) == 4
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec("\n".join(lines), {"Movie": Movie})
    assert said.getvalue().strip() in ("My Neighbor Totoro (1988)", "Mi vecino Totoro (1988)")
