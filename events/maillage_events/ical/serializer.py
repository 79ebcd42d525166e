"""Calendar files (RFC 5545) that every client reads the same way. Pure: values in, bytes out.

What is written follows the conformance lines of the design; each has a test named after its
number in ``tests/events/conformance``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar
from icalendar.prop import vCalAddress, vDuration, vGeo, vRecur, vUri

from maillage_events.ical.folding import written
from maillage_events.ical.vtimezones import UnusableZoneError, observances
from maillage_events.recurrence.wall_time import instant
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.values import Point
    from maillage_events.ical.vtimezones import Observance
    from maillage_events.recurrence.rules import Rule

CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
YEARS_AHEAD = 5
# RFC 7986 wants one of the names of CSS3; these are all that a calendar of ours may take.
CSS_NAME = re.compile("teal|steelblue|seagreen|indianred|darkorange|slateblue|goldenrod")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
CONFIRMED, CANCELLED = "CONFIRMED", "CANCELLED"


@dataclass(frozen=True)
class Person:
    """An organiser or a guest: a mail address and the name to show."""

    mail: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One VEVENT. ``start`` and ``end`` are wall times of ``zone``; dates when it lasts days.

    ``recurrence_id`` (same kind of value as ``start``) makes it an override of a series.
    ``end`` is exclusive: the day after the last one.
    """

    uid: str
    sequence: int
    created: datetime
    modified: datetime
    zone: str
    start: datetime | date
    end: datetime | date
    summary: str
    url: str
    description: str = ""
    status: str = CONFIRMED
    location: str = ""
    point: Point | None = None
    categories: tuple[str, ...] = ()
    organizer: Person | None = None
    attendee: Person | None = None
    rule: Rule | None = None
    recurrence_id: datetime | date | None = None
    conference: str = ""
    conference_label: str = ""
    picture: str = ""

    def __post_init__(self) -> None:
        for moment in (self.start, self.end, self.recurrence_id):
            if isinstance(moment, datetime) and moment.tzinfo is not None:
                raise ValueError(f"a wall time and a zone's name are wanted, not {moment!r}")
        if self.end <= self.start:
            raise ValueError(f"{self.uid} ends before it starts")
        if "/" not in self.zone:
            raise ValueError(f"{self.zone!r} is not the name of a zone")

    @property
    def all_day(self) -> bool:
        return not isinstance(self.start, datetime)


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a calendar says of itself; ``source`` is the address it is read at."""

    product: str
    name: str = ""
    source: str = ""
    url: str = ""
    color: str = ""
    method: str = ""

    def __post_init__(self) -> None:
        if self.color and not CSS_NAME.fullmatch(self.color):
            raise ValueError(f"{self.color!r} is not the CSS name of a colour")


def render(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The calendar: VTIMEZONEs by TZID, then VEVENTs by (UID, RECURRENCE-ID), master first."""
    ordered = sorted(entries, key=_order)
    calendar = _calendar(feed)
    usable = {}
    for name in sorted({entry.zone for entry in ordered if not entry.all_day}):
        found = _observances(name, ordered)
        usable[name] = found is not None
        if found:
            calendar.add_component(_timezone(name, found))
    for entry in ordered:
        calendar.add_component(_event(entry, zoned=usable.get(entry.zone, False)))
    return written(calendar.content_lines())


def clean(text: str) -> str:
    """Text without control characters but tabs and line ends."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _order(entry: Entry) -> tuple[str, str]:
    return entry.uid, entry.recurrence_id.isoformat() if entry.recurrence_id else ""


def _calendar(feed: Feed) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", feed.product)
    if feed.method:
        calendar.add("method", feed.method)
    if feed.name:
        calendar.add("name", clean(feed.name))
        calendar.add("x-wr-calname", clean(feed.name))
    if feed.source:
        refresh = vDuration(REFRESH)
        refresh.params["VALUE"] = "DURATION"
        calendar.add("refresh-interval", refresh)
        calendar.add("x-published-ttl", vDuration(REFRESH))
        source = vUri(feed.source)
        source.params["VALUE"] = "URI"
        calendar.add("source", source)
    if feed.color:
        calendar.add("color", feed.color)
    if feed.url:
        calendar.add("url", vUri(feed.url))
    return calendar


def _observances(name: str, entries: list[Entry]) -> tuple[Observance, ...] | None:
    """None when the zone has no single rule: its events are then written in UTC."""
    years = [entry.start.year for entry in entries if entry.zone == name]
    try:
        return observances(name, min(years), max(years) + YEARS_AHEAD)
    except (UnusableZoneError, FileNotFoundError):
        return None


def _timezone(name: str, found: tuple[Observance, ...]) -> icalendar.Timezone:
    component = icalendar.Timezone()
    component.add("tzid", name)
    for observance in found:
        kind = icalendar.TimezoneDaylight if observance.daylight else icalendar.TimezoneStandard
        part = kind()
        part.add("dtstart", observance.start)
        part.add("tzoffsetfrom", observance.offset_from)
        part.add("tzoffsetto", observance.offset_to)
        part.add("tzname", observance.name)
        if observance.by_day:
            yearly = {"FREQ": "YEARLY", "BYMONTH": observance.month, "BYDAY": observance.by_day}
            part.add("rrule", vRecur(yearly))
        component.add_component(part)
    return component


def _event(entry: Entry, *, zoned: bool) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.modified.astimezone(UTC))
    event.add("last-modified", entry.modified.astimezone(UTC))
    event.add("created", entry.created.astimezone(UTC))
    event.add("dtstart", _moment(entry.start, entry, zoned=zoned))
    event.add("dtend", _moment(entry.end, entry, zoned=zoned))
    if entry.recurrence_id:
        event.add("recurrence-id", _moment(entry.recurrence_id, entry, zoned=zoned))
    if entry.rule:
        event.add("rrule", _recurrence(entry, entry.rule))
    event.add("status", entry.status)
    event.add("url", vUri(entry.url))
    if entry.conference:
        event.add("conference", _conference(entry))
    if entry.picture:
        event.add("image", _picture(entry.picture))
    _add_words(event, entry)
    _add_people(event, entry)
    return event


def _conference(entry: Entry) -> vUri:
    address = vUri(entry.conference)
    address.params["VALUE"] = "URI"
    address.params["FEATURE"] = "VIDEO"
    address.params["LABEL"] = clean(entry.conference_label)
    return address


def _picture(url: str) -> vUri:
    """RFC 7986, 5.10."""
    address = vUri(url)
    address.params["VALUE"] = "URI"
    address.params["DISPLAY"] = "BADGE"
    address.params["FMTTYPE"] = "image/jpeg"
    return address


def _moment(moment: datetime | date, entry: Entry, *, zoned: bool) -> datetime | date:
    if not isinstance(moment, datetime):
        return moment
    tzinfo = zone(entry.zone)
    return moment.replace(tzinfo=tzinfo) if zoned else instant(moment, tzinfo)


def _recurrence(entry: Entry, rule: Rule) -> vRecur:
    """UNTIL is the instant of the last start in UTC; a date for whole days."""
    parts: dict[str, object] = {"FREQ": str(rule.frequency)}
    if rule.interval > 1:
        parts["INTERVAL"] = rule.interval
    parts["BYDAY"] = rule.by_day
    if rule.count:
        parts["COUNT"] = rule.count
    if rule.until and isinstance(entry.start, datetime):
        last = datetime.combine(rule.until, entry.start.time())
        parts["UNTIL"] = instant(last, zone(entry.zone))
    elif rule.until:
        parts["UNTIL"] = rule.until
    return vRecur(parts)


def _add_words(event: icalendar.Event, entry: Entry) -> None:
    words = {
        "summary": entry.summary,
        "description": entry.description,
        "location": " ".join(entry.location.split()),
    }
    for name, text in words.items():
        if text:
            event.add(name, clean(text))
    if entry.categories:
        event.add("categories", [clean(category) for category in entry.categories])
    if entry.point:
        event.add("geo", vGeo((entry.point.latitude, entry.point.longitude)))


def _add_people(event: icalendar.Event, entry: Entry) -> None:
    if entry.organizer:
        event.add("organizer", _address(entry.organizer))
    if entry.attendee:
        address = _address(entry.attendee)
        address.params["ROLE"] = "REQ-PARTICIPANT"
        address.params["PARTSTAT"] = "ACCEPTED"
        address.params["RSVP"] = "FALSE"
        event.add("attendee", address)


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.mail}")
    if person.name:
        address.params["CN"] = clean(person.name).replace("\n", " ")
    return address
