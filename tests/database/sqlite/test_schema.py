"""On SQLite whatever is missing of the full-text table and the journal is made again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.database.schema import install
from movie.database.sqlite.schema import TRIGGERS
from movie.models import Movie

from ..words import changed_since, sql, stored_words, words_of_films

pytestmark = pytest.mark.sqlite


def test_install_twice_changes_nothing(heat):
    with CaptureQueriesContext(connection) as queries:
        install(connection)
    assert not [query["sql"] for query in queries if "sqlite_master" not in query["sql"]]


@contextmanager
def without_trigger(name: str) -> Iterator[None]:
    """As after a rebuild of the table, until `migrate` has run."""
    sql(f"DROP TRIGGER {name}")
    yield
    install(connection)


@pytest.mark.parametrize("name", TRIGGERS)
def test_dropped_trigger_is_restored_by_install(heat, name):
    definitions = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'movie_%%' ORDER BY 1"
    )
    before = sql(definitions)
    with without_trigger(name):
        assert len(sql(definitions)) == len(before) - 1
    assert sql(definitions) == before


def test_film_table_rebuilt_by_a_migration_is_watched_again_after_install(in_process):
    """On SQLite, Django alters a column by copying the rows to a new table, and drops the old one."""
    found = in_process("""
from django.db import connection, models
from movie.models import Movie
from movie.database.schema import install, uninstall
from movie.database.full_text import titled
film = Movie.objects.create(title="Solaris", description="Water.")
old = Movie._meta.get_field("keywords")
new = models.CharField(max_length=9000, blank=True)
new.set_attributes_from_name("keywords")
uninstall(connection)
with connection.schema_editor() as editor:
    editor.alter_field(Movie, old, new, strict=False)
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    left = cursor.fetchone()[0]
install(connection)
Movie.objects.update(title="Stalker")
print(json.dumps([left, titled("stalker"), titled("solaris")]))
""")
    assert found == [0, [1], []]


def test_full_text_table_of_another_definition_is_rebuilt_and_filled(heat):
    expected = stored_words()
    sql("DROP TABLE movie_words")
    sql("CREATE VIRTUAL TABLE movie_words USING fts5(title, description)")
    install(connection)
    assert expected == stored_words() == words_of_films()


def test_journal_of_another_definition_is_rebuilt_with_every_film(heat):
    sql("DROP TABLE movie_change")
    sql("CREATE TABLE movie_change (seq INTEGER PRIMARY KEY, movie_id INTEGER)")
    install(connection)
    assert changed_since(0) == set(Movie.objects.values_list("pk", flat=True))


def test_trigger_of_another_definition_is_replaced(heat):
    sql("DROP TRIGGER movie_words_insert")
    sql("CREATE TRIGGER movie_words_insert AFTER INSERT ON movie_movie BEGIN SELECT 1; END")
    install(connection)
    Movie.objects.create(title="Thief")
    assert stored_words() == words_of_films()


def test_lost_tables_are_made_again(heat):
    expected = stored_words()
    sql("DROP TABLE movie_words")
    sql("DROP TABLE movie_change")
    install(connection)
    assert stored_words() == expected
    assert heat.pk in changed_since(0)


def test_another_program_writing_through_sqlite3_keeps_both_in_step(in_process, tmp_path):
    """The program knows nothing of Django: the database itself does the work."""
    in_process("from movie.models import Movie\nfor n in range(3): Movie.objects.create(title=f'Film {n}')")
    program = sqlite3.connect(tmp_path / "films.sqlite3")
    (before,) = program.execute("SELECT max(seq) FROM movie_change").fetchone()
    program.execute("UPDATE movie_movie SET title = 'Solaris', year = 1972 WHERE title = 'Film 1'")
    program.execute("DELETE FROM movie_movie WHERE title = 'Film 2'")
    program.commit()
    program.close()
    found = in_process(f"""
from django.db import connection
from movie.database.full_text import titled
with connection.cursor() as cursor:
    cursor.execute("SELECT movie_id FROM movie_change WHERE seq > {before} ORDER BY 1")
    print(json.dumps([titled("solaris"), titled("film"), [film for (film,) in cursor.fetchall()]]))
""")
    assert found == [[2], [1], [2, 3]]
