from datetime import timedelta

import pytest

from maillage.personal_data.erasing import purge
from maillage_events.models import Event, Registration, SeatPool
from maillage_events.publishing import consequences, lifecycle
from maillage_events.registration import refusals
from maillage_events.registration.sign_up import (
    HOLD,
    check_open,
    confirm,
    expire_holds,
    sign_up,
    withdraw,
)
from tests.events import factories
from tests.events.signups import (
    NOW,
    applicant,
    date_with_seats,
    mails_asked,
    pending,
    seats,
    signed_up,
    states,
    with_account,
)

pytestmark = pytest.mark.django_db


def test_a_seat_is_held_half_an_hour_for_the_mail_to_be_confirmed():
    date = date_with_seats(1)
    registration = pending(date)
    assert (states(date), seats(date)) == ({"amina": "pending"}, [("onsite", 1, 1, 0)])
    assert registration.hold_expires_at == NOW + HOLD
    confirm(registration, at=NOW + HOLD - timedelta(seconds=1))
    assert (states(date), seats(date)) == ({"amina": "confirmed"}, [("onsite", 1, 1, 0)])
    assert mails_asked() == [("amina", "confirm"), ("amina", "confirmed")]


def test_with_an_account_nothing_is_left_to_confirm():
    date = date_with_seats(1)
    with_account(date)
    assert (states(date), mails_asked()) == ({"amina": "confirmed"}, [("amina", "confirmed")])


def test_a_hold_that_ends_passes_its_seat_on():
    date = date_with_seats(1)
    late = pending(date, "amina")
    signed_up(date, "bruno")
    assert seats(date) == [("onsite", 1, 1, 1)]
    assert expire_holds(NOW + HOLD) == 1
    assert states(date) == {"amina": "expired", "bruno": "confirmed"}
    assert mails_asked()[-1] == ("bruno", "promoted")
    with pytest.raises(refusals.LinkExpired):
        confirm(late, at=NOW + HOLD)


def test_a_late_link_is_refused_even_before_the_sweep():
    date = date_with_seats(1)
    with pytest.raises(refusals.LinkExpired):
        confirm(pending(date), at=NOW + HOLD)


def test_a_full_date_does_not_wait_for_the_sweep_to_free_overdue_seats():
    date = date_with_seats(1)
    pending(date, "amina")
    pending(date, "bruno", at=NOW + HOLD)
    assert states(date) == {"amina": "expired", "bruno": "pending"}
    assert seats(date) == [("onsite", 1, 1, 0)]


def test_who_never_confirmed_may_sign_up_again():
    date = date_with_seats(1)
    pending(date)
    pending(date, at=NOW + HOLD)
    assert list(Registration.objects.values_list("state", flat=True)) == ["expired", "pending"]


def test_an_address_holds_two_seats_at_most_and_signs_up_all_the_same():
    dates = [date_with_seats(1) for _ in range(3)]
    rows = [pending(date) for date in dates]
    assert [row.seats_held for row in rows] == [1, 1, 0]
    assert confirm(rows[2], at=NOW).state == "confirmed"
    assert seats(dates[2]) == [("onsite", 1, 1, 0)]


def test_the_waiting_list_is_first_come_first_served():
    date = date_with_seats(1)
    first = signed_up(date, "amina")
    signed_up(date, "bruno")
    signed_up(date, "chloe")
    assert mails_asked()[-1] == ("chloe", "waitlisted")
    withdraw(first, at=NOW)
    assert states(date) == {"amina": "cancelled", "bruno": "confirmed", "chloe": "waitlisted"}
    assert seats(date) == [("onsite", 1, 1, 1)]
    assert mails_asked()[-2:] == [("amina", "withdrawn"), ("bruno", "promoted")]


def test_a_newcomer_never_passes_a_party_that_waits_for_more_seats():
    date = date_with_seats(3)
    signed_up(date, "amina", party_size=2)
    signed_up(date, "bruno", party_size=2)
    signed_up(date, "chloe")
    assert states(date) == {"amina": "confirmed", "bruno": "waitlisted", "chloe": "waitlisted"}
    SeatPool.objects.update(capacity=5)
    consequences.of_more_seats(date.pools.get(), at=NOW)
    assert set(states(date).values()) == {"confirmed"}


def test_without_waiting_list_a_full_date_says_so():
    date = date_with_seats(1, waitlist_enabled=False)
    signed_up(date, "amina")
    with pytest.raises(refusals.DateIsFull):
        pending(date, "bruno")
    assert (states(date), seats(date)) == ({"amina": "confirmed"}, [("onsite", 1, 1, 0)])


def test_the_same_address_signs_up_once_a_date_however_it_is_written():
    date = date_with_seats(5)
    first = pending(date)
    with pytest.raises(refusals.AlreadySignedUp) as refused:
        sign_up(date, applicant("AMINA"), mode="onsite", at=NOW)
    assert refused.value.registration == first
    assert seats(date) == [("onsite", 1, 5, 0)]


def test_leaving_and_coming_back_goes_to_the_tail():
    date = date_with_seats(1)
    signed_up(date, "amina")
    bruno = signed_up(date, "bruno")
    signed_up(date, "chloe")
    withdraw(bruno, at=NOW)
    signed_up(date, "bruno")
    waiting = date.registrations.waiting().values_list("name", flat=True)
    assert (list(waiting), seats(date)) == (["Chloe", "Bruno"], [("onsite", 1, 1, 2)])


def test_withdrawing_or_confirming_twice_changes_nothing():
    date = date_with_seats(2)
    registration = signed_up(date)
    confirm(registration, at=NOW)
    withdraw(registration, at=NOW)
    withdraw(registration, at=NOW, by_organiser=True)
    assert (states(date), seats(date)) == ({"amina": "cancelled"}, [("onsite", 0, 2, 0)])
    assert [kind for _, kind in mails_asked()] == ["confirm", "confirmed", "withdrawn"]


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [("opens", refusals.SignUpsNotOpen), ("closes", refusals.SignUpsClosed), ("closes-1", None)],
)
def test_sign_up_follows_its_opening_and_closing_times(moment, refusal):
    opens, closes = NOW + timedelta(days=1), NOW + timedelta(days=2)
    date = date_with_seats(2, registration_opens_at=opens, registration_closes_at=closes)
    second = timedelta(seconds=1)
    at = {"opens": opens - second, "closes": closes, "closes-1": closes - second}[moment]
    if refusal is None:
        assert pending(date, at=at).state == "pending"
        return
    with pytest.raises(refusal):
        pending(date, at=at)
    assert (states(date), seats(date)) == ({}, [("onsite", 0, 2, 0)])


def test_a_seat_held_before_the_closing_time_may_be_confirmed_after_it():
    closes = NOW + timedelta(minutes=5)
    date = date_with_seats(1, registration_closes_at=closes)
    held = pending(date, "amina")
    waits = pending(date, "bruno")
    assert confirm(held, at=closes).state == "confirmed"
    with pytest.raises(refusals.SignUpsClosed):
        confirm(waits, at=closes)


def test_nobody_is_promoted_after_the_closing_time():
    closes = NOW + timedelta(days=1)
    date = date_with_seats(1, registration_closes_at=closes)
    amina = signed_up(date, "amina")
    signed_up(date, "bruno")
    withdraw(amina, at=closes)
    assert states(date) == {"amina": "cancelled", "bruno": "waitlisted"}


def test_cancelling_the_event_freezes_everything():
    date = date_with_seats(1)
    amina = signed_up(date, "amina")
    held = pending(date, "bruno")
    lifecycle.cancel_event(Event.objects.get(), at=NOW)
    with pytest.raises(refusals.DateIsCancelled):
        confirm(held, at=NOW)
    with pytest.raises(refusals.DateIsCancelled):
        pending(date, "chloe")
    withdraw(amina, at=NOW)
    assert states(date) == {"amina": "cancelled", "bruno": "pending"}


def test_a_way_of_attending_without_seats_is_refused():
    with pytest.raises(refusals.NoSignUpHere):
        pending(date_with_seats(1), mode="online")


def test_two_pools_are_counted_apart():
    date = factories.occurrence(attendance_mode="mixte", onsite_capacity=1)
    signed_up(date, "amina")
    signed_up(date, "bruno", mode="online")
    signed_up(date, "chloe", mode="online")
    assert sorted(seats(date)) == [("online", 2, None, 0), ("onsite", 1, 1, 0)]


def test_check_open_needs_no_seat():
    check_open(date_with_seats(1), at=NOW)


def test_a_year_after_the_date_people_are_forgotten_and_counts_stay():
    date = date_with_seats(3)
    signed_up(date, "amina")
    signed_up(date, "bruno")
    assert "maillage_events.Registration" not in purge(date.ends_at + timedelta(days=365))
    assert purge(date.ends_at + timedelta(days=366))["maillage_events.Registration"] == 2
    kept = Registration.objects.values_list("name", "email", "state", "seats_held")
    assert list(kept) == [("", "", "confirmed", 1)] * 2
    assert purge(date.ends_at + timedelta(days=367)) == {}
