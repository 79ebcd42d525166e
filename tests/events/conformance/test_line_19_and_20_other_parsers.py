"""Conformance lines 19 and 20 with parsers we did not write, against an oracle that is not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import icalendar
import pytest
import recurring_ical_events

from tests.events.conformance.announced import AT, FIRST, LAST, announce, dates_kept
from tests.events.conformance.sample import SERIES, sample
from tests.parsers.reading import PARSERS as OTHERS
from tests.parsers.reading import expand, faults

if TYPE_CHECKING:
    from tests.parsers.reading import Told


def with_recurring_ical_events(body: bytes, first: str, last: str) -> list[Told]:
    calendar = icalendar.Calendar.from_ical(body)
    span = datetime.fromisoformat(first), datetime.fromisoformat(last)
    found = recurring_ical_events.of(calendar).between(*span)
    return sorted(
        (
            str(one["UID"]),
            _iso(one["RECURRENCE-ID"].dt if "RECURRENCE-ID" in one else one["DTSTART"].dt),
            _iso(one["DTSTART"].dt),
            _iso(one["DTEND"].dt),
            str(one["STATUS"]),
        )
        for one in found
    )


def _iso(moment: datetime | date) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read(parser: str, body: bytes, first: str = FIRST, last: str = LAST) -> list[Told]:
    if parser == "recurring-ical-events":
        return with_recurring_ical_events(body, first, last)
    return expand(parser, body, first, last)


PARSERS = ("recurring-ical-events", *OTHERS)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.django_db
def test_line_19_each_parser_reads_what_was_announced(client, time_machine, parser):
    time_machine.move_to(AT, tick=False)
    announced = announce()
    body = client.get("/agenda.ics").content
    meant = sorted(told for one in announced for told in one.told(FIRST, LAST))
    found = read(parser, body)
    told_apart = (
        [one for one in found if one not in meant],
        [one for one in meant if one not in found],
    )
    assert (*told_apart, len(found), len(meant)) == ([], [], dates_kept(), dates_kept())


@pytest.mark.parametrize("parser", PARSERS)
def test_line_19_overrides_are_found_whatever_their_order_in_the_file(parser):
    found = read(parser, sample())
    assert [(slot, start, status) for uid, slot, start, _end, status in found if uid == SERIES.uid] == [
        ("2026-10-20T08:00:00Z", "2026-10-20T08:00:00Z", "CONFIRMED"),
        ("2026-10-27T09:00:00Z", "2026-10-27T09:00:00Z", "CANCELLED"),
        ("2026-11-03T09:00:00Z", "2026-11-04T13:00:00Z", "CONFIRMED"),
        ("2026-11-10T09:00:00Z", "2026-11-10T09:00:00Z", "CONFIRMED"),
    ]  # fmt: skip


@pytest.mark.parametrize("parser", PARSERS)
def test_line_20_ten_o_clock_stays_ten_o_clock_in_other_parsers(parser):
    found = [one for one in read(parser, sample()) if one[0] == SERIES.uid]
    assert [slot for _uid, slot, *_rest in found[:2]] == [
        "2026-10-20T08:00:00Z",
        "2026-10-27T09:00:00Z",
    ]


@pytest.mark.django_db
def test_ical4j_has_nothing_against_a_feed(client, time_machine):
    time_machine.move_to(AT, tick=False)
    announce()
    assert faults(client.get("/agenda.ics").content) == []


def test_ical4j_s_validator_sees_a_fault():
    """Without it, an empty list of faults would prove nothing."""
    assert faults(sample().replace(b"PRODID", b"X-PRODID")) != []
