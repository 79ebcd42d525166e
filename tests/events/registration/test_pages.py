import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail

from maillage.outbox.draining import drain_all
from maillage.outbox.models import Message
from maillage_events.models import Event, MailLink, Registration
from maillage_events.publishing import lifecycle
from tests.events import factories
from tests.events.pages import form_url, heading, is_private, received, type_in
from tests.events.signups import NOW, date_with_seats, mails_asked, seats, signed_up, states
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 8, 9, tzinfo=UTC)
SECRET = "https://visio.exemple.fr/salle-secrete-42"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_signing_up_without_account_takes_a_form_a_mail_and_a_click(client):
    date = date_with_seats(2)
    response = client.get(form_url(date))
    assert heading(response) == "S’inscrire"
    assert is_private(response)
    assert heading(type_in(client, date)) == "Regardez vos courriels"
    sent, path = received("confirmer")
    assert (sent.to, sent.subject) == (
        ["amina@exemple.fr"],
        "Confirmez votre inscription : Atelier messagerie",
    )
    page = client.get(path, follow=True)
    assert [url for url, _ in page.redirect_chain] == ["/inscriptions/confirmer/"]
    assert (heading(page), states(date)) == ("Confirmer mon inscription", {"amina": "pending"})
    done = client.post("/inscriptions/confirmer/")
    assert (heading(done), states(date)) == ("À bientôt !", {"amina": "confirmed"})
    assert received()[0].subject == "Votre inscription est confirmée : Atelier messagerie"


def test_a_scanner_that_opens_every_link_uses_nothing_up(client):
    date = date_with_seats(2)
    type_in(client, date)
    _, path = received("confirmer")
    for _ in range(3):
        client_of_scanner = type(client)()
        client_of_scanner.get(path, follow=True)
        client_of_scanner.head(path)
    assert states(date) == {"amina": "pending"}
    client.get(path)
    client.post("/inscriptions/confirmer/")
    assert states(date) == {"amina": "confirmed"}


def test_the_token_lives_in_a_cookie_no_script_reads_and_is_stored_hashed(client):
    date = date_with_seats(2)
    type_in(client, date)
    _, path = received("confirmer")
    response = client.get(path)
    cookie = response.cookies["lien_confirm"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        "Lax",
        "/inscriptions/confirmer/",
    )
    assert is_private(response, "no-referrer")
    token = path.split("/")[-2]
    assert len(token) >= 22
    assert token not in str(list(MailLink.objects.values()))
    assert token not in str(list(Message.objects.values()))


def test_a_link_serves_one_purpose(client):
    date = date_with_seats(2)
    type_in(client, date)
    _, path = received("confirmer")
    token = path.split("/")[-2]
    response = client.get(f"/inscriptions/ma-place/{token}/", follow=True)
    assert heading(response) == "Ce lien n’est plus valable"
    assert client.post("/inscriptions/ma-place/").status_code == 410
    assert states(date) == {"amina": "pending"}


@pytest.mark.parametrize("token", ["inconnu", "x" * 5000, "%00", "é"])
def test_an_unknown_token_is_refused_in_words(client, token):
    response = client.get(f"/inscriptions/confirmer/{token}/", follow=True)
    assert (response.status_code, heading(response)) == (200, "Ce lien n’est plus valable")
    assert client.post("/inscriptions/confirmer/").status_code == 410


def test_cancelling_from_the_mail_passes_the_seat_on(client):
    date = date_with_seats(1)
    signed_up(date, "amina")
    signed_up(date, "bruno")
    drain_all()
    drain_all()
    amina = next(m for m in mail.outbox if m.subject.startswith("Votre inscription est confirmée"))
    path = re.search(r"localhost:8000(/inscriptions/ma-place/\S+)", amina.body)[1]
    page = client.get(path, follow=True)
    assert (heading(page), states(date)["amina"]) == ("Mon inscription", "confirmed")
    done = client.post("/inscriptions/ma-place/")
    assert heading(done) == "Votre inscription est annulée"
    assert states(date) == {"amina": "cancelled", "bruno": "confirmed"}
    assert client.post("/inscriptions/ma-place/").status_code == 200


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client):
    date = date_with_seats(3)
    signed_up(date, "amina", at=NOW - timedelta(hours=1))
    known = type_in(client, date)
    unknown = type_in(client, date, "Bruno", "bruno@exemple.fr")
    assert known.content == unknown.content
    assert seats(date) == [("onsite", 2, 3, 0)]
    assert mails_asked()[-2:] == [("amina", "already"), ("bruno", "confirm")]


def test_a_double_click_signs_up_once_and_sends_one_mail(client):
    date = date_with_seats(3)
    first = type_in(client, date)
    assert type_in(client, date).content == first.content
    assert (states(date), mails_asked()) == ({"amina": "pending"}, [("amina", "confirm")])


def test_mistakes_are_named_and_answers_kept(client):
    date = date_with_seats(3)
    response = type_in(client, date, name="Amina", email="amina@")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert page.find("input", {"name": "name"})["value"] == "Amina"
    assert "Écrivez une adresse complète" in page.get_text()
    assert page.find("a", href="#id_email")


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("\x00", "a@exemple.fr"),
        ("x" * 10_000, "a@exemple.fr"),
        ("Amina", "\x00@exemple.fr"),
        ("Amina", "a" * 10_000 + "@exemple.fr"),
        ("Amina", "a@exemple.fr\nBcc: b@exemple.fr"),
        ("https://gagnez.exemple", "a@exemple.fr"),
    ],
)
def test_rubbish_is_refused_without_a_crash(client, name, email):
    date = date_with_seats(3)
    assert type_in(client, date, name, email).status_code == 422
    assert states(date) == {}


def test_a_name_stays_on_one_line(client):
    date = date_with_seats()
    type_in(client, date, name=" Jeanne\r\nBcc: autre@exemple.fr ")
    assert list(date.registrations.values_list("name", flat=True)) == [
        "Jeanne Bcc: autre@exemple.fr"
    ]


def test_a_full_date_promises_no_seat(client):
    date = date_with_seats(0)
    said = type_in(client, date).content.decode()
    assert "sinon, vous êtes sur la liste d’attente" in said
    assert "gardée 30 minutes" not in said


def test_a_choice_of_mode_is_asked_only_when_there_is_one(client):
    date = factories.occurrence(attendance_mode="mixte", onsite_capacity=1, online_capacity=5)
    signed_up(date, "bruno")
    page = BeautifulSoup(client.get(form_url(date)).content, "html.parser")
    assert [label.get_text(" ", strip=True) for label in page.select(".choices label")] == [
        "Sur place (complet : liste d’attente)",
        "En ligne",
    ]
    assert type_in(client, date).status_code == 422
    assert type_in(client, date, mode="ailleurs").status_code == 422
    type_in(client, date, mode="online")
    assert sorted(seats(date)) == [("online", 1, 5, 0), ("onsite", 1, 1, 0)]


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"registration_closes_at": NOW}, "Les inscriptions sont closes"),
        (
            {"registration_opens_at": NOW + timedelta(days=1)},
            "Les inscriptions ne sont pas encore ouvertes",
        ),
        ({"registration_mode": "none"}, "Pas d’inscription ici pour cette date"),
    ],
)
def test_why_nobody_can_sign_up_is_said_in_words(client, change, title):
    date = factories.occurrence(onsite_capacity=1, **change)
    response = client.get(form_url(date))
    assert (response.status_code, heading(response)) == (200, title)
    assert type_in(client, date).status_code == 409


def test_full_and_cancelled_are_said_in_words(client):
    date = date_with_seats(1, waitlist_enabled=False)
    signed_up(date, "bruno")
    assert heading(client.get(form_url(date))) == "Cette date est complète"
    lifecycle.cancel_event(Event.objects.get(), at=NOW)
    assert heading(client.get(form_url(date))) == "Cette date est annulée"
    assert heading(type_in(client, date)) == "Cette date est annulée"


def test_the_closing_time_that_passes_while_typing_is_refused(client, today):
    date = date_with_seats(2)
    client.get(form_url(date))
    today.move_to(START)
    response = type_in(client, date)
    assert (response.status_code, heading(response)) == (409, "Les inscriptions sont closes")


def test_with_an_account_the_answer_comes_at_once(client):
    date = date_with_seats(1)
    client.force_login(UserFactory(email="amina@exemple.fr", name="Amina"))
    assert b'name="email"' not in client.get(form_url(date)).content
    response = client.post(form_url(date), {"name": "Amina"}, follow=True)
    assert (heading(response), states(date)) == (
        "Votre inscription est confirmée",
        {"amina": "confirmed"},
    )
    again = client.post(form_url(date), {"name": "Amina"}, follow=True)
    assert (heading(again), seats(date)) == (
        "Votre inscription est confirmée",
        [("onsite", 1, 1, 0)],
    )


def test_an_account_confirms_what_its_owner_had_asked_without_it(client):
    date = date_with_seats(1)
    type_in(client, date)
    client.force_login(UserFactory(email="amina@exemple.fr"))
    client.post(form_url(date), {"name": "Amina"})
    assert (states(date), Registration.objects.get().user.email) == (
        {"amina": "confirmed"},
        "amina@exemple.fr",
    )


def test_the_portal_and_the_language_are_kept(client):
    portal = territory_portal()
    date = factories.occurrence(portal=portal, onsite_capacity=3)
    prefix = "/en/saone-et-loire"
    assert heading(client.get(form_url(date, prefix))) == "Sign up"
    response = type_in(client, date, prefix=prefix)
    assert response.redirect_chain[0][0] == f"{form_url(date, prefix)}merci/"
    sent, path = received("confirmer")
    assert sent.subject == "Confirm your sign-up: Atelier messagerie"
    assert path.startswith("/en/saone-et-loire/inscriptions/confirmer/")


def test_a_date_that_is_not_public_is_not_found(client):
    assert client.get(f"/inscriptions/{uuid4()}/").status_code == 404
    date = date_with_seats(1)
    for page in date.event.pages.all():
        page.unpublish()
    assert client.get(form_url(date)).status_code == 404
    assert client.get(f"/rejoindre/{date.uuid}/").status_code == 404


def without_place(**fields):
    """As they were published before a place was asked for."""
    date = factories.occurrence(**fields)
    Event.objects.filter(pk=date.event_id).update(place_name="")
    return date


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"attendance_mode": "sur-place"}, "Sur place"),
        ({"attendance_mode": "sur-place", "place_name": "Médiathèque"}, "Médiathèque"),
        ({"attendance_mode": "en-ligne"}, "En ligne"),
        ({"attendance_mode": "mixte"}, "Sur place et en ligne"),
        ({"registration_mode": "external", "registration_url": "https://exemple.fr/"}, "Sur place"),
    ],
)
def test_where_it_takes_place_is_said_before_signing_up(client, fields, said):
    date = without_place(**fields) if "place_name" not in fields else factories.occurrence(**fields)
    page = BeautifulSoup(client.get(form_url(date)).content, "html.parser")
    assert page.find("dt", string="Où").find_next("dd").get_text(strip=True) == said


def test_the_place_of_who_has_a_seat_is_that_of_the_seat(client):
    date = without_place(attendance_mode="mixte", onsite_capacity=2, online_capacity=2)
    for name, mode, said in (("amina", "onsite", "Sur place"), ("bruno", "online", "En ligne")):
        type_in(client, date, name.capitalize(), f"{name}@exemple.fr", mode=mode)
        page = client.get(received("confirmer")[1], follow=True)
        found = BeautifulSoup(page.content, "html.parser").find("dt", string="Où")
        assert found.find_next("dd").get_text(strip=True) == said
