"""Requests that no browser sends: each is refused with 400 and all headers, in a line of the log at most."""

import io
import logging

import pytest
from django.test import Client
from django.utils import translation

from movie.errors import NothingEmbedded
from moviereviews.logs import LONGEST, MachineLanguage, one_line
from moviereviews.middleware import HEADERS, policy_for

FORM = "application/x-www-form-urlencoded"


def refused(response, path):
    assert response.status_code == 400, response.status_code
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert response["Content-Security-Policy"] == policy_for(path)
    assert b"Traceback" not in response.content


@pytest.fixture
def raw(db):
    """Posts bytes as they are, with CSRF checks as a browser has them."""
    client = Client(enforce_csrf_checks=False, raise_request_exception=False)
    return lambda path, body, kind: client.generic("POST", path, body, content_type=kind)


@pytest.mark.parametrize("path", ["/chat/", "/admin/login/", "/i18n/setlang/"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"whatever", "multipart/form-data"),
        (b"whatever", "multipart/form-data; boundary="),
        (b"whatever", "multipart/form-data; boundary=\xe9".encode("latin-1").decode("latin-1")),
        (b"&".join(b"a%d=1" % number for number in range(1001)), FORM),
        (b"a=" + b"x" * 3_000_000, FORM),
        (b"said=x", f"{FORM}; charset=utf-16"),
    ],
    ids=["no boundary", "empty boundary", "odd boundary", "too many fields", "too much", "other charset"],
)
def test_malformed_post_is_refused_with_all_headers(raw, path, body, kind):
    response = raw(path, body, kind)
    if kind.startswith(FORM) and len(body) > 2_600_000:
        assert response.status_code in (400, 413)
        return
    refused(response, path)


@pytest.mark.parametrize("host", ["evil.example", "a b", "x" * 5000, "localhost:port", "[", "ü"])
def test_bad_host_is_refused_with_all_headers(client, settings, host):
    settings.ALLOWED_HOSTS = ["localhost"]
    refused(client.get("/", headers={"Host": host}), "/")


def test_bad_host_is_one_short_line_of_the_log(settings, client, capsys, monkeypatch):
    stream = io.StringIO()
    handler = next(iter(logging.getLogger("django.security").handlers))
    monkeypatch.setattr(handler, "stream", stream)
    settings.ALLOWED_HOSTS = ["localhost"]
    client.get("/", headers={"Host": "evil.example" + "x" * 5000})
    (line,) = stream.getvalue().splitlines()
    assert "evil.example" in line
    assert len(line) < LONGEST + 100


def test_nothing_that_a_stranger_sends_begins_a_line_of_the_log():
    record = logging.LogRecord("a", 30, "a.py", 1, "from %r", ("a",), None)
    record.msg, record.args = "a\nERROR all is lost\x1b[31m", ()
    assert one_line(record)
    assert record.getMessage() == "a?ERROR all is lost?[31m"


def test_pages_are_compressed_and_what_streams_is_not(client, db):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < len(client.get("/").content) / 2
    assert "Accept-Encoding" in page["Vary"]
    assert "Content-Encoding" not in client.get("/static/movie/icon.svg").headers


def test_address_that_is_none_of_the_web_is_never_rendered(client, make_movie):
    movie = make_movie(url="javascript:alert(document.domain)")
    assert b"javascript:" not in client.get(f"/movies/{movie.pk}/").content
    assert client.get(f"/api/movies/{movie.pk}").json()["homepage"] == ""
    good = make_movie("Other", url="https://example.org/film")
    assert b'href="https://example.org/film"' in client.get(f"/movies/{good.pk}/").content


def test_log_is_in_the_language_of_the_machine_whoever_looks_at_the_page(monkeypatch):
    monkeypatch.setenv("LC_ALL", "es_CO.UTF-8")
    error = NothingEmbedded()
    record = logging.LogRecord(
        "movie", logging.WARNING, "", 1, "Films were found by words alone: %s", (error,), None
    )
    with translation.override("en"):
        told = MachineLanguage().format(record)
        assert "Run:" in record.getMessage()
    assert told.startswith("Las películas se han buscado solo por palabras: ") and "Ejecuta:" in told
