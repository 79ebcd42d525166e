from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from maillage.outbox.draining import drain_all
from maillage_events.models import Attendance, Occurrence, Registration
from tests.events.factories import event_page
from tests.events.pages import heading, is_private, received
from tests.events.signups import NOW, date_with_seats, signed_up
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 8, 9, tzinfo=UTC)
SECRET = "https://visio.exemple.fr/salle-secrete-42"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def online_date():
    return date_with_seats(5, "online", conference_url=SECRET)


def join_url(date):
    return f"/rejoindre/{date.uuid}/"


def lets_in(client, page, date) -> bool:
    """The page has the way in, which leads to the meeting."""
    inside = client.get(f"{join_url(date)}entrer/")
    return f"{join_url(date)}entrer/" in page.text and inside["Location"] == SECRET


def test_the_door_opens_to_who_has_a_seat_fifteen_minutes_before(client, today):
    date = online_date()
    signed_up(date, "amina", mode="online")
    _, path = received(f"rejoindre/{date.uuid}")
    today.move_to(START - timedelta(minutes=15, seconds=1))
    early = client.get(path, follow=True)
    assert (heading(early), SECRET in early.text) == ("C’est trop tôt", False)
    today.move_to(START - timedelta(minutes=15))
    page = client.get(join_url(date))
    assert (heading(page), lets_in(client, page, date)) == ("C’est l’heure", True)
    assert is_private(page)
    today.move_to(START + timedelta(hours=2))
    assert SECRET not in client.get(join_url(date)).text


def test_others_are_mailed_a_link_if_signed_up_with_the_same_answer(client, today):
    date = online_date()
    signed_up(date, "amina", mode="online")
    today.move_to(START)
    page = client.get(join_url(date))
    assert (heading(page), SECRET in page.text) == ("Rejoindre", False)
    known = client.post(join_url(date), {"email": "AMINA@exemple.fr"})
    unknown = client.post(join_url(date), {"email": "bruno@exemple.fr"})
    assert known.content == unknown.content
    sent, path = received(f"rejoindre/{date.uuid}")
    assert (sent.to, sent.subject) == (
        ["amina@exemple.fr"],
        "Votre lien pour rejoindre : Atelier messagerie",
    )
    assert SECRET not in sent.message().as_string()
    assert lets_in(client, client.get(path, follow=True), date)


def test_who_has_withdrawn_or_waits_stays_outside(client, today):
    date = online_date()
    registration = signed_up(date, "amina", mode="online")
    _, path = received(f"rejoindre/{date.uuid}")
    Registration.objects.filter(pk=registration.pk).update(state="cancelled", seats_held=0)
    today.move_to(START)
    assert SECRET not in client.get(path, follow=True).text


def test_an_account_with_a_seat_needs_no_link(client, today):
    date = online_date()
    user = UserFactory(email="amina@exemple.fr")
    today.move_to(START)
    client.force_login(user)
    assert SECRET not in client.get(join_url(date)).text
    registration = signed_up(date, "amina", mode="online", at=NOW)
    Registration.objects.filter(pk=registration.pk).update(user=user)
    assert lets_in(client, client.get(join_url(date)), date)


def test_an_hour_before_when_the_organiser_says_so(client, today):
    date = date_with_seats(5, "online", conference_url=SECRET, conference_opens_before=60)
    signed_up(date, "amina", mode="online")
    _, path = received(f"rejoindre/{date.uuid}")
    today.move_to(START - timedelta(minutes=61))
    assert "60 minutes avant" in client.get(path, follow=True).text
    today.move_to(START - timedelta(minutes=60))
    assert lets_in(client, client.get(join_url(date)), date)


def test_everybody_joins_what_asks_for_no_sign_up_and_nobody_is_written_down(client, today):
    page = event_page(
        attendance_mode="en-ligne",
        registration_mode="none",
        conference_url=SECRET,
        conference_access="public",
    )
    date = page.event.occurrences.get()
    announced = client.get(page.url).text
    assert (join_url(date) in announced, SECRET in announced) == (True, False)
    assert not lets_in(client, client.get(join_url(date)), date)
    today.move_to(START)
    assert lets_in(client, client.get(join_url(date)), date)
    assert Attendance.objects.count() == 0
    today.move_to(START + timedelta(hours=2))
    assert SECRET not in client.get(join_url(date)).text


def test_the_phone_is_told_at_the_door_alone(client, today):
    phone = {"conference_phone": "+33199001234", "conference_pin": "4821#"}
    date = date_with_seats(5, "online", conference_url="", conference_provider="bbb", **phone)
    signed_up(date, "amina", mode="online")
    page, told = date.event.pages.get(), ("01 99 00 12 34", "99001234", "4821#")
    _, path = received(f"rejoindre/{date.uuid}")
    public = [page.url, page.url.rstrip("/") + ".ics", "/agenda.json", "/agenda.rss", path]
    for address in public:
        text = client.get(address, follow=True).text.replace("\xa0", " ")
        assert not [secret for secret in told if secret in text], address
    assert not [mail_ for mail_ in mail.outbox if "99001234" in mail_.message().as_string()]
    today.move_to(START)
    text = client.get(join_url(date)).text.replace("\xa0", " ")
    assert [secret for secret in told if secret not in text] == []


def test_33_the_conference_link_is_in_no_public_output(client):
    date = online_date()
    page = date.event.pages.get()
    for path in (page.url, page.url.rstrip("/") + ".ics", "/agenda/", "/agenda.ics"):
        response = client.get(path)
        assert response.status_code == 200
        assert "salle-secrete" not in response.text
    signed_up(date, "amina", mode="online")
    drain_all()
    drain_all()
    for message in mail.outbox:
        assert "salle-secrete" not in message.message().as_string()
    assert Occurrence.objects.count() == 1
