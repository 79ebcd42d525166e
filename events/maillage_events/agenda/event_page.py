"""Everything an event's page says beyond its editor's words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from maillage.scope import Scope
from maillage_events.materials.adding import past_with_materials
from maillage_events.models import Occurrence
from maillage_events.presentation import pictures
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import Card, card, shown
from maillage_events.presentation.location import location
from maillage_events.presentation.structured_data import json_ld
from maillage_events.presentation.words import Words, all_words
from maillage_events.publishing import dates, places, publication
from maillage_events.recurrence.wall_time import instant
from maillage_events.recurrence.wording import in_words
from maillage_events.recurrence.zones import zone
from maillage_events.series.programme import series_of
from maillage_events.sharing.taking_up import share_in

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpRequest

    from maillage_events.models import Event, EventPage, Material

DATES_SHOWN = 10


@dataclass(frozen=True)
class Left:
    """What a date that is over left; ``door`` is where who signed up gets in."""

    date: UUID
    start: datetime
    materials: list[Material]
    door: str


@dataclass(frozen=True)
class Sheet:
    """``dates`` are those to come, or the last one when all are over (``is_over``)."""

    event: Event
    words: Words
    dates: list[Card]
    more: bool
    is_over: bool
    rhythm: str
    canonical: str
    alternates: list[tuple[str, str]]
    calendar_url: str
    location: str
    place_url: str
    structured: dict[str, object]
    left: list[Left]
    several_url: str
    door_url: str

    @property
    def first(self) -> Card | None:
        return self.dates[0] if self.dates else None


def sheet(event: Event, words: Words, scope: Scope, *, root: str, at: datetime) -> Sheet:
    """What the page of that event says in that portal now."""
    addresses = Addresses(scope)
    every = shown(Occurrence.objects.filter(event=event)).in_time_order()
    ahead = list(every.upcoming(at)[: DATES_SHOWN + 1])
    dates = ahead or list(every.reverse()[:1])
    for date in dates:
        date.event = event
    here = addresses.here(words, national=event.territory_id is None)
    told = all_words(event.pk)
    told_dates = [card(date, words, addresses, at=at) for date in dates[:DATES_SHOWN]]
    return Sheet(
        event=event,
        words=words,
        dates=told_dates,
        more=len(dates) > DATES_SHOWN,
        is_over=not ahead,
        rhythm=in_words(event.rule) if event.rule else "",
        canonical=addresses.canonical(words),
        alternates=[(other.language, addresses.canonical(other)) for other in told],
        calendar_url=here.removesuffix("/") + ".ics",
        location=location(event),
        place_url=_place_url(event, scope),
        left=_left(event, scope, at=at),
        several_url=_several_url(told_dates, event, scope),
        door_url=_door_url(dates[0], scope, at=at) if ahead else "",
        structured=json_ld(dates[0], words, root + addresses.canonical(words)) if dates else {},
    )


def _several_url(dates: list[Card], event: Event, scope: Scope) -> str:
    """Where one signs up for several dates at once, when at least two are open here."""
    if sum(date.sign_up_url.startswith("/") for date in dates) < 2:
        return ""
    return scope.url("maillage_events:book-event", event.uuid)


def _door_url(date: Occurrence, scope: Scope, *, at: datetime) -> str:
    """Where everybody joins without signing up; empty when it is not so, or the date is off."""
    free = date.event.joined_freely and not date.is_cancelled and date.ends_at > at
    return scope.url("maillage_events:join", date.uuid) if free else ""


def _left(event: Event, scope: Scope, *, at: datetime) -> list[Left]:
    """Nothing to look for before the first date is over."""
    if instant(event.local_end, zone(event.timezone)) > at:
        return []
    return [
        Left(date.uuid, date.local_start, rows, scope.url("maillage_events:join", date.uuid))
        for date, rows in past_with_materials(event, at=at)
    ]


def page_context(page: EventPage, request: HttpRequest, *, at: datetime) -> dict[str, object]:
    """What the template of an event's page needs; a preview tells the facts that are typed."""
    scope = getattr(request, "scope", None) or Scope()
    agenda = scope.url("maillage_events:agenda")
    context: dict[str, object] = {"breadcrumbs": [(_("Agenda"), agenda), (page.title, "")]}
    if getattr(request, "is_preview", False):
        with suppress(dates.Refusal), publication.tried_out(page, at=at) as event:
            return context | _told(page, event, request, scope, at=at)
    if page.event_id is None:
        return context
    return context | _told(page, page.event, request, scope, at=at)


def _told(
    page: EventPage, event: Event, request: HttpRequest, scope: Scope, *, at: datetime
) -> dict[str, object]:
    root = request.build_absolute_uri("/").rstrip("/")
    words = Words(
        *(event.pk, page.title, page.summary, page.body, page.slug, page.url_path),
        page.locale.language_code,
        picture=pictures.of(page),
    )
    found = sheet(event, words, scope, root=root, at=at)
    alternates = [
        (language, get_language_info(language)["name_local"], path)
        for language, path in found.alternates
    ]
    return {
        "sheet": found,
        "share": share_in(event, scope),
        "series": series_of(event, scope),
        "portal_name": scope.name,
        "alternates": alternates if len(alternates) > 1 else [],
        "canonical": found.canonical,
        "share_image": words.picture,
        "share_image_alt": page.image_alt,
    }


def _place_url(event: Event, scope: Scope) -> str:
    """The place's page in this portal; empty when the map does not know it."""
    place = places.resolved(event.place_urn) if event.place_urn and event.is_onsite else None
    return scope.url_prefix + place.url if place and place.url else ""
