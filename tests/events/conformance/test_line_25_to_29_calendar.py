"""Conformance, what a calendar says of itself and how to join: one test a line of the design."""

from __future__ import annotations

import icalendar
import pytest

from maillage_events.ical.serializer import Feed, render
from maillage_events.publishing import lifecycle
from tests.events.conformance.reading import events, lines, values
from tests.events.conformance.sample import SERIES
from tests.events.factories import NOON, event, weekly_event

pytestmark = pytest.mark.django_db
SECRET = "https://visio.exemple.fr/salle-secrete-8fJ2"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def feed(client, query: str = "") -> bytes:
    return client.get(f"/agenda.ics{query}").content


def test_line_25_both_names_and_no_zone_for_the_whole_calendar(client):
    event(timezone="Indian/Reunion")
    body = feed(client)
    assert (values(body, "NAME"), values(body, "X-WR-CALNAME"), values(body, "X-WR-TIMEZONE")) == (
        [":Agenda – Maillage"],
        [":Agenda – Maillage"],
        [],
    )


def test_line_25_a_zone_for_the_whole_calendar_would_change_nothing(client):
    event(timezone="Indian/Reunion")
    body = feed(client)
    named = body.replace(b"BEGIN:VTIMEZONE", b"X-WR-TIMEZONE:Europe/Paris\r\nBEGIN:VTIMEZONE", 1)
    assert [one["DTSTART"].dt for one in events(named)] == [
        one["DTSTART"].dt for one in events(body)
    ]


def test_line_26_refresh_interval_says_its_type_and_so_does_the_old_name(client):
    body = feed(client)
    assert (values(body, "REFRESH-INTERVAL"), values(body, "X-PUBLISHED-TTL")) == (
        [";VALUE=DURATION:PT1H"],
        [":PT1H"],
    )


def test_line_27_a_named_colour_a_source_and_a_page(client):
    body = feed(client, "?type=atelier")
    assert (values(body, "COLOR"), values(body, "SOURCE"), values(body, "URL")) == (
        [":teal"],
        [";VALUE=URI:http://testserver/agenda.ics?type=atelier"],
        [":http://testserver/agenda/"],
    )


@pytest.mark.parametrize("colour", ["#ff0000", "rgb(1,2,3)", "bleu", "teal\r\nX:1"])
def test_line_27_a_colour_that_is_no_css_name_is_refused(colour):
    with pytest.raises(ValueError, match="CSS"):
        Feed(product="-//Maillage//exemple.fr//FR", color=colour)


def test_line_27_categories_are_separate_values_with_their_commas_escaped():
    body = render(Feed(product="-//Maillage//exemple.fr//FR"), [SERIES])
    assert (values(body, "CATEGORIES"), events(body)[0].categories) == (
        [":Santé\\, en ligne,Banque"],
        ["Santé, en ligne", "Banque"],
    )


def test_line_29_the_join_page_is_a_conference_and_in_the_description(client, settings):
    settings.BASE_URL = "https://exemple.fr"
    date = event(attendance_mode="en-ligne", conference_url=SECRET).occurrences.get()
    body = feed(client)
    door = f"https://exemple.fr/rejoindre/{date.uuid}/"
    assert (
        values(body, "CONFERENCE"),
        str(events(body)[0]["DESCRIPTION"]).splitlines()[-1],
        "visio.exemple.fr" in body.decode(),
    ) == (
        [f";FEATURE=VIDEO;LABEL=Rejoindre la visioconférence;VALUE=URI:{door}"],
        f"Rejoindre\u202f: {door}",
        False,
    )


def test_line_29_each_date_set_apart_of_a_series_has_its_own_door(client):
    series = weekly_event(attendance_mode="en-ligne", conference_url=SECRET)
    cancelled, moved = series.occurrences.in_time_order()[1:3]
    lifecycle.cancel_date(cancelled, at=NOON)
    start = moved.local_start.replace(hour=14)
    lifecycle.move_date(moved, start, start.replace(hour=15), at=NOON)
    told = [
        (
            str(one["STATUS"]),
            "RECURRENCE-ID" in one,
            f"/rejoindre/{moved.uuid}/" in str(one.get("CONFERENCE")),
        )
        for one in events(feed(client))
    ]
    assert told == [
        ("CONFIRMED", False, False),
        ("CANCELLED", True, False),
        ("CONFIRMED", True, True),
    ]


@pytest.mark.parametrize("facts", [{}, {"attendance_mode": "en-ligne"}])
def test_line_29_without_a_conference_there_is_no_door(client, facts):
    event(**facts)
    body = feed(client)
    assert (values(body, "CONFERENCE"), "rejoindre" in body.decode()) == ([], False)


def test_a_calendar_s_own_properties_are_read_by_icalendar(client):
    calendar = icalendar.Calendar.from_ical(feed(client))
    assert (str(calendar.calendar_name), str(calendar.color), len(lines(feed(client))) > 5) == (
        "Agenda – Maillage",
        "teal",
        True,
    )
