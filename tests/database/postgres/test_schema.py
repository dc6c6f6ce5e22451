"""On PostgreSQL whatever is missing of the full-text table and the journal is made again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.database.postgres.schema import TABLE_OF
from movie.database.schema import install, uninstall
from movie.models import Movie
from movie.search.engines.selection import best_engine

from ..words import changed_since, latest_change, sql, stored_words, words_of_films

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def triggers() -> set[str]:
    return {name for (name,) in sql("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'movie_%%'")}


def test_install_twice_changes_nothing(heat):
    with CaptureQueriesContext(connection) as queries:
        install(connection)
    said = [query["sql"] for query in queries]
    assert not [
        statement for statement in said if statement.startswith(("CREATE", "DROP", "DELETE", "INSERT"))
    ]


@pytest.mark.parametrize("name", ["movie_words_insert", "movie_change_update", "movie_turns_movie"])
def test_dropped_trigger_is_restored_and_what_it_missed_is_taken_in(heat, name):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql(f"DROP TRIGGER {name} ON {TABLE_OF[name]}")
    film = Movie.objects.create(title="Solaris", description="Water.")
    install(connection)
    assert triggers() == TABLE_OF.keys()
    assert stored_words() == words_of_films()
    assert film.pk in changed_since(0)


def test_numbers_of_the_journal_go_on_when_it_is_made_anew(heat):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    before = latest_change()
    uninstall(connection)
    assert triggers() == set()
    install(connection)
    assert changed_since(before) == set(Movie.objects.values_list("pk", flat=True))


def test_lost_words_are_made_again(heat):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    expected = stored_words()
    sql("DROP TABLE movie_words")
    install(connection)
    assert stored_words() == expected


def test_table_that_is_emptied_at_once_is_followed(heat):
    before = latest_change()
    films = set(Movie.objects.values_list("pk", flat=True))
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("TRUNCATE movie_movie CASCADE")
    assert stored_words() == {}
    assert changed_since(before) == films


def test_long_text_is_stored_and_found_by_its_beginning(make_movie):
    film = make_movie("Long", description="shark " + " ".join(f"w{n}" for n in range(60_000)))
    assert sql("SELECT movie_id FROM movie_words WHERE words @@ 'shark'") == [(film.pk,)]


def test_server_that_has_pgvector_searches_by_it_unasked():
    assert sql("SELECT extname FROM pg_extension WHERE extname = 'vector'")
    assert best_engine(Movie, "a model").name == "pgvector"


def test_role_that_may_not_make_pgvector_is_told_who_can_and_films_are_compared_in_memory(caplog):
    sql("DROP EXTENSION vector")
    sql("CREATE ROLE visitor")
    sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO visitor")
    sql("SET LOCAL ROLE visitor")
    install(connection)
    assert "CREATE EXTENSION vector" in caplog.text
    assert best_engine(Movie, "a model").name == "memory"
