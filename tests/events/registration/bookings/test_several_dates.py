"""Several dates in one go: one form, one mail to confirm, one mail an event, each date on its own."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from maillage.outbox.draining import drain_all
from maillage_events.models import Occurrence, Registration
from maillage_events.registration.bookings.several_dates import book, dates_to_choose
from maillage_events.registration.sign_up import expire_holds
from tests.events.conformance.reading import values
from tests.events.factories import NOON, event
from tests.events.pages import heading, is_private
from tests.events.series.test_programme import series_with
from tests.events.signups import applicant, pending, seats, states
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
FORM = "/inscriptions/series/rendez-vous/"
MONTHLY = {"rrule": "FREQ=MONTHLY;BYDAY=2TU;COUNT=3"}


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def two():
    """Two dates of one seat each, of two events of a series."""
    found = [
        event(title="Premier", start_date=date(2026, 12, 1), onsite_capacity=1),
        event(title="Deuxième", start_date=date(2026, 12, 15), onsite_capacity=1),
    ]
    series_with(*found)
    return [one.occurrences.get() for one in found]


def post(client, address=FORM, *, name="amina", **fields):
    return client.post(address, {"name": name, "email": f"{name}@exemple.fr", **fields})


def told(response) -> list[tuple[str, str]]:
    soup = BeautifulSoup(response.content, "html.parser")
    cards = soup.select("main li.card")
    return [
        (card.a.get_text(strip=True), card.find_all("p")[-1].get_text(strip=True)) for card in cards
    ]


def delivered(clock, seconds=10) -> list:
    """The mails sent since the last time."""
    before = len(mail.outbox)
    clock.shift(timedelta(seconds=seconds))
    drain_all()
    drain_all()
    return mail.outbox[before:]


def link(message, word: str) -> str:
    lines = message.body.split()
    return next(line.removeprefix("http://localhost:8000") for line in lines if f"/{word}/" in line)


def calendar_of(message) -> bytes:
    parts = message_from_bytes(message.message().as_bytes()).walk()
    found = [part for part in parts if part.get_content_type() == "text/calendar"]
    assert len(found) <= 1
    return found[0].get_payload(decode=True) if found else b""


def test_all_the_dates_in_one_form_and_one_mail(client, two, clock):
    response = post(client, everything="on")
    assert heading(response) == "Regardez vos courriels"
    assert [state for _title, state in told(response)] == ["Une place vous est gardée"] * 2
    assert is_private(response)
    (message,) = delivered(clock)
    assert calendar_of(message) == b""
    page = client.get(link(message, "tout-confirmer"), follow=True)
    assert [states(one) for one in two] == [{"amina": "pending"}] * 2
    assert len(BeautifulSoup(page.content, "html.parser").select("main li.card")) == 2
    done = client.post("/inscriptions/tout-confirmer/")
    assert [state for _title, state in told(done)] == ["Votre inscription est confirmée"] * 2
    sent = delivered(clock)
    uids = [values(calendar_of(one), "UID") for one in sent]
    assert uids == [[f":{one.event.uid}"] for one in two]
    client.post("/inscriptions/tout-confirmer/")
    assert delivered(clock) == []


def confirmed_for_two(client, clock, found):
    """The mail that tells the first and the last date of a monthly event."""
    dates = list(found.occurrences.all())
    address = f"/inscriptions/dates/{found.uuid}/"
    post(client, address, dates=[str(dates[0].uuid), str(dates[2].uuid)])
    (message,) = delivered(clock)
    client.get(link(message, "tout-confirmer"))
    client.post("/inscriptions/tout-confirmer/")
    (confirmed,) = delivered(clock)
    return confirmed


def test_the_dates_of_a_repeating_event_come_in_one_calendar_part(client, clock):
    found = event(**MONTHLY, onsite_capacity=5)
    body = calendar_of(confirmed_for_two(client, clock, found))
    dates = found.occurrences.all()
    assert values(body, "METHOD") == [":REQUEST"]
    assert values(body, "UID") == [f":{found.uid}"] * 2
    assert values(body, "RECURRENCE-ID") == [
        ";TZID=Europe/Paris:20261208T100000",
        ";TZID=Europe/Paris:20270209T100000",
    ]
    assert [states(one) for one in dates] == [{"amina": "confirmed"}, {}, {"amina": "confirmed"}]


def test_one_date_or_all_are_cancelled_from_the_mail(client, clock):
    confirmed = confirmed_for_two(client, clock, event(**MONTHLY, onsite_capacity=5))
    client.get(link(confirmed, "mes-dates"))
    first, last = Registration.objects.order_by("occurrence__starts_at")
    assert b"Rien" in client.post("/inscriptions/mes-dates/", {"date": "inconnue"}).content
    client.post("/inscriptions/mes-dates/", {"date": str(first.uuid)})
    (told_one,) = delivered(clock)
    assert values(calendar_of(told_one), "METHOD") == [":CANCEL"]
    assert len(values(calendar_of(told_one), "UID")) == 1
    client.post("/inscriptions/mes-dates/", {"tout": "1"})
    (told_last,) = delivered(clock)
    assert values(calendar_of(told_last), "RECURRENCE-ID")[-1].endswith("20270209T100000")
    assert [r.state for r in Registration.objects.order_by("pk")] == ["cancelled"] * 2
    assert seats(last.occurrence) == [("onsite", 0, 5, 0)]


def test_two_people_choose_overlapping_dates_with_one_seat_left(client, two, clock):
    third = event(title="Troisième", start_date=date(2027, 1, 5), onsite_capacity=1)
    at = clock and NOON
    one = book(two, applicant("amina"), mode="onsite", at=at)
    other = book([two[1], third.occurrences.get()], applicant("bakari"), mode="onsite", at=at)
    assert [o.state for o in one] == ["kept", "kept"]
    assert [o.state for o in other] == ["waiting", "kept"]
    for message in delivered(clock):
        client.get(link(message, "tout-confirmer"))
        client.post("/inscriptions/tout-confirmer/")
    assert states(two[1]) == {"amina": "confirmed", "bakari": "waitlisted"}
    assert seats(two[1]) == [("onsite", 1, 1, 1)]
    assert [len(values(calendar_of(one), "UID")) for one in delivered(clock)].count(0) == 1


def test_a_booking_counts_as_one_hold(two):
    many = [event(start_date=date(2027, 1, n), onsite_capacity=3) for n in range(4, 9)]
    dates = [one.occurrences.get() for one in many]
    first = book([*two, *dates[:3]], applicant(), mode="onsite", at=NOON)
    assert {one.state for one in first} == {"kept"}
    assert pending(dates[3]).seats_held == 1
    assert pending(dates[4]).seats_held == 0


def test_the_form_sent_twice_sends_one_mail_and_its_link_holds_every_date(client, two, clock):
    post(client, dates=[str(two[1].uuid)])
    post(client, everything="on")
    (first, *_more) = delivered(clock)
    post(client, everything="on")
    assert delivered(clock) == []
    client.get(link(first, "tout-confirmer"))
    client.post("/inscriptions/tout-confirmer/")
    assert [states(one) for one in two] == [{"amina": "confirmed"}] * 2


def test_nothing_is_said_of_an_address_that_is_signed_up(client, two, clock):
    mine = post(client, everything="on")
    delivered(clock)
    for registration in Registration.objects.all():
        registration.refresh_from_db()
    other = post(client, name="bakari", everything="on")
    again = post(client, everything="on")
    assert told(again) == told(other)
    assert told(mine) != told(other)


def test_with_an_account_nothing_is_left_to_confirm(client, two, clock):
    user = UserFactory(email="amina@exemple.fr", name="Amina")
    pending(two[1], "bakari")
    client.force_login(user)
    response = client.post(FORM, {"name": "Amina", "everything": "on"})
    assert told(response) == [
        ("Premier", "Votre inscription est confirmée"),
        ("Deuxième", "Complet : liste d’attente".replace(" :", "\u202f:")),
    ]
    mine = [one for one in delivered(clock) if one.to == [user.email]]
    assert [len(values(calendar_of(one), "UID")) for one in mine] == [1, 0]
    booking = Registration.objects.filter(user=user).first().booking
    address = f"/inscriptions/compte/dates/{booking}/"
    assert client.get(address).status_code == 200
    assert address in client.get("/mon-espace/").text
    client.post(address, {"tout": "1"})
    assert states(two[0]) == {"amina": "cancelled"}
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"dates": ["00000000-0000-0000-0000-000000000000"]},
        {"dates": ["x" * 10_000]},
        {"dates": ["\x00"]},
        {"everything": "on", "name": "x" * 10_000},
        {"everything": "on", "email": "pas une adresse"},
    ],
)
def test_what_cannot_be_is_said_in_the_form(client, two, wrong):
    response = client.post(FORM, {"name": "Amina", "email": "amina@exemple.fr", **wrong})
    assert (response.status_code, Registration.objects.count()) == (422, 0)


def test_a_date_of_elsewhere_or_over_is_refused(client, two, clock):
    elsewhere = event(onsite_capacity=3).occurrences.get()
    assert post(client, dates=[str(elsewhere.uuid)]).status_code == 422
    clock.move_to(two[0].starts_at + timedelta(minutes=1), tick=False)
    assert post(client, dates=[str(two[0].uuid)]).status_code == 422
    assert Registration.objects.count() == 0
    clock.move_to(two[1].ends_at, tick=False)
    assert heading(client.get(FORM)) == "Les inscriptions sont closes"


def test_a_date_that_filled_up_meanwhile_stops_no_other(two):
    pending(two[0], "bakari")
    Occurrence.objects.get(pk=two[0].pk)
    two[0].event.waitlist_enabled = False
    two[0].event.save()
    found = book(two, applicant(), mode="onsite", at=NOON)
    assert [one.state for one in found] == ["refused", "kept"]


def test_what_nobody_confirmed_is_given_back(client, two, clock):
    post(client, everything="on")
    (message,) = delivered(clock)
    clock.shift(timedelta(minutes=31))
    expire_holds(NOON + timedelta(minutes=32))
    page = client.get(link(message, "tout-confirmer"), follow=True)
    assert heading(page) == "Ce lien n’est plus valable"
    assert [seats(one) for one in two] == [[("onsite", 0, 1, 0)]] * 2


@pytest.mark.parametrize("address", ["tout-confirmer", "mes-dates"])
def test_a_link_of_ours_alone_opens(client, two, clock, address):
    post(client, everything="on")
    (message,) = delivered(clock)
    token = link(message, "tout-confirmer").strip("/").rpartition("/")[2]
    wrong = [token[:-1], "x" * 10_000, *([token] if address == "mes-dates" else [])]
    for one in wrong:
        page = client.get(f"/inscriptions/{address}/{one}/", follow=True)
        assert heading(page) == "Ce lien n’est plus valable"


def test_three_dates_to_choose_cost_no_more_than_one(client, django_assert_num_queries):
    found = event(**MONTHLY, onsite_capacity=5)
    with django_assert_num_queries(2):
        assert len(dates_to_choose(Occurrence.objects.filter(event=found), at=NOON)) == 3
    with django_assert_num_queries(2):
        few = Occurrence.objects.filter(event=found, recurrence_id=date(2026, 12, 8))
        assert len(dates_to_choose(few, at=NOON)) == 1


def test_pages_lead_to_the_form(client):
    found = event(**MONTHLY, onsite_capacity=5)
    series_with(found)
    assert f'href="{FORM}"' in client.get("/agenda/series/rendez-vous/").text
    page = client.get(found.pages.get().url).text
    assert f'href="/inscriptions/dates/{found.uuid}/"' in page
