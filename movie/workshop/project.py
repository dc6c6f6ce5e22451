"""A student's project as files: where it begins, what its Python says, which database it names."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import TypeVar

from django.utils.translation import gettext as _

Node = TypeVar("Node", bound=ast.AST)
NOT_THEIRS = {
    ".git",
    ".venv",
    "__MACOSX",
    "__pycache__",
    "env",
    "media",
    "myenv",
    "node_modules",
    "site-packages",
    "static",
    "staticfiles",
    "venv",
}
LARGEST = 2**20  # bytes of a source file
MOST_FILES = 3_000
DEEPEST = 6
# What Python says of a file that an editor has written in cp1252 or UTF-16.
OTHER_ENCODING = ("codec can't decode", "null bytes", "Non-UTF-8", "encoding")
ENGINE = re.compile(r"django\.db\.backends\.")
DATABASE = re.compile(r"\.(sqlite3?|db)$")


@dataclass
class Source:
    """One Python file: its path, and its tree or the reason why there is none."""

    path: Path
    tree: ast.Module
    problem: str = ""

    def calls(self) -> Iterator[ast.Call]:
        """Every call in it."""
        return nodes(self.tree, ast.Call)


@dataclass
class StudentProject:
    """The folder of manage.py and the files below it."""

    root: Path
    _read: dict[Path, Source] = field(default_factory=dict)

    @cached_property
    def files(self) -> list[Path]:
        """Every file of theirs below the root, environments and media left out."""
        return sorted(_files(self.root, 0))[:MOST_FILES]

    @property
    def sources(self) -> list[Source]:
        """Their Python, parsed; a file that is none has an empty tree and a problem."""
        return [self.source(path) for path in self.files if path.suffix == ".py"]

    def source(self, path: Path) -> Source:
        """One file, parsed once."""
        if path not in self._read:
            self._read[path] = _parsed(path)
        return self._read[path]

    def named(self, name: str) -> list[Source]:
        """The modules of a name: models.py, and what is in a package models/."""
        return [
            source
            for source in self.sources
            if source.path.name == f"{name}.py" or source.path.parent.name == name
        ]

    def relative(self, path: Path) -> str:
        """A path as the student writes it."""
        return path.relative_to(self.root).as_posix()

    @cached_property
    def settings(self) -> Source | None:
        """The module that manage.py names, else the first settings.py; None where there is none."""
        for text in strings(self.source(self.root / "manage.py").tree):
            path = _module(self.root / text.replace(".", "/"))
            if "settings" in text and path:
                return self.source(path)
        return next(iter(self.named("settings")), None)

    @cached_property
    def all_settings(self) -> list[Source]:
        """The settings, and the modules that they take over whole: `from .base import *`."""
        found = [] if self.settings is None else [self.settings]
        for source in found:
            taken = (self.source(path) for path in _taken_over(source))
            found += [one for one in taken if one not in found]
        return found

    @cached_property
    def apps(self) -> list[str]:
        """INSTALLED_APPS: "movie" for "movie.apps.MovieConfig" too."""
        lists = [value for source in self.all_settings for value in assigned(source.tree, "INSTALLED_APPS")]
        named = [name for value in lists for name in strings(value)]
        return [name.split(".")[0] if ".apps." in name else name for name in named]

    @cached_property
    def database(self) -> Path | None:
        """The SQLite file that the settings name, else one that is there; None without any."""
        named = [text for source in self.all_settings for text in strings(source.tree)]
        beside = [self.root / name for name in named if DATABASE.search(name)]
        there = [path for path in self.files if DATABASE.search(path.name)]
        return next((path for path in (*beside, self.root / "db.sqlite3", *there) if path.is_file()), None)

    def imported(self, source: Source) -> list[Source]:
        """Their modules that a module imports, or from which it imports names."""
        named = {
            alias.name for node in nodes(source.tree, ast.Import | ast.ImportFrom) for alias in node.names
        }
        named |= {node.module or "" for node in nodes(source.tree, ast.ImportFrom)}
        stems = {name.rpartition(".")[2] for name in named}
        return [other for other in self.sources if other.path.stem in stems and other is not source]

    @property
    def other_engine(self) -> str:
        """Which database the settings name that is not SQLite; empty where they name none."""
        said = [text for source in self.all_settings for text in strings(source.tree)]
        engines = [text for text in said if ENGINE.match(text) and not text.endswith("sqlite3")]
        return engines[0] if engines else ""


def find_project(folder: Path) -> StudentProject | None:
    """The project in a folder, or at most three folders below it; None where there is no manage.py."""
    for pattern in ("manage.py", "*/manage.py", "*/*/manage.py", "*/*/*/manage.py"):
        there = sorted(folder.glob(pattern))
        found = [path for path in there if not NOT_THEIRS & set(path.relative_to(folder).parts)]
        if found:
            return StudentProject(found[0].parent.resolve())
    return None


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string in a tree."""
    return (node.value for node in nodes(tree, ast.Constant) if isinstance(node.value, str))


def nodes(tree: ast.AST, kind: type[Node] | UnionType) -> Iterator[Node]:
    """Every node of a kind in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def assigned(tree: ast.AST, name: str) -> Iterator[ast.expr]:
    """What a tree gives to a name, or adds to it."""
    for node in nodes(tree, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value and name in map(name_of, targets):
            yield node.value


def name_of(node: ast.AST) -> str:
    """The last name of what is called or read: "create" for client.embeddings.create."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return getattr(node, "attr", "") or getattr(node, "id", "")


def _files(folder: Path, depth: int) -> Iterator[Path]:
    if depth > DEEPEST:
        return
    for path in folder.iterdir():
        if path.is_symlink() or path.name in NOT_THEIRS or (path / "pyvenv.cfg").is_file():
            continue
        if path.is_dir():
            yield from _files(path, depth + 1)
        elif path.is_file():
            yield path


def _parsed(path: Path) -> Source:
    """A file as Python reads it, in the encoding that its first lines name."""
    empty = ast.Module([], [])
    try:
        if path.stat().st_size > LARGEST:
            return Source(path, empty, _("It is too large to be looked at."))
        return Source(path, ast.parse(_decoded(path.read_bytes())))
    except SyntaxError as error:
        return Source(path, empty, _said(error))
    except (OSError, RecursionError, ValueError) as error:
        return Source(path, empty, str(error))


def _decoded(data: bytes) -> str:
    """A Python file's text. Raises SyntaxError where Python would not read it, be it for a comment."""
    encoding, _lines = tokenize.detect_encoding(io.BytesIO(data).readline)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SyntaxError(str(error)) from error


def _module(path: Path) -> Path | None:
    """The file of a module, or of a package's __init__; None where there is neither."""
    files = (path.with_name(f"{path.name}.py"), path / "__init__.py")
    return next((file for file in files if file.is_file()), None)


def _taken_over(source: Source) -> Iterator[Path]:
    """The modules beside a file of which it imports everything."""
    for node in nodes(source.tree, ast.ImportFrom):
        if node.level and any(name.name == "*" for name in node.names):
            folder = source.path.parents[node.level - 1]
            if path := _module(folder / (node.module or "").replace(".", "/")):
                yield path


def _said(error: SyntaxError) -> str:
    """Where Python cannot read on; of another encoding the cure, which Python's own words lack."""
    if any(sign in error.msg for sign in OTHER_ENCODING):
        return _("It is not written in UTF-8. Save it again in your editor with the encoding UTF-8.")
    return _("line %(number)s: %(error)s") % {"number": error.lineno, "error": error.msg}
