"""Events in the database beside what the oracle says of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from maillage_events.models import Occurrence
from maillage_events.publishing import lifecycle
from tests.events.factories import event
from tests.parsers.oracle import Announced

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
FIRST, LAST = "2026-09-01", "2027-12-01"
HOUR_AND_HALF = timedelta(minutes=90)


def announce() -> list[Announced]:
    """A season of events, in hours that change and hours that do not, told to both."""
    return [
        _across_two_changes_of_hour(),
        _monthly("Pacific/Marquesas", date(2026, 9, 15), "FREQ=MONTHLY;BYDAY=3TU;COUNT=12"),
        _monthly("America/Miquelon", date(2026, 9, 24), "FREQ=MONTHLY;BYDAY=-1TH;COUNT=12"),
        _weekly("Indian/Reunion", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=20"),
        _whole_days(),
        _cancelled(),
    ]


def _across_two_changes_of_hour() -> Announced:
    rule = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270427"
    made = event(rrule=rule, start_date=date(2026, 10, 6))
    off, later = made.occurrences.in_time_order()[2:4]
    lifecycle.cancel_date(off, at=AT)
    moved = datetime(2026, 10, 28, 14)
    lifecycle.move_date(later, moved, moved + HOUR_AND_HALF, at=AT)
    return Announced(
        uid=made.uid,
        zone="Europe/Paris",
        start=datetime(2026, 10, 6, 10),
        length=HOUR_AND_HALF,
        rule=f"{rule}T235959",
        cancelled=(date(2026, 10, 20),),
        moved={date(2026, 10, 27): moved},
    )


def _monthly(zone: str, start: date, rule: str) -> Announced:
    made = event(rrule=rule, start_date=start, timezone=zone)
    wall = datetime.combine(start, time(10))
    return Announced(made.uid, zone, wall, HOUR_AND_HALF, rule)


def _weekly(zone: str, rule: str) -> Announced:
    return _monthly(zone, date(2026, 10, 19), rule)


def _whole_days() -> Announced:
    rule = "FREQ=WEEKLY;BYDAY=WE;COUNT=8"
    start = date(2026, 10, 7)
    made = event(rrule=rule, start_date=start, start_time=None, end_time=None)
    return Announced(made.uid, "Europe/Paris", start, timedelta(days=1), rule)


def _cancelled() -> Announced:
    made = event(start_date=date(2026, 11, 5), timezone="Pacific/Noumea")
    lifecycle.cancel_event(made, at=AT)
    wall = datetime(2026, 11, 5, 10)
    return Announced(
        made.uid, "Pacific/Noumea", wall, HOUR_AND_HALF, cancelled=(date(2026, 11, 5),)
    )


def dates_kept() -> int:
    """How many dates the database holds: the files must tell as many."""
    return Occurrence.objects.count()
