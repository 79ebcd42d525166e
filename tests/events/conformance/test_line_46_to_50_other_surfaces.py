"""Conformance, other surfaces: one test a line of the design."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time

import pytest
from bs4 import BeautifulSoup

from maillage_events.models import Occurrence
from maillage_events.publishing import lifecycle
from tests.events.factories import NOON, event, event_page, occurrence
from tests.events.signups import signed_up
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def structured(client, address: str = "/agenda/atelier-1/") -> dict:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return json.loads(soup.select_one('script[type="application/ld+json"]').string)


def test_line_46_an_event_in_both_ways_with_its_offset_and_its_seats_left(client):
    event(
        attendance_mode="mixte",
        timezone="Pacific/Marquesas",
        place_name="Médiathèque",
        address="1 rue de la Paix, 71000 Mâcon",
        organizer_name="Le Fil",
        onsite_capacity=3,
        online_capacity=20,
    )
    found = structured(client)
    schema = "https://schema.org/"
    assert (
        found["startDate"],
        found["endDate"],
        found["eventStatus"],
        found["eventAttendanceMode"],
        [one["@type"] for one in found["location"]],
        found["organizer"]["name"],
        found["offers"],
        found["remainingAttendeeCapacity"],
    ) == (
        "2026-12-08T10:00:00-09:30",
        "2026-12-08T11:30:00-09:30",
        f"{schema}EventScheduled",
        f"{schema}MixedEventAttendanceMode",
        ["Place", "VirtualLocation"],
        "Le Fil",
        {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "EUR",
            "availability": f"{schema}InStock",
            "url": "http://testserver/agenda/atelier-1/",
        },
        23,
    )


def test_line_46_full_is_sold_out_and_no_status(client):
    date_ = occurrence(onsite_capacity=1)
    signed_up(date_, "amina")
    found = structured(client)
    assert (
        found["eventStatus"].rpartition("/")[2],
        found["offers"]["availability"].rpartition("/")[2],
        found["remainingAttendeeCapacity"],
    ) == ("EventScheduled", "SoldOut", 0)


def test_line_46_a_rescheduled_event_says_when_it_was(client):
    page = event_page()
    page.start_date = date(2027, 2, 2)
    page.save_revision().publish()
    found = structured(client)
    assert (
        found["eventStatus"].rpartition("/")[2],
        found["startDate"],
        found["previousStartDate"],
    ) == (
        "EventRescheduled",
        "2027-02-02T10:00:00+01:00",
        "2026-12-08T10:00:00+01:00",
    )


@pytest.mark.parametrize(
    ("act", "status"),
    [(lifecycle.postpone_event, "EventPostponed"), (lifecycle.cancel_event, "EventCancelled")],
)
def test_line_46_postponed_or_cancelled_keeps_its_date_and_offers_nothing(client, act, status):
    act(event(onsite_capacity=5), at=NOON)
    found = structured(client)
    assert (found["eventStatus"].rpartition("/")[2], found["startDate"], "offers" in found) == (
        status,
        "2026-12-08T10:00:00+01:00",
        False,
    )


def test_line_49_the_export_is_for_its_organisers_harmless_in_the_event_s_time_and_logged(
    client, caplog
):
    date_ = occurrence(timezone="Indian/Reunion", onsite_capacity=5)
    signed_up(date_, "amina")
    date_.registrations.update(name="@SUM(A1)")
    address = f"/gestion/inscriptions/{date_.uuid}/inscriptions.csv"
    nobody = client.get(address)
    client.force_login(UserFactory(email="passante@exemple.fr"))
    somebody = client.get(address)
    client.force_login(UserFactory(email="equipe@exemple.fr", is_superuser=True))
    caplog.set_level("INFO", "maillage_events")
    organiser = client.get(address)
    text = organiser.getvalue().decode("utf-8")
    row = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))[1]
    assert (
        "amina" in (nobody.getvalue() + somebody.getvalue()).decode(),
        {nobody.status_code, somebody.status_code} <= {302, 403, 404},
        text[0],
        row[0],
        [one for one in row if one.startswith(("2026-", "UTC"))],
        [line for line in caplog.messages if str(date_.uuid) in line and "amina" not in line] != [],
    ) == (False, True, "\ufeff", "'@SUM(A1)", ["2026-11-23 16:00", "UTC+0400"], True)


def test_line_50_the_end_of_each_date_decides_and_no_date_is_in_both_lists(time_machine):
    first = occurrence()
    second = occurrence(start_time=time(11, 30), end_time=time(12, 30))
    seen = []
    for moment in ("09:59", "10:29", "10:30", "11:29", "11:30"):
        at = datetime.fromisoformat(f"2026-12-08T{moment}").replace(tzinfo=UTC)
        ahead, past = Occurrence.objects.upcoming(at), Occurrence.objects.past(at)
        assert set(ahead) | set(past) == {first, second}
        assert not set(ahead) & set(past)
        seen.append(([o.pk for o in ahead.in_time_order()], [o.pk for o in past.in_time_order()]))
    one, two = first.pk, second.pk
    assert seen == [
        ([one, two], []),
        ([one, two], []),
        ([two], [one]),
        ([two], [one]),
        ([], [one, two]),
    ]


def test_line_50_a_running_event_is_on_the_page_of_the_agenda(client, time_machine):
    event()
    time_machine.move_to("2026-12-08T10:29Z")
    running = "Atelier messagerie" in client.get("/agenda/").text
    time_machine.move_to("2026-12-08T10:30Z")
    assert (running, "Atelier messagerie" in client.get("/agenda/").text) == (True, False)
