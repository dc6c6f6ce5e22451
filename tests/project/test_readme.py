"""The READMEs, English and Spanish: what they name exists, and both say it of the same things."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.urls import Resolver404, resolve
from django.utils import translation

from movie.assistant.conversation import Conversation
from movie.assistant.moviebot import reply
from movie.models import Movie
from moviereviews.environment import KEY_NAMES

from ..benchmarks.__main__ import NAMES

ROOT = Path(__file__).parents[2]
ENGLISH, SPANISH = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.es.md"))
EXAMPLE = (ROOT / "openAI.env.example").read_text(encoding="utf-8")
COMMANDS = {path.stem for path in (ROOT / "movie/management/commands").glob("[!_]*.py")}
BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")
READ = re.compile(r"""(?:environ\.get\(|environ\[|getenv\(|\bflag\(|\bwords\()\s*["'](\w+)["']""")

both = pytest.mark.parametrize("readme", [ENGLISH, SPANISH], ids=["en", "es"])


@both
def test_every_command_is_described(readme):
    assert _names_in_code(readme) >= COMMANDS


@both
def test_every_setting_of_the_example_is_described(readme):
    settings = set(re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE))
    assert "openai_apikey" in settings
    assert _names_in_code(readme) >= settings


def test_every_variable_that_is_read_is_described():
    sources = [ROOT / "moviereviews" / name for name in ("settings.py", "environment.py")]
    read = {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}
    read |= {*KEY_NAMES, "FILM_FINDER_HOME"}
    assert {"OPENAI_BASE_URL", "DJANGO_DEBUG", "DJANGO_ALLOWED_HOSTS"} <= read
    assert read <= _names_in_code(ENGLISH) | set(re.findall(r"\w+", EXAMPLE))


@both
def test_make_knows_every_target_that_is_named(readme):
    targets = re.findall(r"^([\w-]+):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = {name for code in _code(readme) for name in re.findall(r"^(?:\$ )?make ([\w-]+)", code)}
    assert "run" in named
    assert named <= set(targets)


@both
def test_every_benchmark_that_is_named_exists(readme):
    named = set(re.findall(r"python -m tests\.benchmarks (\w+)", readme))
    assert named
    assert named <= set(NAMES)
    assert all((ROOT / f"tests/benchmarks/{name}.py").is_file() for name in named)


@both
def test_commands_accept_every_option_that_is_shown(readme):
    shown = _options(readme)
    assert {option for _, option in shown} == set(OPTION.findall(readme)), "an option of no command"
    assert [pair for pair in sorted(shown) if not _accepts(*pair)] == []


def test_both_have_the_same_parts():
    assert _heading_levels(SPANISH) == _heading_levels(ENGLISH)
    assert BLOCK.findall(SPANISH) == BLOCK.findall(ENGLISH)
    assert len(_rows(SPANISH)) == len(_rows(ENGLISH)) > 0


@both
def test_relative_links_lead_to_files(readme):
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", readme)]
    relative = [target for target in targets if target and not re.match(r"\w+:", target)]
    assert relative
    assert [target for target in relative if not (ROOT / target).is_file()] == []


def test_each_links_to_the_other():
    assert "](README.es.md)" in ENGLISH
    assert "](README.md)" in SPANISH


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


EXAMPLES = re.findall(r"^\$ curl \"?http://127\.0\.0\.1:8000(\S+?)\"?\n(.+)$", ENGLISH, re.MULTILINE)


def test_answers_of_the_api_are_those_that_are_shown(db, client):
    call_command("import_movies", sample=True, language="en", verbosity=0)
    call_command("movie_embeddings", verbosity=0)
    first = Movie.objects.order_by("pk").values_list("pk", flat=True)[0]
    assert len(EXAMPLES) == 5
    for address, shown in EXAMPLES:
        # Ids are the sample's own only in a database that begins with it.
        expected = re.sub(r'"id": (\d+)', lambda found: f'"id": {int(found[1]) + first - 1}', shown)
        assert client.get(address).json() == json.loads(expected), address


@pytest.mark.parametrize(("language", "readme"), [("en", ENGLISH), ("es", SPANISH)])
def test_moviebot_says_what_is_shown(db, language, readme):
    call_command("import_movies", sample=True, language=language, verbosity=0)
    call_command("movie_embeddings", verbosity=0)
    rows = readme.split("Moviebot |\n", 1)[1].split("\n\n", 1)[0].splitlines()[1:]
    conversation = Conversation()
    for row in rows:
        said, shown = (cell.strip() for cell in row.strip(" |").split(" | "))
        turn = conversation.open(said)
        with translation.override(language):
            list(reply(conversation, turn))
        conversation.close(turn)
        assert turn.answer.startswith(shown), said
