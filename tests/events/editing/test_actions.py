"""Cancel, postpone, give a date, move online, restore: each asked first, then told to people."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from maillage.accounts.models import User
from maillage_events.models import Event, EventPage, Registration, SeatPool
from maillage_events.publishing import dates, lifecycle
from maillage_events.publishing.going_online import AlreadyOnline, move_online
from maillage_events.publishing.rescheduling import EventRepeats, reschedule_event
from maillage_events.registration.sign_up import confirm, withdraw
from tests.events.conformance.reading import events
from tests.events.conformance.test_line_41_to_45_mail import delivered, summary
from tests.events.factories import NOON, event, event_page, weekly_event
from tests.events.signups import mails_asked, pending, seats, signed_up, states

pytestmark = pytest.mark.django_db
VISIO = "https://visio.exemple.fr/salle"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("nationale@exemple.fr", "mot de passe long"))
    return client


def action(page: EventPage, what: str) -> str:
    return reverse("maillage_events_event_action", args=[page.pk, what])


def row(client) -> tuple[str, str, int, str]:
    """(STATUS, SUMMARY, SEQUENCE, DTSTART) of the only event of the feed."""
    (found,) = events(client.get("/agenda.ics").content)
    return (
        str(found["STATUS"]),
        str(found["SUMMARY"]),
        found["SEQUENCE"],
        f"{found['DTSTART'].dt:%d/%m %H:%M}",
    )


def test_the_page_says_who_will_be_told_and_what_they_get(editor):
    page = event_page(onsite_capacity=2, guests_max=1)
    only = page.event.occurrences.get()
    signed_up(only, "amina", party_size=2)
    signed_up(only, "bruno")
    signed_up(only, "chloe")
    for what, said in {
        "annuler": "L’inscription et les rappels s’arrêtent",
        "reporter": "une nouvelle date viendra",
        "nouvelle-date": "Les places et les rangs sont gardés",
        "en-ligne": "deviennent des places en ligne",
        "retablir": "a lieu comme annoncé",
    }.items():
        text = editor.get(action(page, what)).text
        assert (what, "Une personne inscrite reçoit un courriel." in text) == (what, True)
        assert (what, "2 personnes en liste d’attente" in text, said in text) == (what, True, True)
        assert "2 en tout" in text
    assert Event.objects.get().sequence == 0


def test_nobody_signed_up_is_said_too(editor):
    assert "aucun courriel" in editor.get(action(event_page(), "annuler")).text


def test_what_asks_for_no_sign_up_stays_open_to_all_once_online(editor, client):
    page = event_page(registration_mode="none")
    editor.post(action(page, "en-ligne"), {"conference_url": VISIO, "capacity": "", "message": ""})
    assert Event.objects.get().joined_freely
    assert EventPage.objects.get().joined_freely
    assert "Rejoindre la visioconférence" in client.get(page.url).text


@pytest.mark.parametrize("what", ["supprimer", "nouvelle-date"])
def test_an_action_that_does_not_exist_is_not_found(editor, what):
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU")
    assert editor.get(action(page, what)).status_code == 404


def test_from_postponed_to_a_new_date_everything_is_kept(editor, client):
    page = event_page(onsite_capacity=1)
    only = page.event.occurrences.get()
    signed_up(only, "amina")
    signed_up(only, "bruno")
    editor.post(action(page, "reporter"), {"message": "Salle fermée"})
    assert row(client) == ("CANCELLED", "Reporté – Atelier messagerie", 1, "08/12 10:00")
    editor.post(
        action(page, "nouvelle-date"),
        {"day": "2027-01-12", "start": "14:00", "end": "16:00", "message": "Salle rouverte"},
    )
    found = Event.objects.get()
    assert (found.status, found.previous_start) == ("rescheduled", datetime(2026, 12, 8, 10))
    assert row(client) == ("CONFIRMED", "Atelier messagerie", 2, "12/01 14:00")
    assert (states(only), seats(only)) == (
        {"amina": "confirmed", "bruno": "waitlisted"},
        [("onsite", 1, 1, 1)],
    )
    assert mails_asked()[-4:] == [
        ("amina", "event-cancelled"),
        ("bruno", "event-cancelled"),
        ("amina", "rescheduled"),
        ("bruno", "rescheduled"),
    ]
    text = client.get(page.url).text
    assert "EventRescheduled" in text
    assert '"previousStartDate": "2026-12-08T10:00:00+01:00"' in text
    assert "Salle rouverte" in text


def test_the_new_date_is_what_page_and_drafts_propose_from_then_on():
    page = event_page()
    page.title = "Brouillon"
    page.save_revision()
    reschedule_event(
        page.event, datetime(2027, 1, 12, 14), datetime(2027, 1, 12, 16), at=NOON, message="Neige"
    )
    page = EventPage.objects.get()
    assert (page.title, page.start_date, page.start_time) == (
        "Atelier messagerie",
        date(2027, 1, 12),
        time(14),
    )
    page.latest_revision.publish()
    found = Event.objects.get()
    assert (EventPage.objects.get().title, found.local_start, found.sequence) == (
        "Brouillon",
        datetime(2027, 1, 12, 14),
        1,
    )


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        (
            {"start_time": None, "end_time": None, "end_date": date(2026, 12, 10)},
            {"day": "2027-01-12"},
            (datetime(2027, 1, 12), datetime(2027, 1, 15)),
        ),
        (
            {"start_time": time(22), "end_time": time(1), "end_date": date(2026, 12, 9)},
            {"day": "2027-01-12", "start": "23:00", "end": "02:00"},
            (datetime(2027, 1, 12, 23), datetime(2027, 1, 13, 2)),
        ),
        (
            {"end_date": date(2026, 12, 9), "end_time": time(17)},
            {"day": "2027-01-12", "start": "09:00", "end": "16:00"},
            (datetime(2027, 1, 12, 9), datetime(2027, 1, 13, 16)),
        ),
    ],
)
def test_a_new_date_lasts_as_many_days(editor, facts, day, expected):
    page = event_page(**facts)
    editor.post(action(page, "nouvelle-date"), {**day, "message": ""})
    only = page.event.occurrences.get()
    assert (only.local_start, only.local_end) == expected
    assert editor.get(action(page, "nouvelle-date")).status_code == 200


def test_an_event_that_repeats_has_no_new_date_as_a_whole():
    with pytest.raises(EventRepeats):
        reschedule_event(
            weekly_event(), datetime(2027, 1, 1, 10), datetime(2027, 1, 1, 11), at=NOON
        )


def test_a_new_date_on_the_page_makes_it_rescheduled_and_an_hour_later_end_does_not():
    page = event_page()
    page.end_time = time(12)
    page.save_revision().publish()
    before = Event.objects.get().status
    page.start_date = date(2026, 12, 9)
    page.save_revision().publish()
    after = Event.objects.get()
    assert (before, after.status, after.previous_start) == (
        "scheduled",
        "rescheduled",
        datetime(2026, 12, 8, 10),
    )


def test_moving_online_takes_everybody_along(editor, client):
    page = event_page(
        attendance_mode="mixte",
        onsite_capacity=1,
        online_capacity=1,
        rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=2",
    )
    first, second = page.event.occurrences.all()
    for name, mode in (
        ("amina", "onsite"),
        ("bruno", "onsite"),
        ("chloe", "online"),
        ("dina", "online"),
    ):
        signed_up(first, name, mode=mode)
    half = pending(first, "elise", mode="onsite")
    editor.post(action(page, "en-ligne"), {"conference_url": VISIO, "capacity": "3", "message": ""})
    found = Event.objects.get()
    assert (found.status, found.attendance_mode, found.conference_url, found.sequence) == (
        "moved_online",
        "en-ligne",
        VISIO,
        1,
    )
    assert (seats(first), seats(second)) == ([("online", 3, 3, 1)], [("online", 0, 3, 0)])
    assert states(first) == {
        "amina": "confirmed",
        "bruno": "waitlisted",
        "chloe": "confirmed",
        "dina": "confirmed",
        "elise": "pending",
    }
    assert set(Registration.objects.values_list("mode", flat=True)) == {"online"}
    assert confirm(half, at=NOON + timedelta(minutes=2)).state == "waitlisted"
    withdraw(Registration.objects.get(name="Amina"), at=NOON)
    assert states(first)["bruno"] == "confirmed"
    assert [kind for _name, kind in mails_asked()].count("moved-online") == 4
    body = client.get("/agenda.ics").content
    assert VISIO.encode() not in body
    assert "EventMovedOnline" in client.get(page.url).text
    page.refresh_from_db()
    page.latest_revision.publish()
    assert Event.objects.get().sequence == 1


def test_moving_online_with_too_few_seats_changes_nothing():
    found = event(attendance_mode="mixte", onsite_capacity=2, online_capacity=2)
    only = found.occurrences.get()
    for name, mode in (("amina", "onsite"), ("bruno", "onsite"), ("chloe", "online")):
        signed_up(only, name, mode=mode)
    from django.db import transaction

    with pytest.raises(dates.CapacityBelowSeatsTaken), transaction.atomic():
        move_online(found, at=NOON, conference_url=VISIO, capacity=2)
    assert (Event.objects.get().status, SeatPool.objects.count()) == ("scheduled", 2)


def test_what_is_online_already_or_stopped_does_not_move_online():
    online = event(attendance_mode="en-ligne")
    with pytest.raises(AlreadyOnline):
        move_online(online, at=NOON, conference_url=VISIO)
    lifecycle.cancel_event(online, at=NOON)
    with pytest.raises(lifecycle.AlreadyCancelled):
        move_online(online, at=NOON, conference_url=VISIO)


def test_a_cancelled_event_is_restored_and_seats_given_back_meanwhile_are_passed_on(editor, client):
    page = event_page(onsite_capacity=1)
    only = page.event.occurrences.get()
    amina = signed_up(only, "amina")
    signed_up(only, "bruno")
    editor.post(action(page, "annuler"), {"message": "Grève"})
    withdraw(amina, at=NOON)
    assert states(only) == {"amina": "cancelled", "bruno": "waitlisted"}
    editor.post(action(page, "retablir"))
    assert states(only) == {"amina": "cancelled", "bruno": "confirmed"}
    assert mails_asked()[-2:] == [("bruno", "restored"), ("bruno", "promoted")]
    assert row(client) == ("CONFIRMED", "Atelier messagerie", 2, "08/12 10:00")
    again = editor.post(action(page, "retablir"), follow=True).text
    assert "rien à rétablir" in again


def test_a_cancelled_date_is_restored(editor):
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=2", onsite_capacity=2)
    first = page.event.occurrences.first()
    signed_up(first)
    lifecycle.cancel_date(first, at=NOON, message="Grève")
    address = reverse("maillage_events_restore_date", args=[page.pk, first.uuid])
    assert editor.get(address).status_code == 200
    editor.post(address)
    first.refresh_from_db()
    assert (first.status, first.message, first.sequence) == ("scheduled", "", 2)
    assert mails_asked()[-1] == ("amina", "restored")


def test_what_is_over_is_not_restored():
    found = event()
    lifecycle.cancel_event(found, at=NOON)
    with pytest.raises(lifecycle.AlreadyOver):
        lifecycle.restore_event(found, at=NOON + timedelta(days=60))


@pytest.mark.django_db(transaction=True)
def test_each_mail_of_the_story_updates_the_calendar(mail_catcher, time_machine):
    """One UID, a SEQUENCE that only grows: cancel, restore, new date, online."""
    page = event_page(onsite_capacity=5)
    signed_up(page.event.occurrences.get())
    told = [summary(mail)[1:] for mail in delivered(mail_catcher)]
    for verb in (
        lambda at: lifecycle.cancel_event(page.event, at=at, message="Grève"),
        lambda at: lifecycle.restore_event(page.event, at=at),
        lambda at: reschedule_event(
            page.event, datetime(2027, 1, 12, 14), datetime(2027, 1, 12, 16), at=at, message="Neige"
        ),
        lambda at: move_online(page.event, at=at, conference_url=VISIO, message="Verglas"),
    ):
        time_machine.shift(60)
        verb(datetime.now(UTC))
        told += [summary(mail)[1:] for mail in delivered(mail_catcher)]
    assert told == [
        ("REQUEST", "CONFIRMED", 0),
        ("CANCEL", "CANCELLED", 1),
        ("REQUEST", "CONFIRMED", 2),
        ("REQUEST", "CONFIRMED", 3),
        ("REQUEST", "CONFIRMED", 4),
    ]
