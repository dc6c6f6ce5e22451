"""Reads the model: which class has the embedding, in which field, with which default, and its migration."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from .findings import Finding, done, missing, wrong
from .project import Source, StudentProject, assigned, name_of, nodes, strings

FIELD = "emb"
# What an embedding is called where it is not called emb.
LIKELY = ("emb", "embedding", "embeddings", "vector", "embedded")
RANDOM = {"rand", "random", "randn", "uniform", "normal", "standard_normal", "random_sample"}


@dataclass(frozen=True)
class Field:
    """The field that keeps the embedding: of which model, in which file, of which kind."""

    source: Source
    model: ast.ClassDef
    name: str
    call: ast.Call

    @property
    def kind(self) -> str:
        """BinaryField, or what it is instead."""
        return name_of(self.call)

    @property
    def app(self) -> Path:
        """The folder of the app that the model belongs to."""
        folder = self.source.path.parent
        return folder.parent if folder.name == "models" else folder

    @property
    def table(self) -> str:
        """The table's name, as Django makes it, or as Meta.db_table says."""
        named = (name for value in assigned(self.model, "db_table") for name in strings(value))
        return next(named, f"{self.app.name}_{self.model.name}".lower())

    @property
    def column(self) -> str:
        """The column's name."""
        named = _keyword(self.call, "db_column")
        return named.value if isinstance(named, ast.Constant) else self.name


def find_field(project: StudentProject) -> Field | None:
    """The field of the embedding: a BinaryField of Movie before any other; None where there is none."""
    named = [field for source in project.named("models") for field in _fields(source)]
    found = [heir for field in named for heir in _heirs(project, field)]
    found.sort(
        key=lambda field: (field.kind != "BinaryField", field.model.name != "Movie", field.name != FIELD)
    )
    return found[0] if found else None


def check_model(project: StudentProject, field: Field | None) -> Iterator[Finding]:
    """What is said of the model, its field's kind and its default."""
    topic = _("model field")
    broken = [source for source in project.named("models") if source.problem]
    if field is None and broken:
        said = f"{project.relative(broken[0].path)}: {broken[0].problem}"
        yield wrong(topic, said, _("Mend this line first: Python cannot read the file."))
    elif field is None:
        step = _("Add to class Movie in models.py: emb = models.BinaryField(null=True)")
        yield missing(topic, _("No model has a field for the embedding."), step)
    elif field.kind != "BinaryField":
        said = _("%(field)s is a %(kind)s.") % {"field": _whole(field), "kind": field.kind}
        yield wrong(topic, said, _("Make it a BinaryField: it keeps the bytes of a numpy array as they are."))
    else:
        yield done(topic, _("%(field)s is a BinaryField.") % {"field": _whole(field)})
        yield from _check_default(field)
        if not any(source.problem for source in project.all_settings):
            yield _check_app(project, field)


def check_migration(project: StudentProject, field: Field | None) -> Iterator[Finding]:
    """Whether some migration makes the field's column."""
    if field is None:
        return
    topic, folder = _("migration"), field.app / "migrations"
    files = [source for source in project.sources if source.path.parent == folder]
    makers = [source.path.name for source in files if field.name in strings(source.tree)]
    if makers:
        yield done(topic, _("%(file)s makes the column.") % {"file": makers[-1]})
    elif not (folder / "__init__.py").is_file():
        said = _("%(folder)s has no folder migrations.") % {"folder": field.app.name}
        yield missing(topic, said, f"python manage.py makemigrations {field.app.name}")
    else:
        said = _("No migration knows the field %(field)s.") % {"field": field.name}
        yield missing(topic, said, "python manage.py makemigrations, python manage.py migrate")


def _check_default(field: Field) -> Iterator[Finding]:
    default = _keyword(field.call, "default")
    if default is None:
        return
    topic = _("default")
    if _draws(default, field.source.tree):
        said = _("A film without an embedding gets a random one, and competes in every search.")
        yield wrong(topic, said, _("Write null=True in place of default=…, migrate, and embed again."))
    else:
        said = _("A film without an embedding gets one by default.")
        yield wrong(topic, said, _("Write null=True in place of default=…: no embedding yet is no vector."))


def _check_app(project: StudentProject, field: Field) -> Finding:
    topic, name = _("app"), field.app.name
    if any(app == name or app.endswith(f".{name}") for app in project.apps):
        return done(topic, _("%(app)s is in INSTALLED_APPS.") % {"app": name})
    said = _("%(app)s is not in INSTALLED_APPS.") % {"app": name}
    return wrong(topic, said, _("Add it there, in settings.py; then makemigrations and migrate."))


def _draws(default: ast.expr, tree: ast.Module) -> bool:
    """Whether a default is drawn at random: by itself, or by the function that it names."""
    functions = [node for node in nodes(tree, ast.FunctionDef) if node.name == name_of(default)]
    return any(name_of(node) in RANDOM for part in (default, *functions) for node in ast.walk(part))


def _fields(source: Source) -> Iterator[Field]:
    for model in nodes(source.tree, ast.ClassDef):
        for node in model.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                name = name_of(target)
                if name_of(node.value) == "BinaryField" or _likely(name, node.value):
                    yield Field(source, model, name, node.value)


def _heirs(project: StudentProject, field: Field) -> list[Field]:
    """The field in the models that inherit it, where its own is abstract and has no table; else itself."""
    if not _is_abstract(field.model):
        return [field]
    heirs = [
        replace(field, source=source, model=node)
        for source in project.named("models")
        for node in nodes(source.tree, ast.ClassDef)
        if field.model.name in map(name_of, node.bases)
    ]
    return heirs or [field]


def _is_abstract(model: ast.ClassDef) -> bool:
    said = assigned(model, "abstract")
    return any(isinstance(value, ast.Constant) and value.value is True for value in said)


def _likely(name: str, call: ast.Call) -> bool:
    return name.lower() in LIKELY and name_of(call).endswith("Field")


def _whole(field: Field) -> str:
    return f"{field.model.name}.{field.name}"


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
