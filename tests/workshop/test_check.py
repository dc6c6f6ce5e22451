"""A student's project is read: what is done, missing or wrong in model, migration, key, command and page."""

import hashlib
import re
from pathlib import Path

import pytest
from django.utils import translation

from movie.workshop.check import check
from movie.workshop.findings import State

from .students import MIGRATION, MODELS, Student, float32, unit

KEY = "sk-" + "a1B2" * 12


def states(folder: Path) -> dict[str, State]:
    return {found.topic: found.state for found in check(folder)}


def test_whole_project_is_done_everywhere(student):
    found = states(student.folder)
    assert set(found.values()) == {State.DONE}
    assert list(found) == [
        "project",
        "model field",
        "app",
        "migration",
        "films",
        "embeddings",
        "number type",
        "dimensions",
        "key",
        "command",
        "page",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_file_of_another_encoding_is_said_so_with_the_cure(student, undone, encoding):
    path = student.folder / "movie/models.py"
    path.write_bytes(("NAME = 'Películas'\n" + MODELS).encode(encoding))
    with translation.override("es"):
        said = undone()["campo del modelo"].said
    assert said.startswith("movie/models.py: No está escrito en UTF-8.")
    path.write_bytes(("# -*- coding: cp1252 -*-\n# Películas\n" + MODELS).encode("cp1252"))
    assert undone() == {}


def test_comment_that_python_cannot_read_is_wrong_too(student, undone):
    path = student.folder / "site1/settings.py"
    path.write_bytes("# Configuración\n".encode("cp1252") + path.read_bytes())
    assert undone()["project"].said.startswith("site1/settings.py: It is not written in UTF-8.")


@pytest.mark.parametrize("package", ["site1.settings.dev", "site1.settings"])
def test_settings_in_several_files_are_read_together(student, undone, package):
    text = (student.folder / "site1/settings.py").read_text("utf-8")
    student.remove("site1/settings.py")
    student.write("site1/settings/base.py", text.replace('"db.sqlite3"', '"films.sqlite3"'))
    student.write("site1/settings/__init__.py", "" if package.endswith("dev") else "from .base import *")
    student.write("site1/settings/dev.py", "from .base import *\nfrom .base import *\nDEBUG = True\n")
    student.change("manage.py", "site1.settings", package)
    (student.folder / "db.sqlite3").rename(student.folder / "films.sqlite3")
    assert undone() == {}


def test_database_that_is_no_sqlite_is_named(student, undone):
    student.remove("db.sqlite3")
    student.change("site1/settings.py", "django.db.backends.sqlite3", "django.db.backends.mysql")
    assert "django.db.backends.mysql" in undone()["database"].said


def test_what_a_mac_adds_to_an_archive_is_nothing_of_theirs(student, undone):
    (student.folder / "__MACOSX").mkdir()
    (student.folder / "__MACOSX/._models.py").write_bytes(b"\x00\x05\x16\x07")
    assert undone() == {}


@pytest.mark.parametrize("deep", ["", "workshop", "a/b/c"])
def test_project_is_found_in_folders_below(tmp_path, deep):
    Student(tmp_path / "theirs" / deep)
    assert State.MISSING not in states(tmp_path / "theirs").values()


def test_project_on_a_stick_in_a_folder_media_is_found(tmp_path):
    Student(tmp_path / "media/stick/theirs")
    assert State.MISSING not in states(tmp_path / "media/stick").values()


def test_every_step_says_what_to_do_next(student):
    for name in ("movie/models.py", "recommendations/views.py"):
        student.write(name, "")
    student.remove("movie/management/commands/movie_embeddings.py")
    undone = [found for found in check(student.folder) if found.state is not State.DONE]
    assert len(undone) >= 4
    assert all(found.step for found in undone)


def test_nothing_of_theirs_is_run_or_changed(student):
    student.write("movie/models.py", "raise SystemExit('run')\n" + MODELS)
    student.write("sqlite3.py", "raise SystemExit('run')")
    before = fingerprints(student.folder)
    list(check(student.folder))
    assert fingerprints(student.folder) == before


def fingerprints(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.*")}


def test_folder_without_a_project_is_said_so(tmp_path):
    found = list(check(tmp_path))
    assert [(one.topic, one.state) for one in found] == [("project", State.MISSING)]


RANDOM_DEFAULT = MODELS.replace("null=True", "default=get_default_array").replace(
    "class Movie", "def get_default_array():\n    return np.random.rand(1536).tobytes()\n\nclass Movie"
)
SHAPES = {
    "no field": ("movie/models.py", MODELS.replace("    emb = models.BinaryField(null=True)\n", "")),
    "text field": ("movie/models.py", MODELS.replace("BinaryField", "TextField")),
    "json field of another name": (
        "movie/models.py",
        MODELS.replace("emb = models.BinaryField", "embedding = models.JSONField"),
    ),
    "syntax error": ("movie/models.py", MODELS + "    year = models.IntegerField(\n"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_model_that_cannot_keep_bytes_is_not_done(student, undone, shape):
    student.write(*SHAPES[shape])
    found = undone()["model field"]
    assert found.state is (State.MISSING if shape == "no field" else State.WRONG)


def test_broken_line_is_named(student, undone):
    student.write(*SHAPES["syntax error"])
    assert "movie/models.py: line" in undone()["model field"].said


@pytest.mark.parametrize(
    ("models", "word"),
    [
        (RANDOM_DEFAULT, "random"),
        (MODELS.replace("null=True", "default=np.random.rand(1536).tobytes"), "random"),
        (MODELS.replace("null=True", "default=b''"), "by default"),
    ],
)
def test_default_is_wrong_and_a_random_one_worse(student, undone, models, word):
    student.write("movie/models.py", models)
    found = undone()
    assert list(found) == ["default"] and word in found["default"].said


def test_model_of_another_shape_is_understood(student, undone):
    student.remove("movie/models.py")
    pelicula = MODELS.replace("class Movie", "class Pelicula").replace("emb =", "embedding =")
    student.write("movie/models/__init__.py", "from .films import Pelicula")
    student.write("movie/models/films.py", pelicula + "\n    class Meta:\n        db_table = 'films'\n")
    student.store([("One", float32(1))], table="films", column="embedding")
    student.write("movie/migrations/0001_initial.py", MIGRATION.replace('"emb"', '"embedding"'))
    for name in ("movie/management/commands/movie_embeddings.py", "recommendations/views.py"):
        student.change(name, ".emb", ".embedding")
    assert undone() == {}


def test_app_that_is_not_installed_and_migrations_that_are_not_made_are_said(student, undone):
    student.change("site1/settings.py", '"movie.apps.MovieConfig", ', "")
    student.remove("movie/migrations/0001_initial.py")
    found = undone()
    assert (found["app"].state, found["migration"].state) == (State.WRONG, State.MISSING)
    student.remove("movie/migrations/__init__.py")
    assert "makemigrations movie" in undone()["migration"].step


@pytest.mark.parametrize("spoil", ["none", "empty", "no table", "no column", "no database"])
def test_database_that_is_not_there_or_not_readable_is_said(student, undone, spoil):
    path = student.folder / "db.sqlite3"
    if spoil in ("none", "empty"):
        path.write_bytes(b"" if spoil == "empty" else b"SQLite format 3\0" + b"x" * 5000)
    elif spoil == "no database":
        path.unlink()
    else:
        student.store([], table="films" if spoil == "no table" else "movie_movie", column="other")
    assert list(undone()) == ["database"]


def test_rows_still_in_the_log_are_seen(student, undone):
    import sqlite3

    database = sqlite3.connect(student.folder / "db.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("UPDATE movie_movie SET emb = NULL")
    database.commit()
    try:
        assert "6 of 6" in undone()["embeddings"].said
    finally:
        database.close()


def test_field_of_an_abstract_model_is_looked_at_in_the_model_that_has_the_table(student, undone):
    path = next(student.folder.glob("*/models.py"))
    text = path.read_text(encoding="utf-8")
    field = re.search(r"^    emb = .*\n", text, re.MULTILINE)[0]
    base = f"class Embedded(models.Model):\n{field}\n    class Meta:\n        abstract = True\n\n\n"
    text = text.replace(field, "").replace("class Movie(models.Model)", f"{base}class Movie(Embedded)")
    path.write_text(text, encoding="utf-8")
    assert undone() == {}


def test_key_in_the_code_is_wrong_and_never_shown(student, undone):
    student.change("recommendations/views.py", 'os.environ.get("openai_apikey")', f'"{KEY}"')
    found = undone()["key"]
    assert found.state is State.WRONG and "recommendations/views.py" in found.said
    assert KEY not in found.said + found.step


@pytest.mark.parametrize(
    ("ignored", "tracked", "git", "state"),
    [
        ("*.env\n", (), True, None),
        ("openAI.env\n", ("manage.py",), True, None),
        ("", ("manage.py", "openAI.env"), True, State.WRONG),
        ("*.env\n", ("a.py", "openAI.env", "z.py"), True, State.WRONG),
        ("", ("manage.py",), True, State.WRONG),
        ("# openAI.env\n", (), False, State.MISSING),
        ("/openAI.env\n", (), False, None),
    ],
)
def test_key_is_done_where_git_never_gets_it(student, undone, ignored, tracked, git, state):
    student.write("openAI.env", f"openai_apikey={KEY}\n")
    student.write(".gitignore", ignored)
    if git:
        student.git(*tracked)
    found = undone().get("key")
    assert (found and found.state) is state


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("sk-your-openai-api-key-goes-here", None),
        ("sk-test-0123456789abcdef0123456789", None),
        ("sk-" + "x" * 48, None),
        ("sk-" + "4f1c09ab7e3d52c8" * 2, State.WRONG),
        ("sk-proj-" + "Qm7_xP2w-Lk9Zt0T3BlbkFJ" * 3, State.WRONG),
    ],
)
def test_key_of_the_tests_is_wrong_where_it_is_drawn_and_none_where_it_is_made_up(
    student, undone, key, state
):
    student.write("movie/tests.py", f'KEY = "{key}"\n')
    found = undone().get("key")
    assert (found and found.state) is state


def test_key_file_above_the_project_counts_too(student, undone):
    (student.folder.parent / "openAI.env").write_text(f"openai_apikey={KEY}\n")
    student.write(".gitignore", "")
    assert undone()["key"].state is State.MISSING


@pytest.mark.parametrize("name", ["add_embeddings_db.py", "otro_nombre.py"])
def test_command_may_have_any_name(student, undone, name):
    commands = student.folder / "movie/management/commands"
    (commands / "movie_embeddings.py").rename(commands / name)
    assert undone() == {}


def test_command_in_the_wrong_folder_or_that_saves_nothing_is_wrong(student, undone):
    path = student.folder / "movie/management/commands/movie_embeddings.py"
    text = path.read_text()
    path.unlink()
    student.write("movie/commands/movie_embeddings.py", text)
    assert "movie/commands/movie_embeddings.py" in undone()["command"].said
    student.write("movie/management/commands/movie_embeddings.py", text.replace("movie.save()", "pass"))
    assert "save()" in undone()["command"].step


@pytest.mark.parametrize(
    ("spoil", "state"),
    [
        (lambda student: student.write("recommendations/views.py", ""), State.MISSING),
        (lambda student: student.write("recommendations/urls.py", "urlpatterns = []"), State.WRONG),
        (lambda student: student.remove("recommendations/templates/recommend.html"), State.WRONG),
    ],
)
def test_page_needs_view_address_and_template(student, undone, spoil, state):
    spoil(student)
    assert undone()["page"].state is state


def test_page_of_a_class_or_with_a_function_of_its_own_is_a_page(student, undone):
    helper = "def best(prompt):\n    return [np.frombuffer(m.emb, dtype=np.float32) for m in films]\n\n"
    view = 'def recommend(request):\n    return render(request, "recommend.html", {"m": best(1)})\n'
    student.write("recommendations/views.py", helper + view)
    assert undone() == {}
    views = "class Recommend(View):\n    def get(self, request):\n        return [m.emb for m in films]\n"
    student.write("recommendations/views.py", views)
    student.write("recommendations/urls.py", 'urlpatterns = [path("", views.Recommend.as_view())]')
    assert undone() == {}


@pytest.mark.parametrize(
    ("taken", "called"),
    [
        ("from .ranking import best", "best(request)"),
        ("from recommendations import ranking", "ranking.best(request)"),
        ("import recommendations.ranking", "recommendations.ranking.best(request)"),
    ],
)
def test_page_that_compares_in_a_module_beside_it_is_a_page(student, undone, taken, called):
    text = (student.folder / "recommendations/views.py").read_text("utf-8")
    student.write("recommendations/ranking.py", text.replace("def recommend", "def best"))
    student.write("recommendations/views.py", f"{taken}\n\ndef recommend(request):\n    return {called}\n")
    assert undone() == {}
    student.write("recommendations/ranking.py", "def best(request):\n    return best(request)\n")
    assert undone()["page"].state is State.MISSING


def test_double_precision_read_as_single_is_the_classic_mistake(student, undone):
    student.store([(f"Film {n}", unit(n).astype("<f8").tobytes()) for n in range(4)])
    found = undone()["number type"]
    assert found.state is State.WRONG and "recommendations/views.py:" in found.said
    for name in ("recommendations/views.py",):
        student.change(name, "np.frombuffer(m.emb, dtype=np.float32)", "np.frombuffer(m.emb)")
    assert undone() == {}
