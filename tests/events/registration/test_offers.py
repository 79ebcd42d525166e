"""A place that gets free is offered, for a time, to who waits first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from maillage_events.models import Registration
from maillage_events.publishing import lifecycle
from maillage_events.registration import refusals
from maillage_events.registration.sign_up import confirm, expire_holds, renew_link, withdraw
from tests.events.conformance.test_line_41_to_45_mail import delivered, summary
from tests.events.signups import NOW, date_with_seats, mails_asked, seats, signed_up, states
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def one_seat_three_people(**fields):
    date = date_with_seats(1, offer_minutes=60, **fields)
    people = [signed_up(date, name) for name in ("amina", "bruno", "chloe")]
    withdraw(people[0], at=LATER)
    return date, Registration.objects.get(name="Bruno")


def test_the_place_is_kept_for_the_first_who_waits_until_it_is_accepted():
    date, bruno = one_seat_three_people()
    assert states(date) == {"amina": "cancelled", "bruno": "offered", "chloe": "waitlisted"}
    assert (seats(date), bruno.hold_expires_at) == (
        [("onsite", 1, 1, 1)],
        LATER + timedelta(hours=1),
    )
    confirm(bruno, at=LATER + timedelta(minutes=59))
    confirm(bruno, at=LATER + timedelta(minutes=59))
    assert states(date)["bruno"] == "confirmed"
    assert mails_asked()[-2:] == [("bruno", "offered"), ("bruno", "confirmed")]


def test_an_offer_that_nobody_took_goes_to_the_next():
    date, bruno = one_seat_three_people()
    late = LATER + timedelta(minutes=60)
    with pytest.raises(refusals.LinkExpired):
        confirm(bruno, at=late)
    assert expire_holds(late) == 1
    assert states(date) == {"amina": "cancelled", "bruno": "expired", "chloe": "offered"}
    assert mails_asked()[-2:] == [("bruno", "offer-over"), ("chloe", "offered")]
    assert seats(date) == [("onsite", 1, 1, 0)]


def test_who_declines_passes_the_place_on():
    date, bruno = one_seat_three_people()
    withdraw(bruno, at=LATER)
    assert states(date)["chloe"] == "offered"


def test_an_offer_never_outlasts_the_beginning():
    date, bruno = one_seat_three_people(registration_closes_at=None)
    date.event.offer_minutes = 7 * 24 * 60
    date.event.save()
    withdraw(bruno, at=date.starts_at - timedelta(hours=2))
    assert Registration.objects.get(name="Chloe").hold_expires_at == date.starts_at


def test_an_offer_waits_while_the_event_is_postponed_and_starts_again():
    date, bruno = one_seat_three_people()
    lifecycle.postpone_event(date.event, at=LATER)
    days = NOW + timedelta(days=3)
    assert expire_holds(days) == 0
    with pytest.raises(refusals.DateIsCancelled):
        confirm(bruno, at=LATER)
    lifecycle.restore_event(date.event, at=days)
    bruno.refresh_from_db()
    assert (bruno.state, bruno.hold_expires_at) == ("offered", days + timedelta(hours=1))


def test_signing_up_again_with_an_account_takes_the_place():
    date, bruno = one_seat_three_people()
    renew_link(bruno, user=UserFactory(email="bruno@exemple.fr"), at=LATER)
    assert states(date)["bruno"] == "confirmed"


def test_the_place_is_taken_from_my_space(client):
    date, bruno = one_seat_three_people()
    user = UserFactory(email="bruno@exemple.fr")
    Registration.objects.filter(pk=bruno.pk).update(user=user)
    client.force_login(user)
    assert "Prendre la place ou la laisser" in client.get("/mon-espace/").text
    address = f"/inscriptions/compte/{bruno.uuid}/"
    assert (
        "Elle est gardée pour vous jusqu’au lundi 23 novembre à 15\u202fh"
        in client.get(address).text
    )
    client.post(address, {"accepter": "1"})
    assert states(date)["bruno"] == "confirmed"


@pytest.mark.django_db(transaction=True)
def test_the_mail_offers_without_an_invitation_which_comes_once_accepted(mail_catcher, client):
    date, _bruno = one_seat_three_people()
    mails = {mail["To"]: mail for mail in delivered(mail_catcher)}
    offer = mails["bruno@exemple.fr"]
    assert summary(offer)[1:] == (None, None, None)
    text = offer.get_body(("plain",)).get_content()
    link = next(line for line in text.splitlines() if "/inscriptions/confirmer/" in line)
    page = client.get("/inscriptions/" + link.partition("/inscriptions/")[2], follow=True)
    assert "la prenez-vous" in page.text
    client.post("/inscriptions/confirmer/")
    assert states(date)["bruno"] == "confirmed"
    assert [summary(mail) for mail in delivered(mail_catcher)] == [
        ("bruno@exemple.fr", "REQUEST", "CONFIRMED", 0)
    ]
