"""Changing one's sign-up: another pool, more or fewer people, never two seats nor none."""

from __future__ import annotations

import re

import pytest

from maillage.outbox.draining import drain_all
from maillage_events.emails.kinds import MailKind
from maillage_events.models import Registration
from maillage_events.registration import refusals
from maillage_events.registration.own_sign_up.changing import _hold, change
from maillage_events.registration.sign_up import expire_holds
from tests.events import factories
from tests.events.signups import NOW, mails_asked, pending, seats, signed_up, states, with_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def both(onsite=2, online=2, **fields):
    """A date with seats on site and online, where each may bring two people along."""
    capacities = {"onsite_capacity": onsite, "online_capacity": online}
    return factories.occurrence(
        **{"attendance_mode": "mixte", "guests_max": 2, **capacities, **fields}
    )


def test_from_on_site_to_online_the_seat_goes_to_who_waits():
    date = both(1, 1)
    amina = signed_up(date, "amina")
    signed_up(date, "bruno")
    found = change(amina, mode="online", people=1, at=NOW)
    assert (found.uuid, found.mode, found.seats_held) == (amina.uuid, "online", 1)
    assert (states(date), seats(date)) == (
        {"amina": "confirmed", "bruno": "confirmed"},
        [("onsite", 1, 1, 0), ("online", 1, 1, 0)],
    )
    assert mails_asked()[-2:] == [("bruno", "promoted"), ("amina", "amended")]


def test_no_place_there_and_the_one_here_is_kept():
    date = both(1, 1)
    amina = signed_up(date, "amina")
    signed_up(date, "bruno", mode="online")
    before = seats(date)
    with pytest.raises(refusals.NotEnoughPlaces):
        change(amina, mode="online", people=1, at=NOW)
    assert (seats(date), states(date)["amina"], Registration.objects.count()) == (
        before,
        "confirmed",
        2,
    )


def test_who_waits_here_takes_a_free_place_there():
    date = both(1, 1)
    signed_up(date, "amina")
    bruno = signed_up(date, "bruno")
    change(bruno, mode="online", people=1, at=NOW)
    assert (states(date)["bruno"], seats(date)) == (
        "confirmed",
        [("onsite", 1, 1, 0), ("online", 1, 1, 0)],
    )


def test_more_people_only_within_what_is_left():
    date = both(3, None)
    amina = signed_up(date, "amina")
    change(amina, mode="onsite", people=3, at=NOW)
    signed_up(date, "bruno")
    assert seats(date)[0] == ("onsite", 3, 3, 1)
    change(amina, mode="onsite", people=2, at=NOW)
    assert (states(date)["bruno"], seats(date)[0]) == ("confirmed", ("onsite", 3, 3, 0))
    with pytest.raises(refusals.NotEnoughPlaces):
        change(amina, mode="onsite", people=3, at=NOW)
    assert Registration.objects.get(name="Amina").party_size == 2


def test_the_first_who_waits_with_fewer_people_may_fit():
    date = both(2, None)
    signed_up(date, "amina")
    bruno = signed_up(date, "bruno", party_size=2)
    assert states(date)["bruno"] == "waitlisted"
    change(bruno, mode="onsite", people=1, at=NOW)
    assert (states(date)["bruno"], seats(date)[0]) == ("confirmed", ("onsite", 2, 2, 0))


def test_a_request_is_changed_without_a_seat():
    date = both(registration_mode="moderated")
    amina = signed_up(date, "amina")
    found = change(amina, mode="online", people=2, at=NOW)
    assert (found.state, found.mode, found.party_size, seats(date)) == (
        "review",
        "online",
        2,
        [("onsite", 0, 2, 0), ("online", 0, 2, 0)],
    )


@pytest.mark.parametrize("people", [0, -1, 4, 10**6])
def test_absurd_numbers_are_refused(people):
    amina = signed_up(both(), "amina")
    with pytest.raises(refusals.NothingToChange):
        change(amina, mode="onsite", people=people, at=NOW)


def test_what_is_not_settled_or_over_is_not_changed(clock):
    date = both()
    with pytest.raises(refusals.NothingToChange):
        change(pending(date, "amina"), mode="online", people=1, at=NOW)
    with pytest.raises(refusals.SignUpsClosed):
        change(signed_up(date, "bruno"), mode="online", people=1, at=date.starts_at)


def test_the_same_again_changes_and_sends_nothing():
    amina = signed_up(both(), "amina")
    asked = mails_asked()
    change(amina, mode="onsite", people=1, at=NOW)
    assert mails_asked() == asked


def test_seats_held_for_a_change_that_stopped_halfway_come_back(clock):
    """As when the process dies between the two transactions."""
    date = both(2, 2)
    signed_up(date, "amina")
    _hold(date, "online", 2, at=NOW)
    held = seats(date)
    expire_holds(NOW.replace(minute=6))
    assert (held, seats(date)) == (
        [("onsite", 1, 2, 0), ("online", 2, 2, 0)],
        [("onsite", 1, 2, 0), ("online", 0, 2, 0)],
    )
    assert {kind for _name, kind in mails_asked()} <= {MailKind.CONFIRM, MailKind.CONFIRMED}


def test_from_the_page_of_mon_espace(client):
    date = both()
    registration = with_account(date)
    client.force_login(registration.user)
    address = f"/inscriptions/compte/{registration.uuid}/"
    assert "Modifier mon inscription" in client.get(address).text
    page = client.post(address, {"changer": "1", "mode": "online", "party_size": "2"})
    registration.refresh_from_db()
    assert (page.status_code, registration.mode, registration.party_size) == (200, "online", 2)
    assert "Votre inscription est modifiée" in page.text
    full = both(1, 0)
    other = with_account_of(registration.user, full)
    refused = client.post(
        f"/inscriptions/compte/{other.uuid}/", {"changer": "1", "mode": "online", "party_size": "1"}
    )
    assert (refused.status_code, "reste comme elle était" in refused.text) == (409, True)


def with_account_of(user, date):
    from maillage_events.registration.sign_up import sign_up
    from tests.events.signups import applicant

    return sign_up(date, applicant(user=user), mode="onsite", at=NOW)


@pytest.mark.parametrize("data", [{"mode": "lune"}, {"mode": "online", "party_size": "9"}, {}])
def test_a_broken_choice_is_said(client, data):
    registration = with_account(both())
    client.force_login(registration.user)
    address = f"/inscriptions/compte/{registration.uuid}/"
    assert client.post(address, {"changer": "1", **data}).status_code == 422
    registration.refresh_from_db()
    assert (registration.mode, registration.state) == ("onsite", "confirmed")


def test_the_mail_says_what_was_noted(mailoutbox):
    date = both()
    change(signed_up(date, "amina"), mode="online", people=2, at=NOW)
    while drain_all():
        pass
    last = mailoutbox[-1]
    assert (last.subject, bool(re.search(r"Personnes\W+2", last.body))) == (
        "Votre inscription est modifiée\u202f: Atelier messagerie",
        True,
    )
