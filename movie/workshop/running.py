"""Tries out a student's project in a copy, in processes with a time limit, with a stand-in for OpenAI."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..vectors import from_bytes
from .database import Row
from .findings import Finding, done, wrong
from .pages import View
from .project import NOT_THEIRS, Source, StudentProject
from .stand_in import standing_in
from .vectors import Kind, judge

ABSENT = re.compile(r"ModuleNotFoundError: No module named '([\w-]+)")
PROBE = Path(__file__).with_name("probe.py")
KEY = "sk-workshop"
KEY_NAMES = ("openai_apikey", "openai_api_key", "openAI_api_key", "OPENAI_API_KEY")
PROMPT = "película de la segunda guerra mundial"
DIMENSIONS = 1536
# Nobody listens there: what is not on this machine cannot be reached, so that nothing is paid for.
NOWHERE = "http://127.0.0.1:9"
HANDED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "LANG", "LD_LIBRARY_PATH")


def try_out(
    project: StudentProject,
    views: Sequence[View],
    commands: Sequence[Source],
    rows: Sequence[Row],
    seconds: float,
) -> Iterator[Finding]:
    """Ask the pages that search, then run the command that embeds; each may take so many seconds."""
    target = _target(rows)
    vector = from_bytes(target.data) if target else _some_vector()
    with _copied(project) as copy, standing_in(vector) as server:
        probe = _Probe(copy, server.url, seconds)
        if views:
            parameters = sorted({name for view in views for name in view.parameters}) or ["prompt"]
            names = [view.name for view in views]
            titles = [target.title] if target else []
            task = {"views": names, "parameters": parameters, "prompt": PROMPT, "titles": titles}
            yield _page_finding(probe.run(task | {"settings": _settings(project)}), target)
        for command in commands[:1]:
            before = server.asked
            answer = probe.run({"command": command.path.stem, "settings": _settings(project)})
            yield _command_finding(command.path.stem, answer, server.asked - before)


class _Probe:
    """Starts the probe in the copy, and reads what it has written."""

    def __init__(self, copy: Path, url: str, seconds: float) -> None:
        self.copy, self.url, self.seconds = copy, url, seconds

    def run(self, task: dict[str, Any]) -> dict[str, Any]:
        asked, answer = self.copy.parent / "task.json", self.copy.parent / "answer.json"
        answer.unlink(missing_ok=True)
        asked.write_text(json.dumps(task), encoding="utf-8")
        if not self._ends([sys.executable, str(PROBE), str(asked), str(answer)]):
            return {"error": _("not ended within %(seconds)d seconds") % {"seconds": self.seconds}}
        if not answer.is_file():
            return {"error": _("the process was ended from inside")}
        return json.loads(answer.read_text(encoding="utf-8"))

    def _ends(self, arguments: list[str]) -> bool:
        """Whether the process ends in time; it and what it has started are ended otherwise."""
        process = subprocess.Popen(
            arguments,
            cwd=self.copy,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            return False
        return True

    def _environment(self) -> dict[str, str]:
        own = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
        proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE)
        addresses = {"OPENAI_BASE_URL": self.url, "OPENAI_API_BASE": self.url, "NO_PROXY": "127.0.0.1"}
        python = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        return own | proxies | addresses | python | dict.fromkeys(KEY_NAMES, KEY)


def _kill(process: subprocess.Popen) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


@contextmanager
def _copied(project: StudentProject) -> Iterator[Path]:
    """A copy of the project without its environments, and the key file that snippets read above it."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "project"
        keep = NOT_THEIRS - {"static"}
        shutil.copytree(project.root, copy, ignore=shutil.ignore_patterns(*keep), symlinks=True)
        for name in ("openAI.env", "api_keys.env"):
            lines = "\n".join(f"{key}={KEY}" for key in KEY_NAMES)
            (Path(folder) / name).write_text(lines, encoding="utf-8")
        yield copy


def _settings(project: StudentProject) -> str:
    if project.settings is None:
        return "settings"
    return project.relative(project.settings.path).removesuffix(".py").replace("/", ".")


def _target(rows: Sequence[Row]) -> Row | None:
    """The first film whose stored embedding is a good one that no other film shares."""
    data = [row.data for row in rows]
    good = (Kind.FLOAT32, Kind.FLOAT64)
    return next((row for row in rows if judge(row).kind in good and data.count(row.data) == 1), None)


def _some_vector() -> np.ndarray:
    return np.full(DIMENSIONS, DIMENSIONS**-0.5)


def _page_finding(answer: dict[str, Any], target: Row | None) -> Finding:
    topic = _("page answers")
    if error := answer.get("error"):
        return wrong(topic, error, _cure(error, _("Run python manage.py runserver and mend what it says.")))
    pages = answer["pages"]
    if not pages:
        step = _("Give the view an address without parameters, such as recommendations/")
        return wrong(topic, _("No address without parameters leads to it."), step)
    places = {"address": pages[0]["address"], "film": target.title if target else ""}
    if any(page["titles"] for page in pages):
        said = _("%(address)s shows “%(film)s” for a prompt with that film's own vector.")
        return done(topic, said % places)
    failed = [page for page in pages if page["status"] >= 400]
    if len(failed) == len(pages):
        said = f"{places['address']}: {failed[0]['status']} {failed[0]['error']}".strip()
        step = _("Open it in the browser with DEBUG = True, and mend what it says.")
        return wrong(topic, said, _cure(failed[0]["error"], step))
    if target is None:
        return done(topic, _("%(address)s answers; no film has an embedding to be found by.") % places)
    said = _("%(address)s answers, and does not show “%(film)s” for a prompt with that film's own vector.")
    step = _("Compare the prompt's vector with every film's by cosine similarity, and show the best.")
    return wrong(topic, said % places, step)


def _cure(error: str, otherwise: str) -> str:
    """What to do about an error: a package may be missing on the machine that tries, and on no other."""
    absent = ABSENT.match(error)
    if not absent:
        return otherwise
    said = _(
        "If it is a package, install it here and try again: pip install %(package)s. If not, mend the import."
    )
    return said % {"package": absent[1]}


def _command_finding(name: str, answer: dict[str, Any], asked: int) -> Finding:
    topic, places = _("command answers"), {"command": f"python manage.py {name}", "asked": asked}
    if error := answer.get("error"):
        step = _cure(error, _("Run it and mend what it says."))
        return wrong(topic, f"{places['command']}: {error}", step)
    said = ngettext(
        "%(command)s ends well, after %(asked)d request.",
        "%(command)s ends well, after %(asked)d requests.",
        asked,
    )
    return done(topic, said % places)
