"""What a caller asks for, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from maillage.fetching.failures import NotAllowed, TooSlow

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """All of them count for the whole request, redirects included."""

    seconds: float = 10
    size: int = 1_000_000
    """Bytes of the body, once decompressed."""
    redirects: int = 5


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Where a request and its redirects may go."""

    hosts: frozenset[str] | None = None
    """Host names, in lower case; None: any."""
    ports: frozenset[int] = frozenset(PORTS.values())
    private: bool = False
    """Whether private and loopback addresses are allowed. Those of the link (where clouds keep the
    machine's secrets), of groups and of nobody never are."""


PUBLIC = Reach()


def operators_own(url: str) -> Reach:
    """A service that a setting names: itself alone, which may well be on a private address."""
    target = Target.read(url)
    return Reach(hosts=frozenset({target.host}), ports=frozenset({target.port}), private=True)


@dataclass(frozen=True)
class Answer:
    url: str
    """The address that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    """By name, whatever its case."""
    body: bytes

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Target:
    """A URL, read once: what is checked is what is connected to."""

    scheme: str
    host: str
    """Lower case, ASCII, without brackets."""
    port: int
    path: str
    """With its query; never its fragment."""
    netloc: str

    @classmethod
    def read(cls, url: str) -> Target:
        try:
            parts = parse_url(url)
        except LocationParseError as error:
            raise NotAllowed("not a URL") from error
        if parts.scheme not in PORTS or not parts.host:
            raise NotAllowed("neither http nor https")
        if parts.auth is not None:
            raise NotAllowed("a name or a password in the URL")
        return cls(
            scheme=parts.scheme,
            host=parts.host.strip("[]"),
            port=PORTS[parts.scheme] if parts.port is None else parts.port,
            path=parts.request_uri,
            netloc=Url(host=parts.host, port=parts.port).netloc or "",
        )

    def check(self, reach: Reach) -> None:
        if self.port not in reach.ports:
            raise NotAllowed(f"port {self.port}")
        if reach.hosts is not None and self.host not in reach.hosts:
            raise NotAllowed(f"{self.host} is not a host to ask")


class Deadline:
    """The moment when all has to be over."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises TooSlow when there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise TooSlow("the time is over")
        return left
