"""Two editors at once: who changes an event, a date or its seats holds it first."""

from datetime import datetime

import pytest

from maillage_events.models import Event, Occurrence, SeatPool
from maillage_events.publishing import lifecycle
from maillage_events.publishing.going_online import move_online
from maillage_events.publishing.rescheduling import reschedule_event
from maillage_events.registration.sign_up import withdraw
from tests.events.factories import NOON, occurrence, weekly_event
from tests.events.signups import date_with_seats, signed_up
from tests.held_rows import assert_held

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def cancel():
    event = occurrence().event
    return Event, lambda: lifecycle.cancel_event(event, at=NOON)


def cancel_one():
    date = weekly_event().occurrences.first()
    return Occurrence, lambda: lifecycle.cancel_date(date, at=NOON)


def move():
    event = occurrence().event
    start, end = datetime(2026, 12, 9, 10), datetime(2026, 12, 9, 11)
    return Event, lambda: reschedule_event(event, start, end, at=NOON)


def online():
    event = date_with_seats(2).event
    return SeatPool, lambda: move_online(
        event, at=NOON, conference_url="https://visio.exemple.fr/a", capacity=5
    )


def give_back():
    person = signed_up(date_with_seats(2))
    return SeatPool, lambda: withdraw(person, at=NOON)


@pytest.mark.parametrize("verb", [cancel, cancel_one, move, online, give_back])
def test_who_decides_holds_the_row_first(verb):
    table, act = verb()
    assert_held(table, act)
