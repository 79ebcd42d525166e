"""A series as readers meet it: its dates, its addresses, its document for the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.scope import Scope
from maillage.values import SearchDocument
from maillage_events.ical.subscriptions import one_click
from maillage_events.models import Event, EventSeries, Material, Occurrence
from maillage_events.models.series import SEARCH_KIND
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import Card, cards, shown
from maillage_events.presentation.hours import reader_times, when
from maillage_events.presentation.structured_data import json_ld
from maillage_events.presentation.words import words_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import HttpRequest

    from maillage_events.models.occurrences import OccurrenceQuerySet

AHEAD, BEHIND = 60, 20
# Cancelling or postponing an event leaves its dates as they were planned.
PLANNED = {"status": Occurrence.Status.SCHEDULED, "event__status__in": Event.TAKES_PLACE}


@dataclass(frozen=True)
class Past:
    """A date that is over; ``again`` leads to what it left."""

    card: Card
    again: str


@dataclass(frozen=True)
class Programme:
    """What the page of a series shows; ``more``: dates too far ahead to be listed."""

    ahead: list[Card]
    behind: list[Past]
    more: bool
    structured: dict[str, object]

    @property
    def open(self) -> bool:
        """Whether one may sign up here for at least one date; elsewhere is each date's matter."""
        return any(card.sign_up_url.startswith("/") for card in self.ahead)


@dataclass(frozen=True)
class Listed:
    """A series in the list of them all; ``next``: day and hours in words, "" when none so far."""

    title: str
    introduction: str
    href: str
    next: str


def listed(scope: Scope, *, at: datetime) -> list[Listed]:
    """The series of the portal, the one with the next date first, those without one last."""
    dates = Occurrence.objects.listed().shown_in(scope).upcoming(at)
    planned = dates.filter(**PLANNED, event__series=OuterRef("pk")).in_time_order()
    every = series_shown(scope).annotate(first=Subquery(planned.values("pk")[:1]))
    told = {one.first: one for one in every if one.first}
    following = Occurrence.objects.filter(pk__in=told).select_related("event").in_time_order()
    coming = [_listed(told[date.pk], scope, date) for date in following]
    return coming + [_listed(one, scope) for one in every if not one.first]


def _listed(series: EventSeries, scope: Scope, date: Occurrence | None = None) -> Listed:
    said = when(date, scope.zone) if date else ""
    other = reader_times(date, scope.zone) if date else ""
    return Listed(
        title=series.title_in(scope.language),
        introduction=series.introduction_in(scope.language),
        href=scope.url("maillage_events:series", series.slug),
        next=f"{said} ({other})" if other else said,
    )


def series_shown(scope: Scope) -> QuerySet[EventSeries]:
    return EventSeries.objects.listed().shown_in(scope).select_related("territory")


def dates_of_series(series: EventSeries, scope: Scope) -> OccurrenceQuerySet:
    """Of its events that lists show in that portal: never a draft's."""
    return Occurrence.objects.listed().shown_in(scope).filter(event__series=series)


def programme(series: EventSeries, request: HttpRequest, *, at: datetime) -> Programme:
    """Dates to come in time order, then those that are over, the last first."""
    scope, every = request.scope, shown(dates_of_series(series, request.scope))
    ahead = list(every.upcoming(at).in_time_order()[: AHEAD + 1])
    behind = list(every.past(at).in_time_order().reverse()[:BEHIND])
    told = {card.uuid: card for card in cards([*ahead[:AHEAD], *behind], scope, at=at)}
    left = _that_left_something(behind, at=at)
    return Programme(
        ahead=[told[str(date.uuid)] for date in ahead[:AHEAD] if str(date.uuid) in told],
        behind=[
            Past(told[str(date.uuid)], told[str(date.uuid)].href if date.pk in left else "")
            for date in behind
            if str(date.uuid) in told
        ],
        more=len(ahead) > AHEAD,
        structured=_structured(series, ahead[:AHEAD] or behind, request),
    )


def _that_left_something(dates: list[Occurrence], *, at: datetime) -> set[int]:
    rows = Material.objects.filter(occurrence__in=[date.pk for date in dates])
    return set(rows.filter(available_from__lte=at).values_list("occurrence", flat=True))


def _structured(
    series: EventSeries, dates: list[Occurrence], request: HttpRequest
) -> dict[str, object]:
    """schema.org EventSeries, each date a subEvent."""
    scope = request.scope
    root = request.build_absolute_uri("/").rstrip("/")
    words = words_for({date.event_id for date in dates}, scope.language)
    addresses = Addresses(scope)
    told = [(date, words[date.event_id]) for date in dates if date.event_id in words]
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "identifier": str(series.uuid),
        "name": series.title_in(scope.language),
        "description": series.introduction_in(scope.language),
        "url": root + canonical(series, scope.language),
        "subEvent": [
            _without_context(json_ld(date, one, root + addresses.canonical(one)))
            for date, one in told
        ],
    }
    return {name: value for name, value in found.items() if value}


def _without_context(event: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in event.items() if name != "@context"}


def canonical(series: EventSeries, language: str) -> str:
    """The address of the series in the portal it belongs to."""
    portal = series.territory.slug if series.territory else ""
    return Scope(slug=portal, language=language).url("maillage_events:series", series.slug)


def subscription(series: EventSeries, request: HttpRequest) -> dict[str, str]:
    """Its calendar and its feeds, one click a program."""
    url = request.scope.url
    path = url("maillage_events:series-feed", series.slug)
    return {
        "path": path,
        "rss": url("maillage_events:series-rss", series.slug),
        "json": url("maillage_events:series-json", series.slug),
        **one_click(request.build_absolute_uri(path)),
    }


def series_of(event: Event, scope: Scope) -> list[tuple[str, str]]:
    """(title, address) of the series that event is part of, in that portal; one query."""
    rows = series_shown(scope).of_event(event)
    return [
        (one.title_in(scope.language), scope.url("maillage_events:series", one.slug))
        for one in rows
    ]


def to_search() -> QuerySet[EventSeries]:
    return EventSeries.objects.listed().select_related("territory")


def documents(series: EventSeries) -> Iterable[SearchDocument]:
    """One a language; it leads on while a date is to come, and to the replays afterwards."""
    dates = Occurrence.objects.listed().filter(event__series=series)
    following = dates.upcoming(timezone.now()).filter(**PLANNED)
    first = following.in_time_order().first()
    for language in series.languages():
        with translation.override(language):
            yield SearchDocument(
                uid=f"{SEARCH_KIND}:{series.uuid}:{language}",
                kind=SEARCH_KIND,
                title=series.title_in(language),
                url=canonical(series, language),
                language=language,
                summary=series.introduction_in(language)[:300],
                body=series.introduction_in(language),
                keywords=(_("Series of events"),),
                territories=(series.territory.code_path,) if series.territory else (),
                national=series.territory is None,
                starts_at=first.starts_at if first else None,
                date=first.local_start.date() if first else None,
            )
