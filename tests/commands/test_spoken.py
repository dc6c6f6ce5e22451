"""Commands speak the terminal's language: every sentence goes through gettext, and is told in Spanish."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from movie.jobs import runner, watch
from movie.jobs.kinds import KINDS
from movie.management import commands, processes
from movie.management.costs import billed

pytestmark = pytest.mark.django_db
FILES = sorted(Path(commands.__file__).parent.glob("[a-z]*.py"))
LOGGING = [Path(module.__file__) for module in (runner, watch, processes)]
# What the workshop's own commands print, letter by letter, in any language.
WORKSHOP = ("Found ", " movies in the database", "👌 Embedding stored", "🌟 Finished", "Similarity between")
WORD = re.compile(r"[A-Za-z]{3}")


def _said(call):
    """The texts that a call prints, or ends the command with, as they stand in the code."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name not in ("write", "CommandError"):
        return []
    texts = [
        part for each in call.args for part in (each.values if isinstance(each, ast.JoinedStr) else [each])
    ]
    return [one.value for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_sentence_of_a_command_is_in_english_alone(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    plain = [text for call in calls for text in _said(call) if WORD.search(text)]
    assert [text for text in plain if not text.startswith((*WORKSHOP, " and "))] == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["check_embeddings"], "películas: 1"),
        (["movie_embeddings", "--dry-run"], "1 película, unos "),
        (["movie_moods", "--derive", "--dry-run"], "Para deducir del texto: 1 película, gratis"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_figures_are_told_in_spanish(make_movie, capsys, command, said):
    make_movie("Salt", description="Two ships meet at night, and neither will give way.")
    with translation.override("es"):
        try:
            call_command(*command)
        except CommandError as error:
            assert "Ejecuta: python manage.py" in str(error)
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_jobs_are_told_in_spanish(recording_embedder, make_movie, capsys):
    make_movie("Salt", genre="Drama", description="Two ships meet at night, and neither will give way.")
    with translation.override("es"):
        call_command("work")
    told = capsys.readouterr().out.splitlines()
    names = [
        "embeddings de las películas",
        "emociones de las películas",
        "embeddings de las emociones",
        "mapa",
    ]
    assert told == [f"{name}: 1/1, hecho" for name in names]


def test_failed_job_is_logged_in_spanish(make_movie, settings, caplog):
    settings.EMBEDDERS = {"default": {"BACKEND": "tests.fakes.FailingEmbedder"}}
    make_movie("Salt", description="Two ships meet at night, and neither will give way.")
    with translation.override("es"), pytest.raises(CommandError):
        call_command("work")
    assert "terminó antes de tiempo" in caplog.text


def test_every_job_has_a_name_in_spanish():
    with translation.override("es"):
        assert all(translation.pgettext("job", kind.name) != kind.name for kind in KINDS)


@pytest.mark.parametrize("path", LOGGING, ids=lambda path: path.stem)
def test_nothing_is_logged_in_english_alone_by_what_serves_and_works(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    logged = [call for call in calls if ast.unparse(call.func).startswith("logger.")]
    assert logged and not any(isinstance(argument, ast.Constant) for call in logged for argument in call.args)


def test_film_of_the_catalogue_is_written_and_told_in_spanish(make_movie, tmp_path, capsys):
    make_movie("Salt")
    with translation.override("es"):
        call_command("export_movies", tmp_path / "films.csv")
        with pytest.raises(CommandError, match="El texto está vacío"):
            call_command("movie_recommendations", " ")
        with pytest.raises(CommandError, match="Nombra películas"):
            call_command("sync_movies")
    assert "1 película guardada en" in capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_figure_of_a_command_is_written_as_english_writes_it(path):
    formats = [
        ast.unparse(node.format_spec)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FormattedValue) and node.format_spec
    ]
    # A vector's own numbers, and the workshop's cosines, stand as Python writes them.
    allowed = {
        "movie_similarities": {"f'.4f'"},
        "random_embedding": {"f'.6f'", "f'.4f'"},
        "check_embeddings": {"f' .8f'"},
    }
    grouped_or_pointed = {form for form in formats if re.search(r"[,.]", form)}
    assert grouped_or_pointed <= allowed.get(path.stem, set())


def test_thousands_are_grouped_as_the_language_does():
    with translation.override("es"):
        assert "53\xa0030 tokens" in billed(53030, 0.0011) and "$0,001100" in billed(53030, 0.0011)
    with translation.override("en"):
        assert "53,030 tokens" in billed(53030, 0.0011)
