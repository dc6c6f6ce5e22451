"""Whose a request is behind a proxy: what a trusted proxy says, and nothing that a stranger claims."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from movie.billing.visitors import visitor_of
from moviereviews.proxies import HEADERS, address_of, believe, networks

PROXIES = networks(["127.0.0.1", "10.0.0.0/8", "fd00::/8"])


def believed(sender, **headers):
    """What is left of a request from this address with these forwarded headers."""
    environ = {"REMOTE_ADDR": sender, "wsgi.url_scheme": "http", "HTTP_HOST": "inside"}
    environ |= {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in headers.items()}
    believe(environ, PROXIES)
    assert not set(HEADERS) & set(environ)
    return environ["REMOTE_ADDR"], environ["wsgi.url_scheme"], environ["HTTP_HOST"]


def test_trusted_proxy_is_believed():
    said = {"for": "192.0.2.1", "proto": "https", "host": "films.example.org"}
    assert believed("127.0.0.1", **said) == ("192.0.2.1", "https", "films.example.org")


def test_stranger_is_not_believed():
    said = {"for": "192.0.2.1", "proto": "https", "host": "films.example.org"}
    assert believed("198.51.100.7", **said) == ("198.51.100.7", "http", "inside")


def test_nobody_is_believed_where_no_proxy_is_trusted():
    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}
    believe(environ, ())
    assert environ == {"REMOTE_ADDR": "127.0.0.1"}


@pytest.mark.parametrize(
    ("forwarded", "visitor"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1, 10.1.2.3", "192.0.2.1"),
        ("10.9.9.9, 10.1.2.3", "10.9.9.9"),
        ("10.9.9.9, 192.0.2.1, 10.1.2.3, fd00::5", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("203.0.113.9, unknown", "127.0.0.1"),
        ("203.0.113.9, , 10.1.2.3", "10.1.2.3"),
        ("", "127.0.0.1"),
    ],
)
def test_visitor_is_the_rightmost_who_is_no_proxy(forwarded, visitor):
    assert believed("127.0.0.1", **{"for": forwarded})[0] == visitor


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.lists(st.ip_addresses().map(str) | st.text("1.:,[]x ", max_size=8), max_size=5))
def test_whatever_a_visitor_writes_left_of_the_own_address_changes_nothing(claims):
    forwarded = ", ".join([*claims, "192.0.2.1", "10.1.2.3"])
    assert believed("127.0.0.1", **{"for": forwarded})[0] == "192.0.2.1"


@pytest.mark.parametrize("scheme", ["", "javascript", "https, ftp", "ws"])
def test_scheme_of_another_kind_is_not_believed(scheme):
    assert believed("127.0.0.1", proto=scheme)[1] == "http"


def test_last_of_several_schemes_and_hosts_is_the_nearest_proxys():
    assert believed("127.0.0.1", proto="http, https", host="a.org, b.org")[1:] == ("https", "b.org")


@pytest.mark.parametrize("text", ["", "unknown", "_hidden", "1.2.3", "1.2.3.4.5", "[x]:1"])
def test_what_is_no_address_is_none(text):
    assert address_of(text) is None


def test_word_that_is_no_network_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"TRUSTED_PROXIES.*proxy\.local"):
        networks(["10.0.0.1", "proxy.local"])


def test_visitors_are_told_apart_by_address_and_by_network_of_ipv6(rf):
    def name(address):
        return visitor_of(rf.get("/", REMOTE_ADDR=address))

    assert name("192.0.2.1") == name("192.0.2.1") != name("192.0.2.2")
    assert name("2001:db8:0:1::1") == name("2001:db8:0:1:ffff::2") != name("2001:db8:0:2::1")
    assert "192.0.2.1" not in name("192.0.2.1")


@pytest.fixture
def https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.TRUSTED_PROXIES = networks(["10.0.0.1"])


def test_https_of_a_trusted_proxy_is_served_and_plain_http_sent_on(client, db, https):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    assert client.get("/robots.txt", headers=headers, REMOTE_ADDR="10.0.0.1").status_code == 200
    plain = client.get("/robots.txt", headers=headers, REMOTE_ADDR="10.0.0.2")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/robots.txt")
