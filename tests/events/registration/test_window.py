"""When one may sign up: what a date says of itself and what the database says of it agree."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage_events.models import Event, Occurrence
from tests.events.factories import NOON, occurrence

pytestmark = pytest.mark.django_db

# A few hours around now, so that before, at and after are all drawn often.
HOURS = st.integers(-2, 2).map(lambda hours: NOON + timedelta(hours=hours))


def test_a_date_and_the_database_agree_on_its_window(time_machine):
    time_machine.move_to(NOON, tick=False)
    date = occurrence()
    seen = set()

    @settings(max_examples=200, deadline=None)
    @given(
        opens=st.none() | HOURS,
        closes=st.none() | HOURS,
        starts=HOURS,
        status=st.sampled_from(Occurrence.Status),
        event_status=st.sampled_from(Event.Status),
    )
    def agree(opens, closes, starts, status, event_status):
        Occurrence.objects.filter(pk=date.pk).update(
            starts_at=starts, ends_at=starts + timedelta(hours=1), status=status
        )
        Event.objects.filter(pk=date.event_id).update(
            status=event_status, registration_opens_at=opens, registration_closes_at=closes
        )
        row = Occurrence.objects.select_related("event").get(pk=date.pk)
        said = row.registration_window.is_open(NOON)
        assert Occurrence.objects.open_for_registration(NOON).exists() is said
        seen.add(said)

    agree()
    assert seen == {True, False}
