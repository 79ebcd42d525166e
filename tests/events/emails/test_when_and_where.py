"""Who signed up for several dates of an event is told of its change in one mail."""

from __future__ import annotations

import pytest
from django.core import mail

from maillage.outbox.draining import drain_all
from maillage_events.editing import notified
from maillage_events.publishing import lifecycle
from maillage_events.publishing.going_online import move_online
from maillage_events.registration.sign_up import withdraw
from tests.events.conformance.reading import events, values
from tests.events.factories import event_page
from tests.events.registration.bookings.test_several_dates import calendar_of
from tests.events.signups import NOW, mails_asked, signed_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def page():
    """Three second Tuesdays, one seat each: amina has two and waits for the last, bruno has it."""
    found = event_page(rrule="FREQ=MONTHLY;BYDAY=2TU;COUNT=3", onsite_capacity=1)
    first, second, third = found.event.occurrences.in_time_order()
    signed_up(third, "bruno")
    for date in (first, second, third):
        signed_up(date, "amina")
    delivered()
    return found


def delivered() -> list:
    before = len(mail.outbox)
    while drain_all():
        pass
    return mail.outbox[before:]


def entries(message) -> list:
    body = calendar_of(message)
    return events(body) if body else []


def days(message) -> list[str]:
    return [f"{one['RECURRENCE-ID'].dt:%d/%m}" for one in entries(message)]


def test_a_cancelled_event_is_one_mail_a_person_and_one_for_what_they_wait_for(page):
    assert notified.of_event(page.event, at=NOW).sentences == [
        "2 personnes inscrites reçoivent un courriel.",
        "Une personne en liste d’attente reçoit un courriel.",
    ]
    lifecycle.cancel_event(page.event, at=NOW, message="La salle est inondée.")
    assert mails_asked()[-3:] == [
        ("amina", "event-cancelled"),
        ("amina", "event-cancelled"),
        ("bruno", "event-cancelled"),
    ]
    seated, waiting, bruno = delivered()
    assert [days(one) for one in (seated, bruno)] == [["08/12", "12/01"], ["09/02"]]
    body = calendar_of(seated)
    assert (values(body, "METHOD"), values(body, "STATUS")) == (
        [":CANCEL"],
        [":CANCELLED", ":CANCELLED"],
    )
    assert calendar_of(waiting) == b""
    assert ("mardi 8 décembre" in seated.body, "mardi 12 janvier" in seated.body) == (True, True)
    assert seated.body.count("La salle est inondée.") == 1
    assert seated.body.count("Voir l’agenda") == 1


def test_a_postponed_event_is_one_mail_that_takes_its_dates_away(page):
    lifecycle.postpone_event(page.event, at=NOW, message="Nous attendons la fibre.")
    seated, waiting, _bruno = delivered()
    assert (days(seated), days(waiting)) == (["08/12", "12/01"], [])
    assert {str(one["STATUS"]) for one in entries(seated)} == {"CANCELLED"}
    assert all(str(one["SUMMARY"]).startswith("Reporté – ") for one in entries(seated))
    assert seated.subject.startswith("Reporté")
    assert "Nous attendons la fibre." in seated.body


def test_an_event_moved_online_is_one_mail_with_every_date(page):
    move_online(page.event, at=NOW, conference_url="https://visio.exemple.fr/secret")
    promoted, told, bruno = delivered()  # the room was full, the line is not
    assert (days(promoted), days(bruno)) == (["09/02"], ["09/02"])
    assert days(told) == ["08/12", "12/01", "09/02"]
    assert {str(one["STATUS"]) for one in entries(told)} == {"CONFIRMED"}
    assert "en ligne" in told.body
    assert "visio.exemple.fr" not in told.body + calendar_of(told).decode()


def test_a_change_of_room_keeps_a_link_for_each_date(page):
    page.place_name = "Salle du bas"
    page.save_revision().publish()
    seated = next(one for one in delivered() if len(days(one)) > 1)
    links = [line for line in seated.body.splitlines() if "ma-place" in line]
    assert (days(seated), len(set(links))) == (["08/12", "12/01"], 2)
    assert [str(one["SEQUENCE"]) for one in entries(seated)] == ["1", "1"]
    assert "Salle du bas" in seated.body


def test_who_leaves_a_date_before_the_mail_is_still_told_of_the_others(page):
    first = page.event.occurrences.in_time_order()[0]
    page.place_name = "Salle du bas"
    page.save_revision().publish()
    withdraw(first.registrations.get(), at=NOW)
    told = [one for one in delivered() if one.subject.startswith("Changement")]
    assert sorted(day for one in told for day in days(one)) == ["09/02", "12/01"]


def test_told_again_each_time_it_changes(page):
    for name in ("Salle du bas", "Salle du haut"):
        page.place_name = name
        page.save_revision().publish()
    told = [one for one in delivered() if days(one) == ["08/12", "12/01"]]
    assert [str(entries(one)[0]["SEQUENCE"]) for one in told] == ["2", "2"]
