"""Puts together all that is said of a student's project."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from .database import read_rows
from .findings import Finding, done, missing, wrong
from .keys import check_key
from .model import check_migration, check_model, find_field
from .pages import check_commands, check_page, embedding_commands, search_views
from .project import StudentProject, find_project
from .running import try_out
from .vectors import check_vectors


def _unreadable(project: StudentProject) -> Finding | None:
    """What is said where Python cannot read one of their files, models aside, of which more is said below."""
    models = project.named("models")
    broken = [source for source in project.sources if source.problem and source not in models]
    if not broken:
        return None
    said = f"{project.relative(broken[0].path)}: {broken[0].problem}"
    return wrong(_("project"), said, _("Mend this line first: Python cannot read the file."))


def check(folder: Path, *, run: bool = False, seconds: float = 60) -> Iterator[Finding]:
    """Look at the project in a folder; `run` asks its pages and commands too, for so many seconds each."""
    topic = _("project")
    project = find_project(folder)
    if project is None:
        said = _("There is no manage.py in %(folder)s.") % {"folder": folder}
        yield missing(
            topic, said, _("Name the folder of your project: python manage.py workshop_check FOLDER")
        )
        return
    if project.settings is None:
        yield missing(topic, _("There is no settings.py."), "django-admin startproject")
    else:
        yield _unreadable(project) or done(topic, project.settings.path.parent.name)
    field = find_field(project)
    yield from check_model(project, field)
    yield from check_migration(project, field)
    rows = read_rows(project, field)
    yield from [rows] if isinstance(rows, Finding) else check_vectors(project, rows)
    yield from check_key(project)
    yield from check_commands(project, field)
    views = search_views(project, field)
    yield from check_page(project, views)
    if run:
        films = [] if isinstance(rows, Finding) else rows
        yield from try_out(project, views, embedding_commands(project, field), films, seconds)
