"""Reads commands and views: which makes embeddings, which searches by them, by which address."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from django.utils.translation import gettext as _

from .findings import Finding, done, missing, wrong
from .model import FIELD, Field
from .project import Source, StudentProject, name_of, nodes, strings

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
EMBEDS = {"get_embedding", "get_embeddings", "embed"}
SAVERS = {"save", "bulk_update", "update", "create", "get_or_create", "update_or_create", "bulk_create"}


@dataclass(frozen=True)
class View:
    """A view that searches by embeddings, and what it reads of a request."""

    source: Source
    name: str
    parameters: tuple[str, ...]
    templates: tuple[str, ...]


def commands(project: StudentProject) -> list[Source]:
    """The management commands."""
    return [
        source
        for source in project.sources
        if source.path.parts[-3:-1] == ("management", "commands") and source.path.name != "__init__.py"
    ]


def embedding_commands(project: StudentProject, field: Field | None) -> list[Source]:
    """The commands that store embeddings."""
    name = field.name if field else FIELD
    return [source for source in commands(project) if _stores(source.tree, name)]


def check_commands(project: StudentProject, field: Field | None) -> Iterator[Finding]:
    """What is said of the command that makes embeddings."""
    topic = _("command")
    makers = embedding_commands(project, field)
    stray = [source for source in project.sources if _is_stray(source)]
    broken = [source for source in commands(project) if source.problem]
    if broken:
        said = f"{project.relative(broken[0].path)}: {broken[0].problem}"
        yield wrong(topic, said, _("Mend this line: Python cannot read the file."))
    elif makers and not _saves(makers[0].tree):
        said = _("%(file)s sets the embedding and saves no film.") % {"file": makers[0].path.name}
        yield wrong(topic, said, _("Call movie.save() inside the loop."))
    elif makers:
        yield done(topic, f"python manage.py {makers[0].path.stem}")
    elif stray:
        said = _("%(file)s is where Django does not look.") % {"file": project.relative(stray[0].path)}
        yield wrong(
            topic, said, _("Move it to management/commands/ inside an app, with an __init__.py each.")
        )
    else:
        said = _("No command stores embeddings.")
        step = _("Write movie/management/commands/movie_embeddings.py, with a class Command.")
        yield missing(topic, said, step)


def check_page(project: StudentProject, views: list[View]) -> Iterator[Finding]:
    """What is said of the page that searches by embeddings."""
    topic = _("page")
    if not views:
        step = _("Write a view that embeds the prompt and shows the film of the greatest cosine similarity.")
        yield missing(topic, _("No view compares embeddings."), step)
        return
    view, places = views[0], {"view": views[0].name}
    absent = [name for name in view.templates if not _has_template(project, name)]
    if not any(view.name in _names(source.tree) for source in project.named("urls")):
        step = _("Add to urls.py: path('recommendations/', views.%(view)s)") % places
        yield wrong(topic, _("No address leads to the view %(view)s.") % places, step)
    elif absent:
        said = _("There is no template %(file)s.") % {"file": absent[0]}
        yield wrong(topic, said, _("Make it in a folder templates/ of an app, or of the project (DIRS)."))
    else:
        yield done(topic, _("%(view)s compares embeddings, and an address leads to it.") % places)


def search_views(project: StudentProject, field: Field | None) -> list[View]:
    """The views that read stored embeddings or embed what somebody asks; the most direct first."""
    name = field.name if field else FIELD
    views = []
    for source in project.named("views"):
        for node in source.tree.body:
            if isinstance(node, Function) and _takes_request(node):
                parts = _reached(project, source, node)
                steps = next((step for step, part in enumerate(parts) if _uses(part, name)), None)
                if steps is not None:
                    asked = dict.fromkeys(asked for part in parts for asked in _parameters(part))
                    views.append((steps, View(source, node.name, tuple(asked), tuple(_templates(node)))))
    return [view for _steps, view in sorted(views, key=itemgetter(0))]


def _takes_request(node: Function) -> bool:
    return isinstance(node, ast.ClassDef) or any(arg.arg == "request" for arg in node.args.args)


def _reached(project: StudentProject, source: Source, view: Function) -> list[Function]:
    """A view, and what it calls in its module and in those of theirs that this one imports, step by step."""
    reached: list[Function] = []
    waiting = [(source, view)]
    while waiting:
        module, part = waiting.pop(0)
        if part in reached:
            continue
        reached.append(part)
        called = set(map(name_of, nodes(part, ast.Call)))
        waiting += [
            (each, other)
            for each in (module, *project.imported(module))
            for other in each.tree.body
            if isinstance(other, Function) and other.name in called
        ]
    return reached


def _uses(part: ast.AST, field: str) -> bool:
    return _attribute(part, field, ast.Load) or any(
        name_of(call) in EMBEDS or _is_embeddings_create(call) for call in nodes(part, ast.Call)
    )


def _attribute(part: ast.AST, name: str, use: type[ast.expr_context]) -> bool:
    """Whether an attribute of this name is read there (ast.Load), or set (ast.Store)."""
    return any(node.attr == name and isinstance(node.ctx, use) for node in nodes(part, ast.Attribute))


def _is_embeddings_create(call: ast.Call) -> bool:
    return name_of(call) == "create" and name_of(getattr(call.func, "value", call)).lower() in (
        "embeddings",
        "embedding",
    )


def _stores(tree: ast.Module, field: str) -> bool:
    given = (keyword.arg for call in nodes(tree, ast.Call) for keyword in call.keywords)
    return _attribute(tree, field, ast.Store) or field in given


def _saves(tree: ast.Module) -> bool:
    return any(name_of(call) in SAVERS and not _is_embeddings_create(call) for call in nodes(tree, ast.Call))


def _is_stray(source: Source) -> bool:
    """Whether a command lies where Django does not look."""
    has_command = any(isinstance(node, ast.ClassDef) and node.name == "Command" for node in source.tree.body)
    return has_command and source.path.parts[-3:-1] != ("management", "commands")


def _names(tree: ast.Module) -> set[str]:
    return set(map(name_of, nodes(tree, ast.Name | ast.Attribute)))


def _parameters(node: Function) -> Iterator[str]:
    """The names by which something is read: of request.GET, of a form's cleaned_data, of a body in JSON."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and name_of(part) == "get" and part.args:
            yield from strings(part.args[0])
        elif isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Constant):
            yield from strings(part.slice)


def _templates(node: Function) -> Iterator[str]:
    return (text for text in strings(node) if text.endswith(".html"))


def _has_template(project: StudentProject, name: str) -> bool:
    ending = f"templates/{name}"
    return any(project.relative(path).endswith(ending) for path in project.files)
