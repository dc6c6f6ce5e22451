"""Whoever watches the site is told whether it can read its database, over HTTP and by any host's name."""

import pytest
from django.db import DatabaseError, connection

from moviereviews import health


@pytest.mark.parametrize("method", ["get", "head"])
def test_site_that_can_read_is_well_whatever_the_host_and_scheme(client, db, settings, method):
    settings.SECURE_SSL_REDIRECT = True
    response = getattr(client, method)("/healthz", headers={"Host": "10.1.2.3:9"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_watching_reads_once_and_writes_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        client.get("/healthz")
    assert seen.captured_queries[0]["sql"].startswith("SELECT")


def test_site_without_its_tables_is_unwell_and_says_why_in_the_log(client, db, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE movie_change RENAME TO elsewhere")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "movie_change" in caplog.text


def test_site_that_cannot_reach_its_database_is_unwell(client, db, monkeypatch):
    def unreachable():
        raise DatabaseError("unable to open database file")

    monkeypatch.setattr(health, "latest_change", unreachable)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert b"unable" not in response.content
