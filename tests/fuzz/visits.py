"""Requests as no browser sends them: good ones for every address of the site, spoilt."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

from .mutations import mutated

# What is in an answer only where it was put in as it came.
PROBE = "<fuzz-probe>"
PROBES = (PROBE, "\"onfuzz='", "Fuzz-Injected")
NASTY = (
    *(
        "",
        " ",
        "\0",
        "a\0b",
        "\r\nFuzz-Injected: 1",
        "\t",
        "\u2028",
        "\u202egnp",
        "\ufeff",
        "\u0130",
        "\uffff",
    ),
    *(
        "-1",
        "0",
        "00",
        "1.5",
        "1e9",
        "9" * 30,
        "9" * 5000,
        "NaN",
        "inf",
        "\u0661\u0669\u0669\u0669",
        "\u00b2",
        "\u2163",
    ),
    *(
        "'",
        '"',
        "`",
        "\\",
        "%",
        "%00",
        "%zz",
        "%%s",
        "%(title)s",
        "%d",
        "{",
        "{}",
        "{title}",
        "{{ 7 }}",
        "{% x %}",
    ),
    *(f"a{PROBE}b", "\"onfuzz='", "javascript:alert(1)", "../../etc/passwd", "..\\..\\x", "//evil.example/x"),
    *("' OR 1=1 --", '"a" NEAR/2 "b"', "title:*", "^a", "*", "AND", "NOT", "a OR", "(" * 500, "-", "a*b*c*"),
    *(
        "null",
        "None",
        "true",
        "[]",
        "{}",
        "on",
        "x" * 10_000,
        "a " * 3000,
        "é" * 2000,
        "😀" * 400,
        "ñ\u0301" * 300,
    ),
    *(
        "1990-2000",
        "2000..1990",
        "sin " * 400,
        "without " * 400,
        "como Alien pero " * 60,
        "genres:",
        "years:x-y",
    ),
)
GOOD = (
    *(
        "Alien",
        "a shark at the beach",
        "comedias de los 80 sin niños",
        "películas de Kubrick",
        "under 90 minutes",
    ),
    *(
        "1995",
        "80",
        "1",
        "2",
        "7",
        "25",
        "Drama",
        "comedy",
        "joy",
        "sadness",
        "enero",
        "friday",
        "es",
        "en",
        "next",
    ),
    *(
        "the second one",
        "¿quién la dirige?",
        "no, something older",
        "years:1980-1989",
        "genres:Comedy",
        "-title",
    ),
)
# Beside the parameters of the site's own forms and of the API: the admin's, Django's, and those of scripts.
NAMES = (
    *(
        "q",
        "page",
        "ignore",
        "e",
        "add",
        "was",
        "like",
        "unlike",
        "example",
        "said",
        "retry",
        "next",
        "language",
    ),
    *(
        "o",
        "p",
        "all",
        "_popup",
        "_to_field",
        "_changelist_filters",
        "action",
        "select_across",
        "_selected_action",
    ),
    *(
        "year__gt",
        "pk__in",
        "title__regex",
        "credits__person__name",
        "username",
        "password",
        "csrfmiddlewaretoken",
    ),
    *("confirmed", "app_label", "model_name", "field_name", "term", "stale", "e", "detalle"),
)
METHODS = (
    ("GET",) * 10 + ("POST",) * 6 + ("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get")
)
HEADERS = {
    "HTTP_ACCEPT_LANGUAGE": ("es", "en-GB,es;q=0.3", "xx", "es;q=x", "*", "zh-hant-tw-" * 99, "es,", ";q=1"),
    "HTTP_ACCEPT_ENCODING": ("gzip", "gzip;q=0", "br, *;q=x", "identity;q=0"),
    "HTTP_ACCEPT": ("application/json", "text/html;q=", "*/*", "image/webp,"),
    "HTTP_HOST": ("localhost", "evil.example", "127.0.0.1:99999", "[::1", "a b", "localhost:x", ""),
    "HTTP_COOKIE": (
        "sessionid=x",
        "sessionid=" + "a" * 32,
        "language=xx; csrftoken=é",
        "=;;=",
        "django_language=es",
    ),
    "HTTP_IF_NONE_MATCH": ("*", '"x"', 'W/"3-1"', '"3-0", "3-1"', "x,"),
    "HTTP_IF_MATCH": ("*", '"x"', ",,"),
    "HTTP_IF_MODIFIED_SINCE": ("Fri, 27 Nov 2026 10:00:00 GMT", "yesterday", "9" * 40),
    "HTTP_IF_UNMODIFIED_SINCE": ("Fri, 27 Nov 1970 10:00:00 GMT", "0"),
    "HTTP_RANGE": ("bytes=0-1", "bytes=9-1", "bytes=-", "lines=1-2", "bytes=0-0," * 200),
    "HTTP_HX_REQUEST": ("true", "false", "x"),
    "HTTP_HX_CURRENT_URL": ("http://testserver/", "x:", "http://[", "//"),
    "HTTP_HX_TRIGGER": ("q", "é", "x" * 999),
    "HTTP_ORIGIN": ("http://testserver", "null", "http://[::", "x"),
    "HTTP_REFERER": ("http://testserver/", "http://[", "javascript:x", "//evil.example"),
    "HTTP_X_FORWARDED_FOR": ("1.2.3.4", "x", ",", "::1, [::1]:9, 1.1.1.1:1"),
    "HTTP_X_FORWARDED_PROTO": ("https", "x,y"),
    "HTTP_X_FORWARDED_HOST": ("evil.example", "a, b"),
    "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "HTTP_CONTENT_ENCODING": ("gzip", "x"),
    "HTTP_TRANSFER_ENCODING": ("chunked",),
    "HTTP_AUTHORIZATION": ("Basic x", "Bearer " + "x" * 999),
    "HTTP_USER_AGENT": ("", "\xff\xfe", "x" * 9999),
    "CONTENT_LENGTH": ("", "0", "5"),  # what is no number, or too many, a server refuses itself
    "REMOTE_ADDR": ("", "x", "::1", "unix:"),
    "wsgi.url_scheme": ("https",),
}
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=BoUnDaRy"
KINDS = (
    *(FORM, MULTIPART, "application/json", "text/plain", "", "x", "/", "application/json; charset=nonsense"),
    *(
        f"{FORM}; charset=utf-16",
        f"{FORM}; charset=utf-7",
        "multipart/form-data",
        "multipart/form-data; boundary=",
    ),
    *(
        "multipart/form-data; boundary=" + "x" * 300,
        "multipart/mixed; boundary=BoUnDaRy",
        "multipart/form-data; boundary=é",
    ),
)
PLACE = re.compile(r"<(?:(\w+):)?\w+>")


@dataclass(frozen=True)
class Site:
    """What there is to ask for: routes such as "movies/<int:pk>/", names of parameters, and good values."""

    routes: Sequence[str]
    names: Sequence[str]
    values: Sequence[str]


@dataclass(frozen=True)
class Request:
    """One request as a WSGI server hands it on: the path's bytes are written as Latin-1."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    kind: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def visit(site: Site, random: Random) -> Iterator[Request]:
    """One to six requests of one visitor; some stay with one address, as who talks with the bot."""
    route = random.choice(site.routes)
    for _ in range(random.randint(1, 6)):
        yield _request(site, route, random)
        if random.random() < 0.6:
            route = random.choice(site.routes)


def _request(site: Site, route: str, random: Random) -> Request:
    method = random.choice(METHODS)
    request = Request(method, _path(site, route, random), _query(site, random), headers=_headers(random))
    if method.upper() in ("GET", "HEAD") and random.random() < 0.9:
        return request
    kind = random.choice(KINDS[:2]) if random.random() < 0.6 else random.choice(KINDS)
    return replace(request, kind=kind, body=_body(site, kind, random))


def _path(site: Site, route: str, random: Random) -> str:
    def value(place: re.Match[str]) -> str:
        if place[1] == "int" and random.random() < 0.8:
            return random.choice(("0", "1", "2", "7", "99", "00", "9" * 18, "9" * 30))
        return _value(site, random)[:2000]

    path = "/" + PLACE.sub(value, route)
    data = path.encode("utf-8", "surrogatepass")
    if random.random() < 0.1:
        data = b"/" + mutated(data, [data], random)[:4000]
    return data.decode("latin-1")


def _value(site: Site, random: Random) -> str:
    value = random.choice(random.choice((GOOD, GOOD, site.values, site.values, NASTY)))
    if random.random() < 0.1:
        value += random.choice((" ", "\n", "")) + random.choice(NASTY)
    if random.random() < 0.1:
        value = mutated(value.encode(), [b""], random).decode("utf-8", "replace")[:20_000]
    return value


def _pairs(site: Site, random: Random) -> list[tuple[str, str]]:
    some = [random.choice(site.names) for _ in range(random.choice((0, 1, 1, 2, 3, 6)))]
    named = [name if random.random() < 0.97 else _value(site, random)[:500] for name in some]
    pairs = [(name, _value(site, random)) for name in named]
    return pairs * random.choice((400, 3000)) if pairs and random.random() < 0.003 else pairs


def _query(site: Site, random: Random) -> str:
    """A query string, now and then in another encoding, not encoded, or damaged."""
    pairs = _pairs(site, random)
    asked = urlencode(
        [(_bytes(name, random), _bytes(value, random)) for name, value in pairs],
        quote_via=random.choice((quote, quote_plus)),
    )
    if random.random() < 0.1:
        asked = "&".join(f"{name}={value}" for name, value in pairs)
    if random.random() < 0.1:
        asked = mutated(asked.encode("utf-8", "replace"), [b"&q=%E9&"], random).decode("latin-1")
    return asked.encode("utf-8", "replace").decode("latin-1")


def _bytes(text: str, random: Random) -> bytes:
    return text.encode(random.choice(("utf-8",) * 12 + ("latin-1", "utf-16", "utf-7")), "replace")


def _headers(random: Random) -> dict[str, str]:
    some = random.sample(sorted(HEADERS), random.choice((0, 0, 1, 1, 2, 4)))
    headers = {name: random.choice(HEADERS[name]) for name in some}
    if headers and random.random() < 0.1:
        name = random.choice(sorted(headers))
        headers[name] = mutated(headers[name].encode(), [b""], random).decode("latin-1")[:8000]
    return headers


def _body(site: Site, kind: str, random: Random) -> bytes:
    pairs = _pairs(site, random)
    body = _written(kind, pairs, random)
    if random.random() < 0.2:
        body = mutated(body, [b"--BoUnDaRy--\r\n"], random)
    return body + b"x" * 3_000_000 if random.random() < 0.002 else body


def _written(kind: str, pairs: list[tuple[str, str]], random: Random) -> bytes:
    if kind.startswith("multipart"):
        return b"".join(_part(name, value, random) for name, value in pairs) + b"--BoUnDaRy--\r\n"
    if kind.startswith(FORM) or random.random() < 0.3:
        return urlencode([(_bytes(name, random), _bytes(value, random)) for name, value in pairs]).encode()
    shapes: tuple[Callable[[], Any], ...] = (lambda: dict(pairs), lambda: pairs, lambda: [[]] * 50)
    return json.dumps(random.choice(shapes)()).encode()


def _part(name: str, value: str, random: Random) -> bytes:
    file = random.choice(
        (b"", b"", b'; filename="a.png"', b'; filename="../../\xff"', b"; filename*=utf-8''%zz")
    )
    coded = random.choice(
        (b"", b"", b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: image/png\r\n")
    )
    head = b'--BoUnDaRy\r\nContent-Disposition: form-data; name="' + _bytes(name, random) + b'"' + file
    return head + b"\r\n" + coded + b"\r\n" + _bytes(value, random) + b"\r\n"
