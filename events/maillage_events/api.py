"""The agenda for programs: dates to come, with the agenda's own filters."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from maillage.scope import Scope
from maillage_events.agenda.filters import AgendaFilter
from maillage_events.ical.entries import location
from maillage_events.models import Occurrence
from maillage_events.models.multiple_choice import unpacked
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import shown
from maillage_events.presentation.words import Words, words_for
from maillage_events.recurrence.zones import zone

MAX_LIMIT = 100


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


class Filters(Schema):
    """The agenda's own parameters; an unknown value gives 422."""

    q: str = ""
    theme: str = ""
    type: str = ""
    mode: str = ""
    public: str = ""
    acces: str = ""
    libres: str = ""
    territoire: str = ""
    commune: str = ""
    pres_de: str = ""
    rayon: str = ""
    du: str = ""
    au: str = ""


class Problem(Schema):
    detail: dict[str, list[str]]


def router() -> Router:
    """Mounted at ``/api/events/``."""
    routes = Router(tags=["events"])

    @routes.get("/", response={200: DatesOut, 422: Problem}, summary="Dates to come")
    def dates(
        request: HttpRequest, filters: Query[Filters], limit: int = 20, offset: int = 0
    ) -> Status:
        found = AgendaFilter(filters.dict(), Occurrence.objects.listed().upcoming(timezone.now()))
        if found.errors:
            return Status(
                422, {"detail": {name: list(said) for name, said in found.errors.items()}}
            )
        first = min(max(offset, 0), 1_000_000)
        limit = min(max(limit, 1), MAX_LIMIT)
        page = list(shown(found.qs.in_time_order())[first : first + limit])
        return Status(200, {"count": found.qs.count(), "dates": told(request, page)})

    @routes.get("/{uuid}", response=DateOut, summary="One date")
    def one_date(request: HttpRequest, uuid: UUID) -> DateOut:
        found = told(request, list(shown(Occurrence.objects.listed().filter(uuid=uuid))))
        if not found:
            raise Http404
        return found[0]

    return routes


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
