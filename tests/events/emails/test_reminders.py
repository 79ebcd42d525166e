"""Reminders leave the day before at nine and one hour before, on the clock of who signed up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from maillage.outbox.models import Message
from maillage.scope import Scope
from maillage_events.emails import reminders
from maillage_events.emails.queue import TOPIC
from maillage_events.models import Registration
from maillage_events.publishing import lifecycle
from maillage_events.publishing.rescheduling import reschedule_event
from maillage_events.registration.sign_up import sign_up, withdraw
from tests.events.conformance.test_line_41_to_45_mail import delivered
from tests.events.signups import NOW, applicant, date_with_seats, signed_up
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
EVE = datetime(2026, 12, 6, 12, tzinfo=UTC)  # the date begins on 8 December at 09:00 UTC


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def planned() -> list[tuple[str, str, str]]:
    """(name, kind, moment in UTC) of each reminder that waits."""
    names = {str(row.uuid): row.name for row in Registration.objects.all()}
    rows = Message.objects.filter(topic=TOPIC, state="ready").order_by("available_at", "pk")
    found = [(*row.key.split(":"), row.available_at) for row in rows]
    return [
        (names[uuid], kind, f"{moment.astimezone(UTC):%d/%m %H:%M}")
        for uuid, kind, moment in found
        if kind in {"tomorrow", "soon"}
    ]


def overseas(date, name, zone):
    person = applicant(name, user=UserFactory(email=f"{name}@exemple.fr"), scope=Scope(zone=zone))
    return sign_up(date, person, mode="online", at=NOW)


def test_each_person_is_reminded_on_their_own_clock():
    date = date_with_seats(5, mode="online")
    overseas(date, "amina", "Europe/Paris")
    overseas(date, "bruno", "Indian/Reunion")
    overseas(date, "chloe", "Pacific/Tahiti")  # 23:00 on the day before, there
    assert reminders.plan(EVE) == 3
    assert reminders.plan(EVE) == 0
    assert planned() == [
        ("Chloe", "tomorrow", "06/12 19:00"),
        ("Bruno", "tomorrow", "07/12 05:00"),
        ("Amina", "tomorrow", "07/12 08:00"),
        ("Amina", "soon", "08/12 08:00"),
        ("Bruno", "soon", "08/12 08:00"),
        ("Chloe", "soon", "08/12 08:00"),
    ]


def test_nothing_is_planned_too_early_nor_for_who_has_no_seat():
    date = date_with_seats(1)
    signed_up(date, "amina")
    signed_up(date, "bruno")
    assert (reminders.plan(NOW), planned()) == (0, [])
    reminders.plan(EVE)
    assert {name for name, _kind, _moment in planned()} == {"Amina"}


def test_who_signs_up_late_has_the_reminder_that_is_left():
    date = date_with_seats(3)
    reminders.plan(EVE)
    late = date.starts_at - timedelta(hours=2)
    signed_up(date, "amina", at=late - timedelta(hours=1))
    reminders.plan(late)
    assert planned() == [("Amina", "soon", "08/12 08:00")]


def test_whole_days_have_no_reminder_an_hour_before():
    date = date_with_seats(3, start_time=None, end_time=None)
    signed_up(date)
    reminders.plan(EVE)
    assert [kind for _name, kind, _moment in planned()] == ["tomorrow"]


@pytest.mark.django_db(transaction=True)
class TestSending:
    def sent(self, catcher, clock, *, until=None):
        """(subject) of the reminders sent between now and the date's beginning."""
        clock.move_to(until or datetime(2026, 12, 8, 8, 30, tzinfo=UTC), tick=False)
        return [mail["Subject"] for mail in delivered(catcher)]

    def ready(self, catcher, clock, **fields):
        date = date_with_seats(3, mode="online", **fields)
        registration = overseas(date, "amina", "Indian/Reunion")
        delivered(catcher)
        clock.move_to(EVE, tick=False)
        reminders.plan(EVE)
        return date, registration

    def test_both_are_sent_with_both_clocks(self, mail_catcher, time_machine):
        self.ready(mail_catcher, time_machine)
        assert delivered(mail_catcher) == []
        time_machine.move_to(datetime(2026, 12, 7, 5, 1, tzinfo=UTC), tick=False)
        (first,) = delivered(mail_catcher)
        text = first.get_body(("plain",)).get_content()
        assert ("C’est demain" in text, "13\u202fh, heure de La Réunion" in text) == (True, True)
        assert self.sent(mail_catcher, time_machine) == ["Dans une heure\u202f: Atelier messagerie"]

    def test_none_after_a_cancellation(self, mail_catcher, time_machine):
        date, _registration = self.ready(mail_catcher, time_machine)
        lifecycle.cancel_event(date.event, at=EVE)
        assert self.sent(mail_catcher, time_machine) == ["Annulé\u202f: Atelier messagerie"]

    def test_none_for_who_withdrew(self, mail_catcher, time_machine):
        _date, registration = self.ready(mail_catcher, time_machine)
        withdraw(registration, at=EVE)
        said = self.sent(mail_catcher, time_machine)
        assert said == ["Votre inscription est annulée\u202f: Atelier messagerie"]

    def test_a_new_date_has_reminders_of_its_own(self, mail_catcher, time_machine):
        date, _registration = self.ready(mail_catcher, time_machine)
        start = datetime(2026, 12, 8, 15)
        reschedule_event(date.event, start, start + timedelta(hours=1), at=EVE)
        assert reminders.plan(EVE + timedelta(hours=3)) == 1
        said = self.sent(mail_catcher, time_machine)
        assert sorted(said) == [
            "Demain\u202f: Atelier messagerie",
            "Nouvelle date\u202f: Atelier messagerie",
        ]
        later = self.sent(
            mail_catcher, time_machine, until=datetime(2026, 12, 8, 13, 1, tzinfo=UTC)
        )
        assert later == ["Dans une heure\u202f: Atelier messagerie"]
