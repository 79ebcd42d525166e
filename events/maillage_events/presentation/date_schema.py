"""Dates as programs read them: in the API and as JSON beside every list."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ninja import Schema

from maillage.scope import Scope
from maillage_events.models.multiple_choice import unpacked
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.location import location
from maillage_events.presentation.words import Words, words_for
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage_events.models import Occurrence


class DateOut(Schema):
    """One date of an event; times carry the offset of the event's zone.

    ``status``: scheduled, rescheduled, moved_online, postponed or cancelled. ``language`` is
    the one spoken (BCP 47); an empty ``audience`` means everybody; ``accessibility`` has
    OpenAgenda's hi, vi, pi, mi, ii, and ``sous-titres`` and ``lsf``.
    """

    uuid: UUID
    uid: str
    title: str
    summary: str
    url: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    status: str
    type: str
    mode: str
    themes: list[str]
    language: str
    audience: list[str]
    accessibility: list[str]
    place: str
    latitude: float | None
    longitude: float | None
    commune: str | None


class DatesOut(Schema):
    count: int
    dates: list[DateOut]


def told(request: HttpRequest, dates: list[Occurrence]) -> list[DateOut]:
    scope = getattr(request, "scope", None) or Scope()
    words = words_for({date.event_id for date in dates}, scope.language)
    addresses = Addresses(scope)
    root = request.build_absolute_uri("/").rstrip("/")
    return [
        _date(date, words[date.event_id], root + addresses.canonical(words[date.event_id]))
        for date in dates
        if date.event_id in words
    ]


def _date(date: Occurrence, words: Words, url: str) -> DateOut:
    event, tzinfo = date.event, zone(date.event.timezone)
    return DateOut(
        uuid=date.uuid,
        uid=event.uid,
        title=words.title,
        summary=words.summary,
        url=url,
        starts_at=date.starts_at.astimezone(tzinfo),
        ends_at=date.ends_at.astimezone(tzinfo),
        timezone=event.timezone,
        status=str(date.state),
        type=event.event_type,
        mode=event.attendance_mode,
        themes=event.theme_list,
        language=event.language,
        audience=unpacked(event.audience),
        accessibility=unpacked(event.accessibility),
        place=location(event),
        latitude=event.latitude if event.is_onsite else None,
        longitude=event.longitude if event.is_onsite else None,
        commune=event.commune_id,
    )
