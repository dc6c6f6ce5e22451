"""Looks for the key where strangers would find it: in the code, and in what git keeps. Runs no git."""

import re
import struct
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

from django.utils.translation import gettext as _

from .findings import Finding, done, missing, wrong
from .project import LARGEST, StudentProject

KEY = re.compile(r"\bsk-[A-Za-z0-9_-]{20,}")
TEXTS = {".py", ".ipynb", ".json", ".md", ".txt", ".toml", ".yml", ".yaml", ".html", ".js", ".cfg", ".ini"}
HIGHEST = 4  # folders above the project that may hold .git
ENTRY_HEAD = 62  # bytes of an entry of git's index before its path


def check_key(project: StudentProject) -> Iterator[Finding]:
    """What is said of the key: in the code, committed, or about to be."""
    topic = _("key")
    if coded := _with_key(path for path in project.files if path.suffix in TEXTS):
        said = _("A key stands in %(file)s.") % {"file": project.relative(coded[0])}
        step = _(
            "Revoke it at platform.openai.com/api-keys, read the new one from openAI.env by load_dotenv."
        )
        yield wrong(topic, said, step)
    files = _with_key(_environments(project))
    repository = _repository(project.root)
    committed = [path for path in files if repository and _is_tracked(path, repository)]
    exposed = [path for path in files if not _is_ignored(path, project.root, repository)]
    if committed:
        said = _("%(file)s is committed to git.") % {"file": committed[0].name}
        step = _("Revoke the key; git rm --cached %(file)s; write its name into .gitignore.")
        yield wrong(topic, said, step % {"file": committed[0].name})
    elif exposed and repository:
        said = _("The next “git add .” commits %(file)s.") % {"file": exposed[0].name}
        yield wrong(topic, said, _("Write its name into .gitignore, now."))
    elif exposed:
        said = _("No .gitignore names %(file)s.") % {"file": exposed[0].name}
        yield missing(topic, said, _("Write its name into .gitignore before the first commit."))
    elif not coded:
        yield done(topic, _("No key in the code or in what git would commit; history is not looked into."))


def _with_key(paths: Iterator[Path]) -> list[Path]:
    return [path for path in paths if any(map(is_drawn, KEY.findall(_text(path))))]


def is_drawn(key: str) -> bool:
    """Whether a key is drawn by lot, as a provider does it, and not a placeholder or a test's own.

    Of signs that are drawn every second one is of another kind than the one before it (small letter, capital,
    digit); who makes one up writes words, or goes through the alphabet.
    """
    kinds = [(sign.isdigit(), sign.isupper()) for sign in key.removeprefix("sk-") if sign.isalnum()]
    return 5 * sum(kind != after for kind, after in pairwise(kinds)) >= len(kinds)


def _environments(project: StudentProject) -> Iterator[Path]:
    """Files of variables, also in the folder above, where the workshop's snippets read them."""
    above = [path for path in project.root.parent.glob("*.env") if path.is_file()]
    yield from (path for path in (*project.files, *above) if path.suffix == ".env" or path.name == ".env")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError:
        return ""
    return data.replace(b"\0", b"").decode("utf-8", errors="replace")


def _repository(root: Path) -> Path | None:
    """The folder above which git begins; None where there is no repository."""
    for folder in (root, *list(root.parents)[:HIGHEST]):
        if (folder / ".git").is_dir():
            return folder
    return None


def _is_tracked(path: Path, repository: Path) -> bool:
    return _inside(path, repository) in tracked(repository)


def _inside(path: Path, repository: Path) -> str:
    resolved = path.resolve()
    return resolved.relative_to(repository).as_posix() if resolved.is_relative_to(repository) else ""


def tracked(repository: Path) -> set[str]:
    """The paths in git's index (versions 2 and 3), as gitformat-index(5) describes it; else none."""
    try:
        index = (repository / ".git/index").read_bytes()
    except OSError:
        return set()
    if len(index) < 12 or index[:4] != b"DIRC":
        return set()
    version, entries = struct.unpack(">II", index[4:12])
    return set(_paths(index, entries)) if version in (2, 3) else set()


def _paths(index: bytes, entries: int) -> Iterator[str]:
    place = 12
    for _entry in range(entries):
        if place + ENTRY_HEAD > len(index):
            return
        flags = struct.unpack(">H", index[place + 60 : place + 62])[0]
        begin = place + ENTRY_HEAD + (2 if flags & 0x4000 else 0)
        end = index.find(b"\0", begin)
        yield index[begin:end].decode("utf-8", errors="replace")
        place += (end - place + 8) // 8 * 8


def _is_ignored(path: Path, root: Path, repository: Path | None) -> bool:
    """Whether a .gitignore names the file, as students write it: by name or by pattern."""
    names = [path.name]
    folders = {root, root.parent, path.parent, repository or root}
    lines = [line.strip() for folder in folders for line in _text(folder / ".gitignore").splitlines()]
    patterns = [line.rpartition("/")[2] for line in lines if line and not line.startswith(("#", "!"))]
    return any(fnmatch(name, pattern) for name in names for pattern in patterns)
