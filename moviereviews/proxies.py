"""Believes what proxies add to a request (whose it is, over HTTPS or not), and only those that are trusted.

Works under any WSGI server, provided that it hands the headers on: `manage.py serve` does, and
`waitress-serve` with --no-clear-untrusted-proxy-headers.
"""

from collections.abc import Callable, Iterable, MutableMapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# A proxy on this machine: nobody else can come from here.
THIS_MACHINE = ("127.0.0.0/8", "::1")
FOR, PROTO, HOST = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"
# Whoever reads one of these finds nothing that a stranger has written.
HEADERS = (
    FOR,
    PROTO,
    HOST,
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_SSL",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)


def networks(words: Iterable[str]) -> tuple[Network, ...]:
    """The networks that addresses and networks such as 10.0.0.0/8 name.

    Raises ImproperlyConfigured with the word that is neither.
    """
    try:
        return tuple(ip_network(word, strict=False) for word in words)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES: {error}. Name addresses or networks, such as 10.0.0.5, 172.16.0.0/12."
        ) from error


def believe_proxies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware, the outermost: afterwards address, scheme and host are the visitor's own.

    What others than settings.TRUSTED_PROXIES have forwarded is dropped, not read.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        believe(request.META, settings.TRUSTED_PROXIES)
        return get_response(request)

    return middleware


def believe(environ: MutableMapping[str, object], trusted: tuple[Network, ...]) -> None:
    """Take address, scheme and host from the headers of a trusted proxy; drop those of anybody else."""
    said = {name: str(environ.pop(name, "")) for name in HEADERS}
    sender = address_of(str(environ.get("REMOTE_ADDR", "")))
    if sender is None or not _among(sender, trusted):
        return
    environ["REMOTE_ADDR"] = str(_visitor(said[FOR], sender, trusted))
    scheme, host = _last(said[PROTO]).lower(), _last(said[HOST])
    if scheme in ("http", "https"):
        environ["wsgi.url_scheme"] = scheme
    if host:
        environ["HTTP_HOST"] = host


def address_of(text: str) -> Address | None:
    """The address in "192.0.2.1", "192.0.2.1:80", "2001:db8::1" or "[2001:db8::1]:80"; None in anything else.

    An IPv4 address that is written as IPv6 (::ffff:192.0.2.1) is itself.
    """
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _visitor(forwarded: str, sender: Address, trusted: tuple[Network, ...]) -> Address:
    """The rightmost address that is no trusted proxy's: what stands left of it may be made up."""
    for text in reversed(forwarded.split(",")):
        address = address_of(text)
        if address is None:
            break
        sender = address
        if not _among(address, trusted):
            break
    return sender


def _among(address: Address, trusted: tuple[Network, ...]) -> bool:
    return any(address in network for network in trusted)


def _last(header: str) -> str:
    """What the nearest proxy has said; others have added theirs on its left."""
    return header.rpartition(",")[2].strip()
