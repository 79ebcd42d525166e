"""The agenda for other programs: the same filters as RSS and as JSON."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import quote_etag

from maillage.ui.wording import wording
from maillage_events.ical.feeds import FRESH
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import shown
from maillage_events.presentation.hours import times
from maillage_events.presentation.location import location
from maillage_events.presentation.words import title, words_for
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.sax.saxutils import XMLGenerator  # nosec B406 -- it writes, and parses nothing

    from django.http import HttpRequest

    from maillage_events.models import Occurrence
    from maillage_events.models.occurrences import OccurrenceQuerySet
    from maillage_events.presentation.words import Words

EVENTS_IN_RSS = 50
DATES_READ = 500
MODULE = "http://purl.org/rss/1.0/modules/event/"


class EventsFeed(Rss201rev2Feed):
    """RSS 2.0 with the event module: beginning and end as instants, beside the words."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:ev": MODULE}

    def add_item_elements(self, handler: XMLGenerator, item: dict[str, str]) -> None:
        super().add_item_elements(handler, item)
        for name in ("startdate", "enddate", "location"):
            if item[name]:
                handler.addQuickElement(f"ev:{name}", item[name])


def rss(request: HttpRequest, dates: OccurrenceQuerySet, *, name: str, list_url: str) -> bytes:
    """One item an event, known by its UID, with its next date."""
    root = request.build_absolute_uri("/").rstrip("/")
    feed = EventsFeed(
        title=name,
        link=root + list_url,
        description=name,
        language=request.scope.language,
        feed_url=request.build_absolute_uri(),
    )
    for date, words, url in _next_dates(request, dates):
        tzinfo = zone(date.event.timezone)
        feed.add_item(
            title=title(date.event, words, cancelled=date.is_cancelled),
            link=root + url,
            description=_description(request, date, words),
            unique_id=date.event.uid,
            unique_id_is_permalink=False,
            pubdate=max(date.event.content_modified_at, date.content_modified_at),
            startdate=date.starts_at.astimezone(tzinfo).isoformat(),
            enddate=date.ends_at.astimezone(tzinfo).isoformat(),
            location=location(date.event),
        )
    return feed.writeString("utf-8").encode()


def _next_dates(
    request: HttpRequest, dates: OccurrenceQuerySet
) -> Iterator[tuple[Occurrence, Words, str]]:
    first: dict[int, Occurrence] = {}
    for date in shown(dates.in_time_order())[:DATES_READ]:
        first.setdefault(date.event_id, date)
    words = words_for(first, request.scope.language)
    addresses = Addresses(request.scope)
    for event in list(first)[:EVENTS_IN_RSS]:
        if event in words:
            yield first[event], words[event], addresses.canonical(words[event])


def _description(request: HttpRequest, date: Occurrence, words: Words) -> str:
    when = f"{wording().day(date.local_start)}, {times(date, request.scope.zone)}"
    message = date.message or date.event.cancellation_message
    return " · ".join(part for part in (when, location(date.event), message, words.summary) if part)


def answer(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """The file, or 304: what it says moves with time, so its fingerprint is that of its bytes."""
    etag = quote_etag(sha256(body).hexdigest()[:32])
    found = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type=content_type
    )
    found["ETag"] = etag
    found["Cache-Control"] = FRESH
    found["Access-Control-Allow-Origin"] = "*"
    return found
