"""Conformance, time: one test a line of the design."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from maillage.territories.clocks import ZONES
from maillage_events.ical.serializer import Feed, render
from maillage_events.ical.vtimezones import (
    UnusableZoneError,
    first_disagreement,
    from_footer,
    observances,
)
from maillage_events.publishing import lifecycle
from tests.events.conformance.reading import (
    events,
    lines,
    starts_dateutil,
    starts_icalendar,
    starts_vobject,
    values,
)
from tests.events.conformance.sample import ELSEWHERE, SERIES, sample
from tests.events.factories import NOON, event, weekly_event

FEED = Feed(product="-//Maillage//exemple.fr//FR")


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_line_11_one_vtimezone_for_each_zone_used_under_its_iana_name():
    body = sample()
    used = {event["DTSTART"].params["TZID"] for event in events(body)}
    defined = [value.lstrip(":") for value in values(body, "TZID")]
    assert (defined, used) == (["America/Miquelon", "Europe/Paris"], set(defined))


@pytest.mark.parametrize("name", ZONES)
def test_line_12_a_vtimezone_is_one_yearly_rule_or_none(name):
    body = render(FEED, [replace(ELSEWHERE, zone=name)])
    text = lines(body)
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
    rules = [line for line in zone if line.startswith("RRULE")]
    parts = [{part.split("=")[0] for part in rule[6:].split(";")} for rule in rules]
    assert (
        zone.count("BEGIN:STANDARD"),
        zone.count("BEGIN:DAYLIGHT"),
        [line for line in zone if line.startswith(("RDATE", "COMMENT"))],
        parts,
        ["," in rule for rule in rules],
    ) == (
        1,
        len(rules) // 2,
        [],
        [{"FREQ", "BYMONTH", "BYDAY"}] * len(rules),
        [False] * len(rules),
    )


@pytest.mark.parametrize("name", ZONES)
def test_line_13_offsets_are_zoneinfo_s_every_hour_of_five_years(name):
    found = observances(name, 2026, 2031)
    daylight = {"Europe/Paris", "America/Miquelon"}
    assert (first_disagreement(found, ZoneInfo(name), 2026, 2031), len(found)) == (
        None,
        2 if name in daylight else 1,
    )


def test_line_13_a_zone_that_changed_its_rules_is_refused_loudly():
    with pytest.raises(UnusableZoneError):
        observances("America/Sao_Paulo", 2018, 2020)


@pytest.mark.parametrize("posix", ["EST5EDT,J60,J300", "X", "EST5EDT,60/2,300/2", ""])
def test_line_13_other_forms_of_footer_are_refused(posix):
    with pytest.raises(UnusableZoneError):
        from_footer(posix)


def test_line_13_an_event_of_an_unusable_zone_is_written_in_utc():
    body = render(
        FEED,
        [
            replace(
                ELSEWHERE,
                zone="America/Sao_Paulo",
                start=datetime(2018, 7, 1, 10),
                end=datetime(2018, 7, 1, 11),
            )
        ],
    )
    assert (values(body, "DTSTART"), values(body, "TZID")) == ([":20180701T130000Z"], [])


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 10, 20, 10, tzinfo=timezone(timedelta(hours=4))),
        datetime(2026, 10, 20, 10, tzinfo=UTC),
        datetime(2026, 10, 20, 10, tzinfo=ZoneInfo("Indian/Reunion")),
    ],
)
def test_line_14_only_wall_times_and_names_of_zones_are_accepted(start):
    with pytest.raises(ValueError, match="wall time"):
        replace(ELSEWHERE, start=start, end=start + timedelta(hours=1))


@pytest.mark.parametrize("zone", ["UTC+04:00", "UTC", "Z", "CET", ""])
def test_line_14_a_fixed_offset_is_no_zone(zone):
    with pytest.raises(ValueError, match="zone"):
        replace(ELSEWHERE, zone=zone)


@pytest.mark.django_db
def test_line_15_whole_days_are_dates_with_an_exclusive_end(client):
    event(start_time=None, end_time=None, end_date=date(2026, 12, 10))
    body = client.get("/agenda.ics").content
    assert (values(body, "DTSTART"), values(body, "DTEND"), values(body, "TZID")) == (
        [";VALUE=DATE:20261208"],
        [";VALUE=DATE:20261211"],
        [],
    )


def test_line_16_dtend_alone_after_dtstart_in_the_same_zone():
    for found in events(sample()):
        assert (
            "DURATION" in found,
            found["DTEND"].dt > found["DTSTART"].dt,
            found["DTEND"].params["TZID"] == found["DTSTART"].params["TZID"],
        ) == (False, True, True)
    with pytest.raises(ValueError, match="ends before"):
        replace(SERIES, end=SERIES.start)


@pytest.mark.parametrize(
    ("zone", "until"),
    [("Europe/Paris", "20261110T090000Z"), ("Indian/Reunion", "20261110T060000Z")],
)
def test_line_17_until_is_the_last_start_in_utc(zone, until):
    body = render(FEED, [replace(SERIES, zone=zone)])
    rule = [value for value in values(body, "RRULE") if "WEEKLY" in value]
    assert rule == [f":FREQ=WEEKLY;UNTIL={until};BYDAY=TU"]


def test_line_17_until_of_whole_days_is_a_date():
    body = render(FEED, [replace(SERIES, start=date(2026, 10, 20), end=date(2026, 10, 21))])
    assert values(body, "RRULE") == [":FREQ=WEEKLY;UNTIL=20261110;BYDAY=TU"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ";TZID=Indian/Reunion:20261215T100000"),
        ({"start_time": None, "end_time": None}, ";VALUE=DATE:20261215"),
    ],
)
def test_line_18_recurrence_id_has_the_master_s_zone_and_kind(client, fields, expected):
    series = weekly_event(timezone="Indian/Reunion", **fields)
    lifecycle.cancel_date(series.occurrences.all()[1], at=NOON)
    body = client.get("/agenda.ics").content
    assert (values(body, "RECURRENCE-ID"), values(body, "EXDATE")) == ([expected], [])


@pytest.mark.django_db
def test_line_19_a_cancelled_date_is_an_override_and_a_moved_one_keeps_its_recurrence_id(client):
    series = weekly_event()
    _first, second, third = series.occurrences.all()[:3]
    lifecycle.cancel_date(second, at=NOON)
    lifecycle.move_date(third, datetime(2026, 12, 23, 14), datetime(2026, 12, 23, 15), at=NOON)
    body = client.get("/agenda.ics").content
    told = [
        (
            found.get("RECURRENCE-ID") and found["RECURRENCE-ID"].dt.date(),
            found["STATUS"],
            found["DTSTART"].dt.replace(tzinfo=None),
        )
        for found in events(body)
    ]
    span = (datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC))
    assert (told, starts_icalendar(body, *span)) == (
        [
            (None, "CONFIRMED", datetime(2026, 12, 8, 10)),
            (date(2026, 12, 15), "CANCELLED", datetime(2026, 12, 15, 10)),
            (date(2026, 12, 22), "CONFIRMED", datetime(2026, 12, 23, 14)),
        ],
        [
            datetime(2026, 12, 8, 9, tzinfo=UTC),
            datetime(2026, 12, 15, 9, tzinfo=UTC),
            datetime(2026, 12, 23, 13, tzinfo=UTC),
            datetime(2026, 12, 29, 9, tzinfo=UTC),
        ],
    )


@pytest.mark.parametrize("parse", [starts_icalendar, starts_vobject, starts_dateutil])
def test_line_20_ten_o_clock_stays_ten_o_clock_when_clocks_change(parse):
    body = render(FEED, [SERIES])
    span = (datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 10, 30, tzinfo=UTC))
    assert parse(body, *span) == [
        datetime(2026, 10, 20, 8, tzinfo=UTC),
        datetime(2026, 10, 27, 9, tzinfo=UTC),
    ]


@pytest.mark.django_db
def test_line_20_the_agenda_and_the_calendar_agree_on_every_instant(client):
    series = weekly_event(start_date=date(2026, 10, 6), start_time=time(10))
    body = client.get("/agenda.ics").content
    span = (datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC))
    assert starts_icalendar(body, *span) == [o.starts_at for o in series.occurrences.all()]
