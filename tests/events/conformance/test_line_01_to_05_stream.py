"""Conformance, the stream: one test a line of the design."""

from __future__ import annotations

import os
import subprocess
import sys

import icalendar
import pytest

from maillage_events.publishing import lifecycle
from tests.events.conformance.reading import events, lines, values
from tests.events.factories import NOON, event, weekly_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_line_01_only_crlf_and_lines_of_75_octets_each_valid_utf8(client):
    event(title="É" * 120 + "😀" * 40, body="<p>Déjà\r\nvu\rlà</p>", place_name="Œuvre " * 20)
    body = client.get("/agenda.ics").content
    physical = body.split(b"\r\n")
    for line in physical:
        line.decode("utf-8")
    assert (
        max(map(len, physical)) <= 75,
        b"\n" in body.replace(b"\r\n", b""),
        b"\r" in body.replace(b"\r\n", b""),
        body.endswith(b"END:VCALENDAR\r\n"),
    ) == (True, False, False, True)


def test_line_02_version_then_prodid_in_one_calendar(client, settings):
    settings.MAILLAGE_DOMAIN = "exemple.fr"
    event()
    found = lines(client.get("/agenda.ics").content)
    assert (found[:3], found.count("BEGIN:VCALENDAR"), [x for x in found if "CALSCALE" in x]) == (
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maillage//exemple.fr//FR"],
        1,
        [],
    )


@pytest.mark.parametrize("address", ["/agenda.ics", "/agenda/atelier-1.ics"])
def test_line_03_no_method_in_feeds_and_downloads(client, address):
    event()
    assert values(client.get(address).content, "METHOD") == []


PRINTER = """
import sys
from tests.events.conformance.sample import sample
sys.stdout.buffer.write(sample())
"""


def test_line_04_the_same_state_gives_the_same_bytes_in_every_process():
    written = {
        subprocess.run(
            [sys.executable, "-c", PRINTER],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(written) == 1


def test_line_04_two_fetches_of_the_same_state_are_the_same_bytes(client, time_machine):
    weekly_event(themes="|sante|banque|")
    event(attendance_mode="mixte")
    first = client.get("/agenda.ics").content
    time_machine.shift(3600)
    assert client.get("/agenda.ics").content == first


def test_line_05_zones_by_name_then_events_by_uid_master_first(client):
    for number in range(3):
        series = weekly_event(timezone="Indian/Reunion" if number else "Europe/Paris")
        for occurrence in reversed(series.occurrences.all()[1:3]):
            lifecycle.cancel_date(occurrence, at=NOON)
    body = client.get("/agenda.ics").content
    order = [
        (
            str(found["UID"]),
            found["RECURRENCE-ID"].dt.isoformat() if "RECURRENCE-ID" in found else "",
        )
        for found in events(body)
    ]
    calendar = icalendar.Calendar.from_ical(body)
    kinds = [component.name for component in calendar.subcomponents]
    zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    assert (order, kinds, zones) == (
        sorted(order),
        ["VTIMEZONE"] * 2 + ["VEVENT"] * 9,
        ["Europe/Paris", "Indian/Reunion"],
    )
