"""What people and programs type that no event, sign-up or link can be made of."""

from __future__ import annotations

import json
from datetime import date, time, timedelta

import icalendar
import pytest
import vobject
from bs4 import BeautifulSoup
from defusedxml import ElementTree

from maillage.outbox.draining import drain_all
from maillage_events.models import Event, MailLink, Occurrence
from maillage_events.models.registrations import email_key
from tests.events.editing.test_editing import publish, refused
from tests.events.factories import NOON, event_page
from tests.events.pages import form_url, received, type_in
from tests.events.signups import date_with_seats, seats, signed_up, states
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
INJECTED = "Atelier\r\nBcc: pirate@exemple.fr\u2028ATTENDEE:mailto:pirate@exemple.fr"


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(email="nationale@exemple.fr", is_superuser=True))
    return client


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"start_date": "2027-02-30"}, "start_date"),
        ({"start_date": "30/02/2027"}, "start_date"),
        ({"end_date": "2031-12-08"}, "end_date"),
        ({"start_time": "", "end_time": "", "end_date": "2031-12-08"}, "end_date"),
        ({"start_time": "25:00"}, "start_time"),
        ({"title": "é" * 10_000}, "title"),
        ({"organizer_name": "é" * 10_000}, "organizer_name"),
        ({"organizer_email": "a@exemple.fr\r\nBcc: b@exemple.fr"}, "organizer_email"),
    ],
)
def test_no_event_is_made_of_it(editor, fields, field):
    assert field in refused(publish(editor, **fields))
    assert Event.objects.count() == 0


def test_what_is_read_back_is_what_was_meant(mail_catcher, client, clock):
    """A title of several lines, U+2028 among them, is one, and adds no property, header or element."""
    page = event_page(title=INJECTED, organizer_name=INJECTED[:100], onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    feed, line = client.get("/agenda.ics").content, " ".join(INJECTED.splitlines())
    (ours,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    (others,) = vobject.readOne(feed.decode()).vevent_list
    item = ElementTree.fromstring(client.get("/agenda.rss").content).find("channel/item")
    soup = BeautifulSoup(client.get("/agenda/atelier-1/").content, "html.parser")
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    clock.shift(timedelta(minutes=10))
    while drain_all():
        pass
    assert (str(ours["SUMMARY"]), "ATTENDEE" in ours) == (line, False)
    assert (others.summary.value, hasattr(others, "attendee")) == (line, False)
    assert "pirate" in item.findtext("title")
    assert data["name"] == client.get("/agenda.json").json()["dates"][0]["title"] == line
    assert [mail["Bcc"] for mail in mail_catcher.messages] == [None]
    assert mail_catcher.recipients == [["amina@exemple.fr"]]


@pytest.mark.parametrize(
    ("zone", "night", "hour", "instant"),
    [
        ("Europe/Paris", date(2027, 10, 31), 2, "2027-10-31T00:30:00+00:00"),
        ("America/Miquelon", date(2027, 11, 7), 1, "2027-11-07T03:30:00+00:00"),
    ],
)
def test_the_hour_that_comes_twice_is_the_first(zone, night, hour, instant):
    """In spring it never comes: the editor's form refuses it (test_editing)."""
    event_page(timezone=zone, start_date=night, start_time=time(hour, 30), end_time=time(4))
    assert Occurrence.objects.get().starts_at.isoformat() == instant


def test_an_address_is_one_person_however_it_is_written(client):
    """With a composed accent or an accent apart, which look the same."""
    written = ("Été@X.fr", "été@x.fr", "E\u0301te\u0301@X.FR", " ÉTÉ@x.fr ")
    assert {email_key(one) for one in written} == {"été@x.fr"}
    date_ = date_with_seats(3)
    type_in(client, date_, email="Amina@Exemple.FR")
    type_in(client, date_, email="amina@exemple.fr")
    assert seats(date_) == [("onsite", 1, 3, 0)]


def test_a_link_opens_its_own_sign_up_alone(client):
    """Cut short, made longer, in capitals, of another date, used twice: never another's seat."""
    first, second = date_with_seats(3), date_with_seats(3)
    type_in(client, first)
    _, path = received("confirmer")
    type_in(client, second, "Bruno", "bruno@exemple.fr")
    token = path.split("/")[-2]
    for wrong in (token[:-1], token[1:], token + "A", token.swapcase(), token[::-1]):
        stranger = type(client)()
        stranger.get(f"/inscriptions/confirmer/{wrong}/", follow=True)
        assert stranger.post("/inscriptions/confirmer/").status_code == 410
    assert (states(first), states(second)) == ({"amina": "pending"}, {"bruno": "pending"})
    for _turn in range(2):
        client.get(path, follow=True)
        client.post("/inscriptions/confirmer/")
    assert (states(first), states(second)) == ({"amina": "confirmed"}, {"bruno": "pending"})
    assert seats(first) == [("onsite", 1, 3, 0)]
    assert MailLink.objects.filter(token_hash=token).count() == 0


RUBBISH = ("\x00", "x" * 10_000, "\ud800".encode("utf-8", "surrogatepass"), "\u2028", "-1", "💥")


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_no_field_of_a_sign_up_breaks(client, rubbish):
    date_ = date_with_seats(3, guests_max=2, questions="Besoin ? *")
    page = BeautifulSoup(client.get(form_url(date_)).content, "html.parser")
    names = {one["name"] for one in page.select("main [name]") if one.get("type") != "hidden"}
    right = dict.fromkeys(names, "1") | {"name": "Amina", "email": "amina@exemple.fr"}
    assert (len(names), client.post(form_url(date_), right).status_code) == (4, 302)
    for name in names:
        answer = client.post(form_url(date_), {**right, name: rubbish})
        assert answer.status_code in {302, 422}, name
