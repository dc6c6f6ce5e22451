"""A copy of a student's project is tried out: its page finds the film, its command ends, in time or not."""

import pytest

from movie.workshop.check import check
from movie.workshop.findings import State

from ..commands.running import manage
from .test_check import fingerprints


def tried(student, seconds=60):
    return {found.topic: found for found in check(student.folder, run=True, seconds=seconds)}


def test_page_that_finds_the_film_and_command_that_ends_are_done(student):
    before = fingerprints(student.folder)
    found = tried(student)
    assert found["page answers"].state is State.DONE, found["page answers"]
    assert found["command answers"].state is State.DONE, found["command answers"]
    assert "6 requests" in found["command answers"].said
    assert fingerprints(student.folder) == before


FORM = """
from django import forms
class Wish(forms.Form):
    texto = forms.CharField()

def asked(request):
    form = Wish(request.POST or None)
    return form.cleaned_data["texto"] if form.is_valid() else None
"""
BODY = """
import json
def asked(request):
    return json.loads(request.body or "{}").get("deseo")
"""


@pytest.mark.parametrize("code", [FORM, BODY], ids=["a form", "JSON"])
def test_page_that_reads_its_prompt_otherwise_is_asked_so(student, code):
    student.change("recommendations/views.py", 'request.GET.get("prompt")', "asked(request)")
    student.change("recommendations/views.py", "def cosine", f"{code}\ndef cosine")
    student.remove("movie/management/commands/movie_embeddings.py")
    found = tried(student)["page answers"]
    assert found.state is State.DONE, found


def test_package_that_is_not_here_is_named_with_what_to_do(student):
    student.change("recommendations/views.py", "import os", "import os, sentence_transformer")
    student.remove("movie/management/commands/movie_embeddings.py")
    assert "pip install sentence_transformer." in tried(student)["page answers"].step


def test_page_that_shows_another_film_is_wrong(student):
    student.change("recommendations/views.py", "best = max", "best = min")
    student.remove("movie/management/commands/movie_embeddings.py")
    found = tried(student)["page answers"]
    assert found.state is State.WRONG and "Film number 0" in found.said


def test_page_that_raises_is_wrong_with_the_last_line(student):
    student.change("recommendations/views.py", "best = None", "raise ValueError('of theirs')")
    student.write("movie/management/commands/movie_embeddings.py", "class Command: pass")
    found = tried(student)["page answers"]
    assert found.state is State.WRONG and "ValueError: of theirs" in found.said


@pytest.mark.parametrize(
    ("code", "said"),
    [("while True: pass", "1 seconds"), ("import os; os._exit(3)", "ended from inside")],
)
def test_project_that_never_ends_or_ends_the_process_is_told(student, code, said):
    student.write("site1/settings.py", f"{code}\nINSTALLED_APPS = ['movie']")
    student.remove("movie/management/commands/movie_embeddings.py")
    assert said in tried(student, seconds=1)["page answers"].said


def test_report_is_one_page_in_the_language_that_escapes_what_is_theirs(student, tmp_path):
    student.store([("<script>alert(1)</script>", b"abc")])
    done = manage("workshop_check", student.folder, "--language", "es", "--report", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert done.code == 1 and "mal" in done.output
    assert '<html lang="es">' in page and "siguiente paso" in page
    assert "&lt;script&gt;" in page and "<script" not in page and "http" not in page.split("<body>")[0]


def test_whole_project_ends_with_0(student):
    done = manage("workshop_check", student.folder, "--language", "en")
    assert (done.code, done.lines[-1]) == (0, "All is done.")
