"""An import changes how the interpreter and SQLite work while it runs, and leaves them as they were."""

import gc

import pytest
from django.db import connection

from movie.catalogue.bulk import PRAGMAS, writing_much

pytestmark = pytest.mark.django_db


def settings_now():
    with connection.cursor() as cursor:
        pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
    return pragmas, gc.get_threshold()


def test_block_changes_settings_and_gives_them_back():
    before = settings_now()
    with writing_much():
        during = settings_now()
    assert (during[0], settings_now()) == (list(PRAGMAS.values()), before)
    assert during[1] != before[1]


def test_settings_are_given_back_after_an_error():
    before = settings_now()
    with pytest.raises(ZeroDivisionError), writing_much():
        raise ZeroDivisionError
    assert settings_now() == before
