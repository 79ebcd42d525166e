"""Conformance line 47: page, list, frame, ICS, RSS, JSON, API, JSON-LD and mail agree.

On instants, zones and states: random events on the nights when clocks change too, and one event
through the steps of a life, where the search, the map, the home and the reminders follow.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from maillage.contributions import MapQuery
from maillage.outbox.models import Message
from maillage.scope import Scope
from maillage.territories.clocks import ZONES
from maillage_events import maps, search
from maillage_events.blocks import NextEventsBlock
from maillage_events.emails import reminders
from maillage_events.emails.queue import TOPIC
from maillage_events.models import Event, EventPage, Occurrence
from maillage_events.publishing import lifecycle
from maillage_events.publishing.going_online import move_online
from maillage_events.publishing.rescheduling import reschedule_event
from tests.events.conformance.surfaces import mailed, told, words_of
from tests.events.factories import NOON, event, event_page
from tests.events.signups import signed_up, with_account

pytestmark = pytest.mark.django_db
STATES = {"": None, "Annulé": lifecycle.cancel_event, "Reporté": lifecycle.postpone_event}
NIGHTS = (date(2027, 3, 14), date(2027, 3, 28), date(2027, 10, 31), date(2027, 11, 7))


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@given(
    zone=st.sampled_from(sorted(ZONES)),
    day=st.dates(date(2026, 11, 26), date(2027, 11, 24)) | st.sampled_from(NIGHTS),
    hour=st.times(time(0), time(22)).map(lambda at: at.replace(second=0, microsecond=0)),
    minutes=st.integers(5, 90),
    state=st.sampled_from(sorted(STATES)),
)
@example(zone="America/Cayenne", day=date(2026, 11, 26), hour=time(0), minutes=59, state="")
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_line_47_every_surface_tells_the_same_instants_uid_and_state(
    mail_catcher, clock, zone, day, hour, minutes, state
):
    clock.move_to(NOON)
    EventPage.objects.all().delete()
    Message.objects.all().delete()
    end = (datetime.combine(day, hour) + timedelta(minutes=minutes)).time()
    made = event(slug="essai", timezone=zone, start_date=day, start_time=hour, end_time=end)
    signed_up(made.occurrences.get())
    if state:
        mailed(mail_catcher)
        STATES[state](made, at=NOON)
    clock.shift(timedelta(minutes=10))
    kept = made.occurrences.get()
    meant = made.uid, kept.starts_at, kept.ends_at, state

    found = {**told("/agenda/essai/"), "mail": mailed(mail_catcher)}
    assert found == dict.fromkeys(found, meant)
    said = words_of("/agenda/essai/")
    assert said == dict.fromkeys(said, (kept.local_start.hour, kept.local_start.minute, state))


def around() -> tuple[list, list, list, list]:
    """Beginning in the search, on the map, on the home and in the reminders that would leave."""
    found = [one for made in search.events() for one in search.documents(made)]
    home = NextEventsBlock().rows(Scope(), {"count": 3})["cards"]
    reminders.plan(NOON)
    rows = Message.objects.filter(topic=TOPIC, key__endswith=":soon")
    date_ = Occurrence.objects.select_related("event").get()
    person = date_.registrations.get()
    person.occurrence = date_
    leaving = [one for one in rows if not reminders.is_out_of_date(one, person)]
    return (
        [one.starts_at for one in found],
        [feature.summary for feature in maps.features(MapQuery(Scope()))],
        [card.title for card in home],
        [one.available_at for one in leaving],
    )


def test_line_47_each_step_of_a_life_reaches_the_search_the_map_the_home_and_the_reminders():
    page = event_page(
        slug="essai", start_date=date(2026, 11, 24), start_time=time(16), end_time=time(17),
        latitude=46.3, longitude=4.8, attendance_mode="mixte",
    )  # fmt: skip
    with_account(page.event.occurrences.get())

    def follows(hour: int, summary: str) -> None:
        begins = datetime(2026, 11, 24, hour, tzinfo=UTC)
        clock = ", heure de La Réunion" if page.timezone == "Indian/Reunion" else ""
        on_map = [f"mardi 24 novembre à {summary}\u202fh{clock}"] if summary else []
        reminder = [begins - timedelta(hours=1)]
        assert around() == ([begins], on_map, ["Atelier messagerie"], reminder)

    def gone() -> None:
        assert around() == ([], [], [], [])

    follows(15, "16")
    page.start_time, page.end_time = time(17), time(18)
    page.save_revision().publish()
    follows(16, "17")
    page.timezone = "Indian/Reunion"
    page.save_revision().publish()
    follows(13, "17")
    lifecycle.postpone_event(Event.objects.get(), at=NOON)
    gone()
    wall = datetime(2026, 11, 24, 18)
    reschedule_event(Event.objects.get(), wall, wall + timedelta(hours=1), at=NOON)
    follows(14, "18")
    lifecycle.cancel_event(Event.objects.get(), at=NOON)
    gone()
    lifecycle.restore_event(Event.objects.get(), at=NOON)
    follows(14, "18")
    move_online(Event.objects.get(), at=NOON, conference_url="https://visio.exemple.fr/a")
    follows(14, "")
