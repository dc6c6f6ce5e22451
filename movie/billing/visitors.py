"""Names whoever asks, so that paid searches can be counted by visitor."""

from ipaddress import IPv6Address, ip_address

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# Bytes of an IPv6 address that name its network: whoever has one address there has all of them.
NETWORK = 8


def visitor_of(request: HttpRequest) -> str:
    """A name for whoever asks, to count paid searches by: the address, not kept as it is.

    Behind a proxy it is the visitor's own: the project's outermost middleware has seen to that.
    """
    return salted_hmac("movie.visitor", network_of(request)).hexdigest()


def network_of(request: HttpRequest) -> str:
    """The visitor's address; of IPv6 the network, all of whose 2**64 addresses are one visitor's."""
    address = request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(parsed.packed[:NETWORK] + bytes(16 - NETWORK)))
    return address
