"""What a reader hands to a calendar program: one address, and one click for each program."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def one_click(https: str) -> dict[str, str]:
    """The ways to subscribe to that absolute address."""
    webcal = "webcal:" + https.partition(":")[2]
    return {
        "https": https,
        "webcal": webcal,
        "google": "https://calendar.google.com/calendar/r?cid=" + quote(webcal, safe=""),
        "outlook": "https://outlook.live.com/calendar/0/addfromweb?url=" + quote(https, safe=""),
        "office": "https://outlook.office.com/calendar/0/addfromweb?url=" + quote(https, safe=""),
    }


def subscriptions(request: HttpRequest) -> dict[str, str]:
    """What is listed now, filters included, for calendars, news readers and other sites."""
    tail, scope = filters_of(request), request.scope
    path = scope.url("maillage_events:feed") + tail
    return {
        "path": path,
        "page": scope.url("maillage_events:subscribe") + tail,
        "list": scope.url("maillage_events:agenda") + tail,
        "rss": scope.url("maillage_events:rss") + tail,
        "json": scope.url("maillage_events:json") + tail,
        "embed": _embed(request, tail),
        **one_click(request.build_absolute_uri(path)),
    }


def _embed(request: HttpRequest, tail: str) -> str:
    """How to show it elsewhere; nothing as long as the operator allows no site."""
    return (
        request.scope.url("maillage_events:embed") + tail if settings.MAILLAGE_EMBED_ORIGINS else ""
    )


def filters_of(request: HttpRequest) -> str:
    """The query string without the number of the page."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else ""
