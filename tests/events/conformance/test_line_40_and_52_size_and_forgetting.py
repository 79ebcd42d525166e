"""Conformance lines 40 (what a feed costs; its seconds are in `make bench`) and 52 (forgetting)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from maillage.contributions import Periodic
from maillage.plugin import contributions
from maillage_events.models import MailLink, Registration
from tests.events.conformance.reading import events
from tests.events.factories import NOON, agenda_of
from tests.events.many import many_events
from tests.events.signups import date_with_seats, mails_asked, seats, signed_up, with_account

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 30])
def test_line_40_a_feed_costs_fifteen_queries_at_most_whatever_it_holds(
    client, time_machine, django_assert_max_num_queries, count
):
    time_machine.move_to(NOON, tick=False)
    many_events(agenda_of(), count, start=date(2026, 12, 1), dates=2)
    client.get("/sante/vivant")
    with django_assert_max_num_queries(15):
        body = client.get("/agenda.ics").content
    assert len(events(body)) == count


def test_line_52_a_year_after_the_date_people_are_forgotten_and_counts_remain(time_machine):
    time_machine.move_to(NOON, tick=False)
    date_ = date_with_seats(2)
    signed_up(date_, "amina", at=NOON)
    with_account(date_, "bruno", at=NOON)
    signed_up(date_, "chloe", at=NOON)
    asked = len(mails_asked())
    before = seats(date_), sorted(Registration.objects.values_list("state", flat=True))
    purge = _periodic("personal_data.purge")

    time_machine.move_to(date_.ends_at + timedelta(days=364))
    purge(date_.ends_at + timedelta(days=364))
    kept = set(Registration.objects.values_list("name", flat=True))

    time_machine.move_to(date_.ends_at + timedelta(days=366))
    purge(date_.ends_at + timedelta(days=366))
    left = Registration.objects.values_list("name", "email", "user", "answers")
    after = seats(date_), sorted(Registration.objects.values_list("state", flat=True))
    assert (kept, list(left), MailLink.objects.count(), after, asked > 0) == (
        {"Amina", "Bruno", "Chloe"},
        [("", "", None, {})] * 3,
        0,
        before,
        True,
    )


def _periodic(name: str) -> object:
    """The work as the worker's clock runs it."""
    return next(work.run for work in contributions(Periodic) if work.name == name)
