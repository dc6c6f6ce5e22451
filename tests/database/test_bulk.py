"""An import changes how the interpreter and SQLite work while it runs, and leaves them as they were."""

import gc
import json

import pytest
from django.db import connection, transaction

from movie.database.bulk import PRAGMAS, writing_much
from movie.database.triggers import written_together
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.models import Movie

from .words import sql, stored_words, words_of_films

pytestmark = pytest.mark.django_db


def settings_now():
    with connection.cursor() as cursor:
        pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
    return pragmas, gc.get_threshold()


@pytest.mark.sqlite
def test_block_changes_settings_and_gives_them_back():
    before = settings_now()
    with writing_much():
        during = settings_now()
    assert (during[0], settings_now()) == (list(PRAGMAS.values()), before)
    assert during[1] != before[1]


@pytest.mark.sqlite
def test_settings_are_given_back_after_an_error():
    before = settings_now()
    with pytest.raises(ZeroDivisionError), writing_much():
        raise ZeroDivisionError
    assert settings_now() == before


def triggers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        return cursor.fetchall()


@pytest.mark.sqlite
def test_interrupted_batch_leaves_the_triggers_as_they_were(make_movie):
    before = triggers()
    with pytest.raises(KeyboardInterrupt), transaction.atomic(), written_together() as written:
        during = triggers()
        written.add(make_movie("Alien").pk)
        raise KeyboardInterrupt
    assert len(during) < len(before) == len(triggers())
    assert triggers() == before


def test_film_changed_beside_new_ones_is_taken_in_once_and_with_its_people(tmp_path, make_movie):
    old = make_movie("Alien", year=1979, description="old")
    path = tmp_path / "films.json"
    films = [
        {"title": "Brazil", "year": 1985, "director": ["Terry Gilliam"]},
        {"title": "Alien", "year": 1979, "description": "new", "actors": ["Tom Skerritt"]},
        {"title": "Brazil", "year": 1985, "description": "later"},
    ]
    path.write_text(json.dumps(films))
    import_films(recognise(path))
    old.refresh_from_db()
    brazil = Movie.objects.get(title="Brazil")
    assert stored_words() == words_of_films()
    assert {movie.pk: movie.description for movie in (old, brazil)} == {old.pk: "new", brazil.pk: "later"}
    assert [person.name for person in old.people.all()] == ["Tom Skerritt"]
    assert sql("SELECT count(*) FROM movie_words") == [(2,)]


def test_interrupt_that_breaks_a_transaction_is_what_is_told():
    with pytest.raises(KeyboardInterrupt), transaction.atomic(), writing_much():
        transaction.set_rollback(True)
        raise KeyboardInterrupt
