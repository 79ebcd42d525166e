"""Asking for a URL."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPException
from socket import socket
from urllib.parse import urljoin

from django.conf import settings
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from maillage.fetching.connections import connected
from maillage.fetching.failures import (
    BadAnswer,
    NotAllowed,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from maillage.fetching.values import PUBLIC, Answer, Deadline, Limits, Reach, Target

REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 65536


@dataclass(frozen=True)
class Question:
    """What is asked, at the first address and wherever it leads."""

    method: str
    headers: Mapping[str, str]
    reach: Reach
    size: int | None
    """None: the headers are enough."""
    deadline: Deadline


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    reach: Reach = PUBLIC,
    limits: Limits | None = None,
    body: bool = True,
) -> Answer:
    """What answers at that URL, whatever its status, after redirects; raises a `FetchError`.

    ``method`` is GET or HEAD. Without ``body``, nothing is read beyond the headers.
    """
    limits = limits or Limits()
    size = limits.size if body else None
    question = Question(method, headers or {}, reach, size, Deadline(limits.seconds))
    for _redirect in range(limits.redirects + 1):
        answer = _asked(url, question)
        if not _leads_on(answer):
            return answer
        url = _joined(url, answer.headers["location"])
    raise TooManyRedirects(f"more than {limits.redirects} redirects")


def _leads_on(answer: Answer) -> bool:
    return answer.status in REDIRECTS and bool(answer.headers.get("location"))


def _joined(url: str, where: str) -> str:
    with suppress(UnicodeError):
        # Sent as UTF-8 by many servers, and read as latin-1 as the standard says.
        where = where.encode("latin-1").decode()
    try:
        return urljoin(url, where)
    except ValueError as error:
        raise NotAllowed("redirected to what is no URL") from error


def _asked(url: str, question: Question) -> Answer:
    target = Target.read(url)
    target.check(question.reach)
    deadline = question.deadline
    try:
        with connected(target, question.reach, deadline) as opened, _http(opened, target) as link:
            headers = _sent(target, question.headers)
            link.request(question.method, target.path, headers=headers, preload_content=False)
            response = link.getresponse()
            with closing(response):
                answer = Answer(url, response.status, response.headers, b"")
                if question.size is None or _leads_on(answer):
                    return answer
                return replace(answer, body=_read(response, question.size, deadline))
    except (OSError, HTTPException, HTTPError) as error:
        # Cut in the middle of a read, it looks like a connection that broke.
        deadline.left()
        kind = Unreachable if isinstance(error, OSError) else BadAnswer
        raise kind(f"{target.host}: {type(error).__name__}") from error


@contextmanager
def _http(opened: socket, target: Target) -> Generator[HTTPConnection]:
    """HTTP over a connection that is open already: urllib3 neither resolves nor connects."""
    link = HTTPConnection(target.host, target.port, timeout=opened.gettimeout())
    link.sock = opened
    try:
        yield link
    finally:
        link.close()


def _sent(target: Target, headers: Mapping[str, str]) -> dict[str, str]:
    return {
        "Host": target.netloc,
        "User-Agent": f"Maillage (+{settings.WAGTAILADMIN_BASE_URL})",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **headers,
    }


def _read(response: HTTPResponse, size: int, deadline: Deadline) -> bytes:
    """The body, decompressed as it comes: a few bytes may announce gigabytes."""
    held = bytearray()
    for piece in response.stream(CHUNK, decode_content=True):
        held += piece
        if len(held) > size:
            raise TooLarge(f"more than {size} bytes")
    deadline.left()
    return bytes(held)
