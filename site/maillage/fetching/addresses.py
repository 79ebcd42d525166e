"""Which addresses may be connected to, and those of a name.

Written as lists rather than asked of `ipaddress`, whose `is_global` changed between versions of
Python, holds multicast for global, and knows nothing of addresses that carry another one.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from queue import Empty, Queue
from threading import Thread
from typing import NamedTuple

from maillage.fetching.failures import NotAllowed, TooSlow, Unreachable
from maillage.fetching.values import Deadline, Reach, Target

# The operator's own machines, which a setting may name.
OWN = [
    ip_network(network)
    for network in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10"),
        *("fc00::/7", "::1/128"),
    )
]
# Never: special purposes of the IANA registries (RFC 6890 and since).
REFUSED = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # "this host": Linux connects it to itself
        "169.254.0.0/16",  # the link, where clouds keep the machine's secrets
        "192.0.0.0/24",
        "192.0.2.0/24",  # examples
        "192.88.99.0/24",  # relays to IPv6
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # groups
        "240.0.0.0/4",  # reserved, and everybody on the link
        "2001::/23",  # Teredo and other protocols
        "2001:db8::/32",  # examples
        "2002::/16",  # an IPv4 address in an IPv6 one
        "3fff::/20",  # examples
    )
]
# All else of IPv6 is no address of a machine of the network at large: among others ::ffff:0:0/96
# and 64:ff9b::/96, which carry an IPv4 address, fe80::/10 and ff00::/8.
UNICAST = ip_network("2000::/3")
# A name with more addresses than that is not tried any longer.
TRIED = 6


class Place(NamedTuple):
    """An address to connect to, as `socket` takes it."""

    family: int
    address: tuple


def is_allowed(address: IPv4Address | IPv6Address, reach: Reach) -> bool:
    if _among(address, OWN):
        return reach.private
    if _among(address, REFUSED):
        return False
    return isinstance(address, IPv4Address) or address in UNICAST


def _among(address: IPv4Address | IPv6Address, networks: list[IPv4Network | IPv6Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def places_of(target: Target, reach: Reach, deadline: Deadline) -> list[Place]:
    """The addresses of the host that may be connected to, asked once: what is connected to is what
    was checked, whatever the name answers a moment later.
    """
    found = [
        Place(family, address)
        for family, *_, address in _asked(target.host, target.port, deadline)
        if is_allowed(ip_address(str(address[0]).partition("%")[0]), reach)
    ]
    if not found:
        raise NotAllowed(f"{target.host} is on an address that is not public")
    return found[:TRIED]


def _asked(host: str, port: int, deadline: Deadline) -> list[tuple]:
    """What the system's resolver says. It takes no time limit: it is asked in a thread, which is
    left to itself when the time is over.
    """
    said: Queue[list[tuple] | Exception] = Queue(1)

    def ask() -> None:
        try:
            said.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            said.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        answer = said.get(timeout=deadline.left())
    except Empty:
        raise TooSlow(f"the name {host} was not resolved in time") from None
    if isinstance(answer, Exception):
        raise Unreachable(f"the name {host} is unknown") from answer
    return answer
