"""Conformance lines 41 to 45: the mails of sign-ups and their iMIP part."""

import os
import signal
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

import icalendar
import pytest
import time_machine
from django.db import transaction

from maillage.outbox import delivery, health
from maillage.outbox.draining import drain_all
from maillage.outbox.models import Message
from maillage_events.emails.queue import TOPIC
from maillage_events.models import Event, Registration
from maillage_events.publishing import lifecycle
from maillage_events.registration.sign_up import expire_holds, withdraw
from tests.events import factories
from tests.events.signups import NOW, date_with_seats, pending, signed_up, with_account
from tests.processes import killed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def from_address(settings):
    settings.DEFAULT_FROM_EMAIL = "Maillage <robot@maillage.test>"


def delivered(catcher):
    """The mails sent since the last time."""
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=1)):
        while drain_all():
            pass
    found, catcher.messages[:] = list(catcher.messages), []
    return found


def imip(mail):
    """(MIME method, calendar, its one event); None without a calendar part."""
    parts = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    if not parts:
        return None
    calendar = icalendar.Calendar.from_ical(parts[0].get_payload(decode=True))
    events = calendar.walk("VEVENT")
    assert len(events) == 1
    return parts[0].get_param("method"), calendar, events[0]


def summary(mail):
    """(to, method, status, SEQUENCE) of what a calendar is told."""
    found = imip(mail)
    if found is None:
        return (mail["To"], None, None, None)
    method, calendar, event = found
    assert calendar["METHOD"] == method
    return (mail["To"], method, str(event["STATUS"]), int(event["SEQUENCE"]))


def test_line_41_the_calendar_comes_last_with_its_method_and_is_not_damaged(mail_catcher):
    signed_up(date_with_seats(2, organizer_name="Médiathèque"))
    confirmed = delivered(mail_catcher)[-1]
    parts = list(confirmed.iter_parts())
    assert confirmed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert (parts[2].get_param("method"), parts[2].get_content_charset()) == ("REQUEST", "utf-8")
    lines = parts[2].get_payload(decode=True).split(b"\r\n")
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert imip(confirmed)[1]["METHOD"] == "REQUEST"


def test_line_42_a_request_has_one_organiser_who_is_the_sender_and_one_guest(mail_catcher, client):
    date = date_with_seats(
        2, organizer_name="Médiathèque de Mâcon", organizer_email="contact@mediatheque.fr"
    )
    signed_up(date)
    mail = delivered(mail_catcher)[-1]
    _, calendar, event = imip(mail)
    sender, address = parseaddr(mail["From"])
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == (
        f"mailto:{address}",
        sender,
    )
    assert (address, sender, mail["Reply-To"]) == (
        "robot@maillage.test",
        "Médiathèque de Mâcon",
        "contact@mediatheque.fr",
    )
    guest = event["ATTENDEE"]
    assert (str(guest), guest.params["PARTSTAT"], guest.params["RSVP"]) == (
        "mailto:amina@exemple.fr",
        "ACCEPTED",
        "FALSE",
    )
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    feed = icalendar.Calendar.from_ical(client.get("/agenda.ics").content).walk("VEVENT")[0]
    assert (feed["ORGANIZER"], feed["UID"]) == (event["ORGANIZER"], event["UID"])


def test_line_43_a_change_raises_the_sequence_of_the_same_uid_and_a_cancellation_says_so(
    mail_catcher,
):
    date = date_with_seats(2)
    signed_up(date)
    mails = delivered(mail_catcher)
    lifecycle.move_date(
        date, date.local_start + timedelta(days=1), date.local_end + timedelta(days=1), at=NOW
    )
    mails += delivered(mail_catcher)
    lifecycle.cancel_event(Event.objects.get(), at=NOW, message="Salle inondée.")
    mails += delivered(mail_catcher)
    amina = "amina@exemple.fr"
    assert [summary(mail) for mail in mails] == [
        (amina, "REQUEST", "CONFIRMED", 0),
        (amina, "REQUEST", "CONFIRMED", 1),
        (amina, "CANCEL", "CANCELLED", 2),
    ]
    parts = [imip(mail) for mail in mails]
    assert {str(event["UID"]) for _, _, event in parts} == {date.event.uid}
    assert all(calendar.walk("VTIMEZONE") for _, calendar, _ in parts)
    assert "Salle inondée." in mails[-1].get_body(["plain"]).get_content()


def test_line_43_publishing_new_facts_tells_everybody_with_a_seat(mail_catcher):
    page = factories.event_page(onsite_capacity=2, place_name="Médiathèque")
    date = page.event.occurrences.get()
    signed_up(date)
    delivered(mail_catcher)
    page.place_name = "Salle des fêtes"
    page.save_revision().publish()
    page.title = "Atelier courriels"
    page.save_revision().publish()  # words alone: nobody is disturbed
    changed = delivered(mail_catcher)
    assert [summary(mail)[1:] for mail in changed] == [("REQUEST", "CONFIRMED", 1)]
    assert "Salle des fêtes" in changed[0].get_body(["plain"]).get_content()


@pytest.mark.parametrize("by_organiser", [False, True])
def test_line_43_a_withdrawal_cancels_at_the_last_sequence_sent(mail_catcher, by_organiser):
    registration = signed_up(date_with_seats(2))
    delivered(mail_catcher)
    Registration.objects.update(last_sequence=7)
    withdraw(registration, at=NOW, by_organiser=by_organiser)
    mail = delivered(mail_catcher)[0]
    assert summary(mail)[1:] == ("CANCEL", "CANCELLED", 7)
    assert imip(mail)[1].walk("VTIMEZONE")


def test_line_43_a_date_of_a_series_is_named_by_its_recurrence_id(mail_catcher):
    event = factories.weekly_event(onsite_capacity=2)
    date = event.occurrences.in_time_order()[1]
    signed_up(date)
    found = imip(delivered(mail_catcher)[-1])[2]
    assert found["RECURRENCE-ID"].dt.replace(tzinfo=None) == datetime(2026, 12, 15, 10)
    assert (str(found["UID"]), "RRULE" in found) == (event.uid, False)


def test_line_44_who_waits_gets_no_request_until_promoted(mail_catcher):
    date = date_with_seats(1)
    first = signed_up(date, "amina")
    signed_up(date, "bruno")
    lifecycle.move_date(
        date, date.local_start + timedelta(hours=1), date.local_end + timedelta(hours=1), at=NOW
    )
    before = [summary(mail) for mail in delivered(mail_catcher)]
    assert [row for row in before if row[0] == "bruno@exemple.fr" and row[1]] == []
    assert len([row for row in before if row[0] == "bruno@exemple.fr"]) == 2
    withdraw(first, at=NOW)
    assert [summary(mail) for mail in delivered(mail_catcher)] == [
        ("amina@exemple.fr", "CANCEL", "CANCELLED", 1),
        ("bruno@exemple.fr", "REQUEST", "CONFIRMED", 1),
    ]


def test_line_44_a_hold_never_confirmed_gets_nothing_more(mail_catcher):
    pending(date_with_seats(1))
    delivered(mail_catcher)
    expire_holds(NOW + timedelta(hours=1))
    lifecycle.cancel_event(Event.objects.get(), at=NOW)
    assert delivered(mail_catcher) == []


def test_line_45_one_mail_a_sign_up_kind_and_version_whatever_runs_twice(mail_catcher):
    with_account(date_with_seats(2))
    Message.objects.filter(topic=TOPIC).update(state="ready")
    assert len(delivered(mail_catcher)) == 1
    Message.objects.filter(topic=TOPIC).update(state="ready")
    assert delivered(mail_catcher) == []


def test_line_45_a_rolled_back_sign_up_sends_nothing(mail_catcher):
    date = date_with_seats(2)
    with transaction.atomic():
        signed_up(date)
        transaction.set_rollback(True)
    assert delivered(mail_catcher) == []


def die_before_data():
    delivery.Begun.__call__ = lambda self: os.kill(os.getpid(), signal.SIGKILL)
    while drain_all():
        pass


def die_after_the_final_dot():
    delivery.claiming.finish = _finish_or_die
    while drain_all():
        pass


def _finish_or_die(message, *, at, keep=True, finish=delivery.claiming.finish):
    if message.topic == "mail":
        os.kill(os.getpid(), signal.SIGKILL)
    finish(message, at=at, keep=keep)


def lease_ends():
    Message.objects.filter(topic="mail").update(available_at=NOW - timedelta(days=30))


def test_line_45_killed_before_data_it_is_sent_exactly_once(mail_catcher):
    with_account(date_with_seats(2))
    for _ in range(2):
        assert killed(die_before_data) == -signal.SIGKILL
        lease_ends()
    assert mail_catcher.messages == []
    assert [summary(mail)[1] for mail in delivered(mail_catcher)] == ["REQUEST"]
    assert health.repeated_mails() == 0


def test_line_45_killed_after_the_final_dot_it_is_repeated_once_and_counted(mail_catcher):
    with_account(date_with_seats(2))
    for _ in range(2):
        assert killed(die_after_the_final_dot) == -signal.SIGKILL
        lease_ends()
    drain_all()
    drain_all()
    twins = list(mail_catcher.messages)
    assert len(twins) == 2
    assert len({mail["Message-ID"] for mail in twins}) == 1
    assert len({(str(imip(m)[2]["UID"]), int(imip(m)[2]["SEQUENCE"])) for m in twins}) == 1
    assert health.repeated_mails() == 1
