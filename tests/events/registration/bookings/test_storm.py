"""People who each choose several dates, all at once, where one seat a date is left."""

import pytest
from django.db import connection

from maillage_events.models import Occurrence, Registration, SeatPool
from maillage_events.registration.bookings.several_dates import book, confirm_all
from tests.events import factories
from tests.events.signups import NOW, applicant
from tests.processes import together

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, SEATS = 6, 1


def chooses(dates: list[int], number: int) -> list[str]:
    """Every second person takes the dates in the other order: transactions never wait in a ring."""
    connection.close()
    rows = {row.pk: row for row in Occurrence.objects.prefetch_related("pools")}
    chosen = [rows[pk] for pk in (dates if number % 2 else reversed(dates))]
    who = applicant(f"personne{number}")
    taken = [one.state for one in book(chosen, who, mode="onsite", at=NOW)]
    booking = Registration.objects.by_address(who.email).first().booking
    confirm_all(booking, at=NOW)
    return taken


def test_overlapping_choices_never_share_a_seat_nor_block_each_other():
    found = factories.event(rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=4", onsite_capacity=SEATS)
    dates = list(found.occurrences.values_list("pk", flat=True))
    results = together(chooses, [(dates, number) for number in range(PEOPLE)])

    answers = [one for share in results for one in share]
    assert (len(answers), set(answers)) == (PEOPLE * len(dates), {"kept", "waiting"})
    pools = SeatPool.objects.filter(occurrence__in=dates)
    assert {(pool.seats_taken, pool.waiting) for pool in pools} == {(SEATS, PEOPLE - SEATS)}
    states = list(Registration.objects.values_list("state", flat=True))
    assert states.count("confirmed") == SEATS * len(dates)
    assert states.count("waitlisted") == (PEOPLE - SEATS) * len(dates)
