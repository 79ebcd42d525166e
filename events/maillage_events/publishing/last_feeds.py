"""What the feeds of a portal that closes go on saying: its own dates, cancelled or over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.languages import whole_languages
from maillage.portal_contributions import LastFeed
from maillage_events.ical import feeds, syndication
from maillage_events.models import EventSeries, Occurrence
from maillage_events.presentation.cards import shown
from maillage_events.presentation.date_schema import DatesOut, told
from maillage_events.series.programme import dates_of_series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maillage.portal_contributions import ClosingPortal
    from maillage.scope import Scope
    from maillage_events.models.occurrences import OccurrenceQuerySet

RSS = "application/rss+xml; charset=utf-8"
AGENDA = {
    "ics": "maillage_events:feed",
    "rss": "maillage_events:rss",
    "json": "maillage_events:json",
}
SERIES = {
    "ics": "maillage_events:series-feed",
    "rss": "maillage_events:series-rss",
    "json": "maillage_events:series-json",
}


class _FeedRequest(HttpRequest):
    """As if that feed were asked for, so that it is written as it always was."""

    def __init__(self, scope: Scope, path: str) -> None:
        super().__init__()
        host = urlsplit(settings.BASE_URL)
        self.method, self.path, self.path_info, self.scope = "GET", path, path, scope
        self.META = {
            "HTTP_HOST": host.netloc,
            "SERVER_NAME": host.hostname or "",
            "SERVER_PORT": str(host.port or ""),
        }

    def _get_scheme(self) -> str:
        return urlsplit(settings.BASE_URL).scheme


def written(closing: ClosingPortal) -> Iterator[LastFeed]:
    """The files, in each whole language; written once the dates are cancelled."""
    for language in whole_languages():
        scope = closing.scope.in_language(language)
        with translation.override(language):
            name = _("Agenda – %(portal)s") % {"portal": scope.name}
            list_url = scope.url("maillage_events:agenda")
            yield from _files(closing, scope, AGENDA, (), _own(closing), name, list_url)
            for series in _series(closing):
                own = _own(closing).values("event")
                dates = dates_of_series(series, scope).filter(event__in=own)
                list_url = scope.url("maillage_events:series", series.slug)
                title = series.title_in(language)
                yield from _files(closing, scope, SERIES, (series.slug,), dates, title, list_url)


def led_on(closing: ClosingPortal) -> Iterator[LastFeed]:
    """Their addresses in the portal that receives the events."""
    heir = closing.heir
    if heir is None:
        return
    slugs = [series.slug for series in _series(closing)]
    for language in whole_languages():
        there = heir.in_language(language)
        for name in AGENDA.values():
            yield LastFeed(_path(closing, name), language, leads_to=there.url(name))
        for slug in slugs:
            for name in SERIES.values():
                address = there.url(name, slug)
                yield LastFeed(_path(closing, name, slug), language, leads_to=address)


def _files(
    closing: ClosingPortal,
    scope: Scope,
    names: dict[str, str],
    args: tuple[str, ...],
    dates: OccurrenceQuerySet,
    name: str,
    list_url: str,
) -> Iterator[LastFeed]:
    """The three files of one list."""

    def feed(kind: str, content_type: str, body: bytes) -> LastFeed:
        return LastFeed(_path(closing, names[kind], *args), scope.language, content_type, body)

    def request(kind: str) -> HttpRequest:
        return _FeedRequest(scope, scope.url(names[kind], *args))

    to_come = dates.upcoming(closing.at)
    calendar = feeds.respond(
        request("ics"), dates.during(feeds.window(closing.at)), name=name, list_url=list_url
    )
    yield feed("ics", calendar.headers["Content-Type"], calendar.content)
    yield feed("rss", RSS, syndication.rss(request("rss"), to_come, name=name, list_url=list_url))
    rows = list(shown(to_come.in_time_order())[: syndication.DATES_READ])
    found = DatesOut(count=to_come.count(), dates=told(request("json"), rows))
    yield feed("json", "application/json", found.model_dump_json().encode())


def _path(closing: ClosingPortal, name: str, *args: str) -> str:
    """What follows the portal's prefix, the same in every language."""
    return closing.scope.url(name, *args).removeprefix(f"{closing.scope.url_prefix}/")


def _own(closing: ClosingPortal) -> OccurrenceQuerySet:
    """What others announce in the territory goes on elsewhere: it is not told here any more."""
    return Occurrence.objects.listed().filter(event__territory=closing.territory)


def _series(closing: ClosingPortal) -> list[EventSeries]:
    own = EventSeries.objects.listed().filter(territory=closing.territory)
    return list(own.order_by("pk"))
