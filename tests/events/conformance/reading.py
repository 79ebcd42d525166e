"""Reading what the server wrote, with programs that are not ours."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import icalendar
import recurring_ical_events
import vobject
from dateutil import tz
from dateutil.rrule import rrulestr


def lines(body: bytes) -> list[str]:
    """Logical lines, unfolded."""
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(body: bytes, name: str) -> list[str]:
    """``NAME;PARAM=…:value`` lines of that name, without the name."""
    return [line[len(name) :] for line in lines(body) if line.split(";")[0].split(":")[0] == name]


def events(body: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def starts_icalendar(body: bytes, first: datetime, last: datetime) -> list[datetime]:
    calendar = icalendar.Calendar.from_ical(body)
    found = recurring_ical_events.of(calendar).between(first, last)
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in found)


def starts_vobject(body: bytes, first: datetime, last: datetime) -> list[datetime]:
    """vobject reads VTIMEZONE itself, and gives the master's dates."""
    calendar = vobject.readOne(body.decode())
    found = []
    for event in calendar.vevent_list:
        if hasattr(event, "recurrence_id"):
            continue
        zone = event.dtstart.value.tzinfo
        rules = event.getrruleset(addRDate=True) or [event.dtstart.value]
        for moment in rules:
            aware = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
            if first <= aware <= last:
                found.append(aware.astimezone(UTC))
            if aware > last:
                break
    return sorted(found)


def starts_dateutil(body: bytes, first: datetime, last: datetime) -> list[datetime]:
    """dateutil reads the VTIMEZONE and the rule each from its text."""
    text = body.decode().replace("\r\n ", "")
    zones = tz.tzical(StringIO(text))
    found = []
    for event in events(body):
        zone = zones.get(event["DTSTART"].params["TZID"])
        wall = event["DTSTART"].dt.replace(tzinfo=None)
        if "RECURRENCE-ID" in event or "RRULE" not in event:
            continue
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=wall.replace(tzinfo=zone))
        found += [d.astimezone(UTC) for d in rule.between(first, last, inc=True)]
    return sorted(found)
