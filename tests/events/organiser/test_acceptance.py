"""Sign-ups that the organiser accepts, and the questions asked of who signs up."""

from __future__ import annotations

import csv
import io

import pytest

from maillage_events.models import Registration
from maillage_events.organiser.acceptance import accept, reject
from maillage_events.publishing import lifecycle
from maillage_events.registration.refusals import DateIsCancelled, DateIsFull, SignUpsClosed
from maillage_events.registration.retention import forget
from maillage_events.registration.sign_up import withdraw
from tests.events import factories
from tests.events.editing.test_editing import publish, refused
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import (
    NOW,
    date_with_seats,
    mails_asked,
    pending,
    seats,
    signed_up,
    states,
    with_account,
)
from tests.site.factories import TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def moderated(capacity=1, **fields):
    return date_with_seats(capacity, registration_mode="moderated", **fields)


def test_nobody_takes_a_seat_before_the_organiser_says_so():
    date = moderated()
    amina = signed_up(date, "amina")
    bruno = with_account(date, "bruno")
    assert (states(date), seats(date)) == (
        {"amina": "review", "bruno": "review"},
        [("onsite", 0, 1, 0)],
    )
    accept(amina, at=NOW)
    accept(amina, at=NOW)
    accept(bruno, at=NOW)
    assert (states(date), seats(date)) == (
        {"amina": "confirmed", "bruno": "waitlisted"},
        [("onsite", 1, 1, 1)],
    )
    assert mails_asked() == [
        ("amina", "confirm"),
        ("amina", "review"),
        ("bruno", "review"),
        ("amina", "confirmed"),
        ("bruno", "waitlisted"),
    ]


def test_who_is_refused_holds_nothing_and_may_ask_again():
    date = moderated()
    reject(signed_up(date), at=NOW, message="Réservé aux aidants.")
    assert (states(date), seats(date)) == ({"amina": "rejected"}, [("onsite", 0, 1, 0)])
    signed_up(date)
    assert Registration.objects.active().get().state == "review"


def test_a_request_is_taken_back():
    date = moderated()
    withdraw(signed_up(date), at=NOW)
    assert (states(date), seats(date)) == ({"amina": "cancelled"}, [("onsite", 0, 1, 0)])


def test_what_is_full_cancelled_or_begun_accepts_nobody():
    full = moderated(waitlist_enabled=False)
    amina, bruno = signed_up(full, "amina"), signed_up(full, "bruno")
    accept(amina, at=NOW)
    with pytest.raises(DateIsFull):
        accept(bruno, at=NOW)
    with pytest.raises(SignUpsClosed):
        accept(bruno, at=full.starts_at)
    lifecycle.cancel_event(full.event, at=NOW)
    assert mails_asked()[-2:] == [("amina", "event-cancelled"), ("bruno", "event-cancelled")]
    with pytest.raises(DateIsCancelled):
        accept(bruno, at=NOW)


@pytest.fixture
def organised(client):
    date = factories.occurrence(
        portal=territory_portal(),
        onsite_capacity=2,
        registration_mode="moderated",
        questions="Votre structure *\nUn besoin particulier ?",
    )
    client.force_login(editor_of(date.event.territory))
    return date


def test_the_organiser_answers_with_the_answers_in_sight(organised, client):
    date = organised
    amina, bruno = signed_up(date, "amina"), signed_up(date, "bruno")
    date.registrations.filter(pk=amina.pk).update(answers={"Votre structure": "CCAS"})
    panel = client.get(f"/gestion/inscriptions/{date.uuid}/").text
    assert ("Demandes à traiter" in panel, "CCAS" in panel) == (True, True)
    address = f"/gestion/inscriptions/personne/{amina.uuid}/repondre/"
    assert "CCAS" in client.get(address).text
    said = client.post(address, {"accepter": "1", "message": ""}, follow=True).text
    assert "la personne a une place" in said
    no = f"/gestion/inscriptions/personne/{bruno.uuid}/repondre/"
    client.post(no, {"refuser": "1", "message": "Complet pour votre commune."})
    assert states(date) == {"amina": "confirmed", "bruno": "rejected"}
    assert "déjà répondu" in client.get(address).text


def test_another_territory_s_editor_answers_nobody(organised, client):
    amina = signed_up(organised, "amina")
    other = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(editor_of(other))
    address = f"/gestion/inscriptions/personne/{amina.uuid}/repondre/"
    assert client.post(address, {"accepter": "1", "message": ""}).status_code == 404
    assert states(organised) == {"amina": "review"}


def test_questions_are_asked_answered_exported_and_forgotten(organised, client):
    address = f"/inscriptions/{organised.uuid}/"
    person = {"name": "Amina", "email": "amina@exemple.fr", "party_size": "1"}
    client.logout()
    assert "Votre structure" in client.get(address).text
    missing = client.post(address, person)
    assert (missing.status_code, "besoin de votre réponse" in missing.text) == (422, True)
    client.post(address, {**person, "question_0": "=CCAS", "question_1": ""})
    found = Registration.objects.get()
    assert found.answers == {"Votre structure": "=CCAS"}
    client.force_login(editor_of(organised.event.territory))
    response = client.get(f"/gestion/inscriptions/{organised.uuid}/inscriptions.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert (rows[0][-2:], rows[1][-2:]) == (
        ["Votre structure", "Un besoin particulier ?"],
        ["'=CCAS", ""],
    )
    forget(Registration.objects.all())
    assert Registration.objects.get().answers == {}


@pytest.mark.parametrize("answer", ["a\x00b", "x" * 501])
def test_an_answer_that_cannot_be_kept_is_said(organised, client, answer):
    client.logout()
    sent = {"name": "Amina", "email": "amina@exemple.fr", "question_0": answer}
    response = client.post(f"/inscriptions/{organised.uuid}/", sent)
    assert (response.status_code, Registration.objects.count()) == (422, 0)


def test_more_than_five_questions_are_refused(client):
    from maillage.accounts.models import User

    client.force_login(User.objects.create_superuser("nationale@exemple.fr", "mot de passe long"))
    assert "questions" in refused(publish(client, questions="\n".join("abcdef")))


def test_a_request_by_mail_waits_first_for_its_address():
    date = moderated()
    assert (pending(date).state, seats(date)) == ("pending", [("onsite", 0, 1, 0)])
