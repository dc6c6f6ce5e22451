"""What is wrong with the settings is said by `manage.py check`, with an id and the cure."""

from types import SimpleNamespace

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command

from movie import checks
from movie.checks import check_database
from movie.database import vendors

OPENAI = "movie.embedders.openai.OpenAIEmbedder"


def messages(**options):
    """What the registered checks of this app say."""
    return [message for message in run_checks(**options) if message.id.startswith("movie.")]


@pytest.mark.django_db
def test_good_settings_raise_no_message():
    assert messages(databases=["default"]) == []


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"BACKEND": "word2vec"}, "“word2vec”"),
        ({"BACKEND": "movie.embedders.nowhere.Nobody"}, "Nobody"),
        ({}, "no usable entry"),
        ({"BACKEND": OPENAI}, "openai_apikey"),
        ({"BACKEND": OPENAI, "OPTIONS": {"api_key": "sk-x", "dimensions": "many"}}, "“many”"),
        (
            {"BACKEND": OPENAI, "OPTIONS": {"api_key": "sk-x", "colour": "red"}},
            "“default” do not fit.*colour",
        ),
        ({"BACKEND": "movie.embedders.Embedder"}, "“default” do not fit.*embed_batch"),
    ],
)
def test_embedder_that_cannot_be_made_is_one_error_with_the_cause(settings, choice, said):
    settings.EMBEDDERS = {"default": choice}
    (message,) = messages()
    assert message.id == "movie.E001"
    assert message.is_serious()
    pytest.raises(CommandError, call_command, "check").match(said)


def test_every_alias_is_checked(settings):
    good = {"BACKEND": "tests.fakes.RecordingEmbedder"}
    settings.EMBEDDERS = {"default": good, "first": {"BACKEND": "a.B"}, "second": {"BACKEND": "c.D"}}
    assert [message.id for message in messages()] == ["movie.E001", "movie.E001"]


def test_check_of_the_settings_asks_no_provider(openai_embedder, openai_server):
    assert messages() == []
    assert openai_server.requests == []


def test_other_database_than_sqlite_and_postgresql_is_warned_about_by_name(monkeypatch):
    connections = {"default": SimpleNamespace(vendor="sqlite"), "films": SimpleNamespace(vendor="mysql")}
    monkeypatch.setattr(checks, "connections", connections)
    (message,) = check_database(None, databases=["default", "films"])
    assert message.id == "movie.W001"
    assert "“films” is mysql" in message.msg
    assert not message.is_serious()


def test_databases_are_looked_at_only_when_they_are_asked_for(monkeypatch):
    monkeypatch.setattr(checks, "connections", {"default": SimpleNamespace(vendor="mysql")})
    assert messages() == []
    assert [message.id for message in messages(tags=[Tags.database], databases=["default"])] == ["movie.W001"]


@pytest.mark.parametrize(
    ("processes", "version", "warned"),
    [(1, (3, 40, 1), False), (2, (3, 51, 2), True), (2, (3, 51, 3), False), (4, (3, 52, 0), False)],
)
def test_several_processes_on_an_old_sqlite_are_warned_about(
    settings, monkeypatch, processes, version, warned
):
    settings.WEB_CONCURRENCY = processes
    monkeypatch.setattr(vendors.Database, "sqlite_version_info", version)
    assert [message.id for message in messages()] == ["movie.W002"] * warned


def test_several_processes_on_another_database_are_not_warned_about(settings, monkeypatch):
    settings.WEB_CONCURRENCY = 4
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
    monkeypatch.setattr(vendors.Database, "sqlite_version_info", (3, 40, 1))
    assert messages() == []
