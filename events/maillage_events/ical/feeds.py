"""Calendar feeds: what is in them, their fingerprint, their HTTP manners."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.db.models import Max, Subquery
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from maillage.values import Period
from maillage_events.ical.entries import entries_of, feed
from maillage_events.ical.serializer import CONTENT_TYPE, render
from maillage_events.models import Event, EventPage, EventShare, Occurrence
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.words import words_for

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from maillage.scope import Scope
    from maillage_events.models.events import EventQuerySet
    from maillage_events.models.occurrences import OccurrenceQuerySet

logger = logging.getLogger(__name__)

FORMAT_VERSION = "2"  # raise it when the same data is written otherwise
# Kept by whoever likes, asked again each time: what became private is gone at once (ADR 0025), and
# an answer that did not change costs a fingerprint.
FRESH = "public, no-cache"
STATE = (
    *("latest", "shared", "event__uid", "event__content_modified_at", "event__sequence"),
    *("url_path", "live_revision"),
)


def window(now: datetime) -> Period:
    """What feeds hold: 90 days behind, 18 months ahead unless the settings say otherwise."""
    behind = timedelta(days=settings.MAILLAGE_FEED_DAYS_BEHIND)
    return Period(now - behind, now + timedelta(days=settings.MAILLAGE_FEED_DAYS_AHEAD))


def events_of(dates: OccurrenceQuerySet) -> EventQuerySet:
    """The events of these dates; beyond the limit the oldest are left out, and it is logged."""
    events = Event.objects.filter(pk__in=dates.values("event")).order_by("uid")
    limit = settings.MAILLAGE_FEED_LIMIT
    count = events.count()
    if count <= limit:
        return events
    logger.warning("a feed holds %s events: only the %s last are written", count, limit)
    ends = dates.values("event").annotate(last=Max("ends_at")).order_by("-last", "event")
    return events.filter(pk__in=[row["event"] for row in ends[:limit]])


@dataclass(frozen=True)
class Fingerprint:
    """Changes whenever the file would: known without writing it."""

    etag: str
    last_modified: datetime | None

    @classmethod
    def of(cls, dates: OccurrenceQuerySet, scope: Scope, address: str) -> Fingerprint:
        """One query, three when nothing is listed. What went away counts for the date too."""
        changes = Event.objects.shown_in(scope).order_by("-content_modified_at")
        latest = changes.values("content_modified_at")[:1]
        pages = EventPage.objects.open_to_all().filter(event__in=dates.values("event"))
        changed = {"latest": Subquery(latest), "shared": Subquery(_last_shared(scope))}
        rows = list(pages.order_by("path").annotate(**changed).values_list(*STATE))
        told = [(row[0], *row[2:]) for row in rows]
        lines = [FORMAT_VERSION, address, scope.name, *map(str, told)]
        digest = sha256("\n".join(lines).encode()).hexdigest()[:32]
        last = (
            max(filter(None, rows[0][:2]), default=None)
            if rows
            else _first(latest, _last_shared(scope))
        )
        return cls(quote_etag(digest), last)

    def with_change(self, moment: datetime | None, name: str) -> Fingerprint:
        """What the list itself is called, and when it was last put together, count too."""
        if moment is None:
            return self
        digest = sha256(f"{self.etag}\n{moment.isoformat()}\n{name}".encode()).hexdigest()[:32]
        last = max(filter(None, (self.last_modified, moment)))
        return replace(self, etag=quote_etag(digest), last_modified=last)


def _last_shared(scope: Scope) -> QuerySet:
    """When the portal last took up a national event, or withdrew one."""
    shares = EventShare.objects.filter(territory=scope.territory).order_by("-modified_at")
    return shares.values("modified_at")[:1]


def _first(*latest: QuerySet) -> datetime | None:
    return max(
        (moment for moments in latest for row in moments for moment in row.values()), default=None
    )


def respond(
    request: HttpRequest,
    dates: OccurrenceQuerySet,
    *,
    name: str,
    list_url: str,
    filename: str = "",
    changed: datetime | None = None,
) -> HttpResponse:
    """The file, or 304 without writing it. With ``filename`` it is a download, else a feed.

    ``changed``: when the list itself was put together, for one that an editor keeps.
    """
    address = request.build_absolute_uri()
    mark = Fingerprint.of(dates, request.scope, address).with_change(changed, name)
    stamp = int(mark.last_modified.timestamp()) if mark.last_modified else None
    answer = get_conditional_response(request, etag=mark.etag, last_modified=stamp)
    if answer is None:
        body = _body(request, dates, name=name, list_url=list_url, lasting=not filename)
        answer = HttpResponse(body, content_type=CONTENT_TYPE)
        if filename:
            answer["Content-Disposition"] = _attachment(filename)
    answer["ETag"] = mark.etag
    if stamp is not None:
        answer["Last-Modified"] = http_date(stamp)
    answer["Cache-Control"] = FRESH
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _body(
    request: HttpRequest, dates: OccurrenceQuerySet, *, name: str, list_url: str, lasting: bool
) -> bytes:
    events = list(events_of(dates))
    words = words_for([event.pk for event in events], request.scope.language)
    addresses = Addresses(request.scope)
    root = request.build_absolute_uri("/").rstrip("/")
    urls = {pk: root + addresses.canonical(told) for pk, told in words.items()}
    about = feed(
        name=name if lasting else "",
        source=request.build_absolute_uri() if lasting else "",
        url=root + list_url if lasting else "",
    )
    return render(about, entries_of(events, words, urls))


def dates_of(event: Event) -> OccurrenceQuerySet:
    """Every date of one event, whatever its age."""
    return Occurrence.objects.filter(event=event)


def _attachment(filename: str) -> str:
    ascii_name = filename.encode("ascii", "ignore").decode().replace('"', "")
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(filename)}"
