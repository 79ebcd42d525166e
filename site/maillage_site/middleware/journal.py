"""What the service writes down: one JSON object a line, about requests and never people.

A line carries ids only (request, portal, account). Mail and network addresses, tokens and query
strings are taken out of every message, and a request is named by its route: its path may hold a
token.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import sys
import time
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("maillage.requests")

GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
PRIVATE = [
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[mail]"),
    (re.compile(r"(?<=Referer checking failed - )\S+"), "[address]"),
    (re.compile(r"\?[^\s\"'<>]+"), "?[query]"),
]
# Worth asking whether it is a network address: an hour (10:30:00) looks like one.
PERHAPS_NETWORK = re.compile(r"(?<![\w.:])(?:[0-9A-Fa-f]*:[0-9A-Fa-f:.]+|\d+(?:\.\d+){3})(?![\w:])")
EMPTY: dict[str, object] = {}

current: ContextVar[dict[str, object]] = ContextVar("current_request", default=EMPTY)


@cache
def secret_paths() -> re.Pattern[str]:
    """Paths whose route has a ``token``, wherever they stand in a text: what precedes, the secret.

    Routes are mounted under each portal too, so what comes before the route's own words is free.
    """
    known = sorted({_before(route) for route in routes(get_resolver().url_patterns)} - {""})
    return re.compile(rf"(/(?:{'|'.join(known) or '(?!)'}))([^/\s\"'<>]+)")


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def _before(route: str) -> str:
    """``rejoindre/<uuid:uuid>/<str:token>/`` as the pattern of what stands before the token."""
    head, *found = re.split(r"<(?:\w+:)?token>", route, maxsplit=1)
    parts = re.split(r"<[^>]+>", head)
    return r"[^/\s]+".join(map(re.escape, parts)) if found else ""


def scrubbed(text: str) -> str:
    # Not before the routes are there: a line written while they load must not load them.
    if hasattr(sys.modules.get("maillage_site.urls"), "urlpatterns"):
        text = secret_paths().sub(r"\1[token]", text)
    for pattern, word in PRIVATE:
        text = pattern.sub(word, text)
    return PERHAPS_NETWORK.sub(_without_network, text)


def _without_network(found: re.Match[str]) -> str:
    try:
        ipaddress.ip_address(found[0].rstrip(".:"))
    except ValueError:
        return found[0]
    return "[network]"


def route(request: HttpRequest) -> str:
    """``lieux/<uuid:place>/`` rather than the path itself."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else "(none)"


def ids(request: HttpRequest) -> dict[str, object]:
    """Who and where, without making the session be read: public pages never look at it."""
    user = getattr(request, "_cached_user", None)
    scope = getattr(request, "scope", None)
    return {
        "portal": scope.slug if scope else None,
        "user": user.pk if user and user.is_authenticated else None,
    }


class RequestJournal:
    """Gives each request an id, answers with it, and writes one line when it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        token = current.set({"request": number})
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            self.write(request, response.status_code, milliseconds)
        finally:
            current.reset(token)
        response.headers["X-Request-ID"] = number
        return response

    def write(self, request: HttpRequest, status: int, milliseconds: float) -> None:
        facts = {
            "method": request.method,
            "route": route(request),
            "status": status,
            "ms": milliseconds,
            **ids(request),
        }
        logger.info("%s %s", request.method, facts["route"], extra={"facts": facts})


class JsonFormatter(logging.Formatter):
    """One JSON object a line, whatever the message holds."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.message(record),
            **current.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["exception"] = scrubbed(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)

    def message(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "path") and record.name == "django.request":
            # Django writes the path there.
            return f"{request.method} {route(request)}: {getattr(record, 'status_code', '')}"
        text = record.getMessage()
        if path := getattr(request, "path", "").strip("/"):
            # Others write it too (a form refused by the CSRF check): it may be a mistyped link.
            text = text.replace(path, route(request))
        return scrubbed(text)
