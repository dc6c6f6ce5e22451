"""What every command does alike: it starts without the pages, and ends in a sentence or quietly."""

import os
import signal
import subprocess
import sys

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import translation

import manage
from movie.errors import NothingEmbedded
from movie.management.base import MovieCommand
from movie.management.commands import movie_map
from movie.management.terminal import CUT_OFF, INTERRUPTED

from ..processes import ROOT
from .running import manage as run

OURS = sorted(name for name, app in get_commands().items() if app == "movie")


@pytest.mark.parametrize("name", OURS)
def test_every_command_is_one_of_this_app(name):
    assert isinstance(load_command_class("movie", name), MovieCommand)


def test_what_is_refused_knowingly_is_a_sentence(monkeypatch):
    def refuse(everything):
        raise NothingEmbedded

    monkeypatch.setattr(movie_map, "draw", refuse)
    with pytest.raises(CommandError, match="No film has an embedding yet"):
        call_command("movie_map")


@pytest.mark.parametrize(
    ("said", "ends"), [("no such table: movie_movie", CommandError), ("disk I/O error", OperationalError)]
)
def test_database_without_tables_is_told_with_the_cure(monkeypatch, said, ends):
    def fail(everything):
        raise OperationalError(said)

    monkeypatch.setattr(movie_map, "draw", fail)
    with pytest.raises(ends) as error:
        call_command("movie_map")
    assert ("manage.py migrate" in str(error.value)) == (ends is CommandError)


def test_reader_that_has_enough_is_no_error(project):
    # More lines than a pipe holds: the command cannot have ended before nobody reads any more.
    titles = [f"Film {number} {'of many ' * 25}" for number in range(500)]
    project.import_films([{"title": title, "description": "x"} for title in titles])
    process = project.start("manage.py", "check_embeddings")
    process.stdout.readline()
    process.stdout.close()
    complaints = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), complaints) == (CUT_OFF, "")


def test_ctrl_c_ends_a_command_in_the_terminals_word_and_no_traceback():
    code = (
        "import time; from movie.management.terminal import run_in_terminal\n"
        "run_in_terminal(lambda: [print('begun', flush=True), time.sleep(60)])"
    )
    said = {
        "DJANGO_SETTINGS_MODULE": "moviereviews.settings",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "es_ES.UTF-8",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=os.environ | said, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _output, complaints = process.communicate(timeout=60)
    assert (process.returncode, complaints.decode()) == (INTERRUPTED, "Interrumpido.\n")


@pytest.mark.parametrize(
    "command",
    [
        ("import_movies", "nowhere.csv"),
        ("restore", "nowhere.zip"),
        ("evaluate_search", "nowhere.jsonl"),
        ("export_movies", "nowhere/films.csv"),
        ("backup", "nowhere/films.zip"),
    ],
)
def test_what_the_system_says_of_a_file_is_said_in_the_terminals_language(db, command):
    with translation.override("es"):
        done = run(*command)
    assert done.code == 1 and command[1] in done.complaints
    assert "o existe e" in done.complaints and "Errno" not in done.complaints


@pytest.mark.parametrize(
    "command",
    [("serve", "--threads", "0"), ("serve", "--processes", "-1"), ("doctor", "--port", "0")],
    ids="_".join,
)
def test_number_that_is_too_small_is_a_sentence(db, command):
    with translation.override("en"):
        done = run(*command)
    assert (done.code, done.output) == (1, "")
    assert f"{command[1]} takes a number from" in done.complaints or "lleva un número" in done.complaints


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es_ES.UTF-8", ("uso: ", "faltan estos argumentos: prompt", "no es una opción")),
        ("C", ("usage: ", "the following arguments are required: prompt", "invalid choice")),
    ],
)
def test_wrong_call_is_told_in_the_terminals_language(project, language, told):
    project.variables["LC_ALL"] = language
    begins, missing, no_choice = told
    code, output, complaints = project.run("manage.py", "movie_recommendations")
    assert (code, output) == (2, "") and complaints.startswith(begins) and missing in complaints
    assert no_choice in project.run("manage.py", "start", "--language", "fr")[2]


def test_help_leaves_out_what_works_and_few_need():
    parser = load_command_class("movie", "export_movies").create_parser("manage.py", "export_movies")
    assert "--pythonpath" not in parser.format_help() and "--embeddings" in parser.format_help()
    assert parser.parse_args(["films.csv", "--traceback"]).traceback


def test_start_loads_neither_pages_nor_api():
    code = (
        "import sys; from django.core.management import execute_from_command_line as run\n"
        "try: run(['manage.py', 'movie_map'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('movie.views', 'movie.api'))])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert said.stdout.strip().endswith("[]"), said.stderr


def test_python_that_is_too_old_is_said_so_in_both_languages(monkeypatch):
    monkeypatch.setattr(manage.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"this is 3\.9: .* este es 3\.9: "):
        manage.main()


def test_what_the_checks_find_ends_a_command_in_that_sentence(settings):
    settings.EMBEDDERS = {"default": settings.EMBEDDER_CHOICES["openai"] | {"OPTIONS": {"api_key": ""}}}
    with pytest.raises(CommandError, match=r"^There is no OpenAI key\. .*EMBEDDER=offline\.$"):
        call_command("movie_embeddings", skip_checks=False)
