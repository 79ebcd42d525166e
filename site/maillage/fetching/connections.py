"""A connection to an address that was checked, cut when the time is over."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cache
from threading import Timer

import certifi

from maillage.fetching.addresses import Place, places_of
from maillage.fetching.failures import CertificateRefused, Unreachable
from maillage.fetching.values import Deadline, Reach, Target


@contextmanager
def connected(target: Target, reach: Reach, deadline: Deadline) -> Generator[socket.socket]:
    """A socket to the target, TLS included. Whoever reads from it reads the end of the stream once
    the time is over: the limit of a single read stops no drip.
    """
    plain = _first_to_answer(places_of(target, reach, deadline), target, deadline)
    with plain, cut_at(deadline, plain):
        if target.scheme == "http":
            yield plain
            return
        try:
            secured = certificates().wrap_socket(plain, server_hostname=target.host)
        except ssl.SSLCertVerificationError as error:
            raise CertificateRefused(f"{target.host}: {error.verify_message}") from error
        with secured:
            yield secured


def _first_to_answer(places: list[Place], target: Target, deadline: Deadline) -> socket.socket:
    refused: OSError | None = None
    for place in places:
        opened = socket.socket(place.family, socket.SOCK_STREAM)
        opened.settimeout(deadline.left())
        try:
            opened.connect(place.address)
        except OSError as error:
            opened.close()
            refused = error
        else:
            return opened
    deadline.left()
    raise Unreachable(f"{target.host} refuses the connection") from refused


@contextmanager
def cut_at(deadline: Deadline, connection: socket.socket) -> Generator[None]:
    # A twin of the socket: TLS takes the first one over.
    twin = connection.dup()
    timer = Timer(deadline.left(), _cut, (twin,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        twin.close()


def _cut(twin: socket.socket) -> None:
    # Closed meanwhile, by whom it was opened for or by the other side: nothing is left to cut.
    with suppress(OSError):
        twin.shutdown(socket.SHUT_RDWR)


@cache
def certificates() -> ssl.SSLContext:
    """Authorities of the machine, which an operator may add to, and those that browsers know."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
