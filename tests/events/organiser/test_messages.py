"""The organiser writes to people who signed up; and is written to when somebody asks."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from maillage.outbox.draining import drain_all
from maillage_events.models import Registration
from maillage_events.organiser.acceptance import accept
from maillage_events.registration.sign_up import withdraw
from tests.events import factories
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import NOW, pending, signed_up
from tests.site.factories import TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def date(clock):
    """Amina has the only seat, Bruno waits, Chloé never confirmed, Denis left."""
    found = factories.occurrence(
        territory_portal(), onsite_capacity=1, organizer_email="structure@exemple.fr"
    )
    signed_up(found, "amina")
    signed_up(found, "bruno")
    pending(found, "chloe")
    withdraw(signed_up(found, "denis"), at=NOW)
    drain()
    return found


@pytest.fixture
def organiser(client, date):
    client.force_login(editor_of(date.event.territory))
    return client


def drain() -> None:
    while drain_all():
        pass


def sent() -> list[tuple[str, str]]:
    drain()
    return [(one.to[0].partition("@")[0], one.subject) for one in mail.outbox]


def address(date) -> str:
    return f"/gestion/inscriptions/{date.uuid}/ecrire/"


def typed(*states: str, **fields) -> dict:
    words = {"subject": "La salle change", "text": "Deuxième étage.\n\nÀ mardi !"}
    return {"states": list(states or ["confirmed"]), "number": "17", **words, **fields}


def test_a_page_says_who_gets_it_before_anything_leaves(organiser, date):
    before = sent()
    page = organiser.post(address(date), typed("confirmed", "waitlisted"))
    text = re.sub(r"<[^>]+>", "", page.text)
    assert (
        "Personnes qui ont une place\u202f: 1" in text,
        "Personnes en liste d’attente\u202f: 1" in text,
        "Envoyer 2 courriels" in text,
        sent() == before,
    ) == (True, True, True, True)


def test_each_gets_it_once_with_the_date_and_the_way_out(organiser, date):
    mail.outbox.clear()
    for _click in range(2):
        organiser.post(address(date), typed("confirmed", "waitlisted", envoyer="1"))
    assert sorted(sent()) == [("amina", "La salle change"), ("bruno", "La salle change")]
    first = next(one for one in mail.outbox if one.to == ["amina@exemple.fr"])
    assert ("Deuxième étage." in first.body, "mardi 8 décembre" in first.body) == (True, True)
    assert ("/inscriptions/ma-place/" in first.body, first.reply_to) == (
        True,
        ["structure@exemple.fr"],
    )


def test_who_has_left_meanwhile_gets_nothing(organiser, date):
    mail.outbox.clear()
    organiser.post(address(date), typed(envoyer="1"))
    withdraw(Registration.objects.get(name="Amina"), at=NOW)
    assert [line for line in sent() if line[1] == "La salle change"] == []


@pytest.mark.parametrize(
    "fields",
    [{"states": ["pending"]}, {"states": []}, {"subject": "a\r\nBcc: x@y.fr"}, {"subject": ""},
     {"text": "\0"}, {"text": "a" * 10_000}, {"number": "-1"}, {"number": "x"}],
)  # fmt: skip
def test_what_is_badly_typed_sends_nothing(organiser, date, fields):
    mail.outbox.clear()
    response = organiser.post(address(date), {**typed(envoyer="1"), **fields})
    assert (response.status_code, sent()) == (200, [])


def test_another_territory_writes_to_nobody(client, date):
    mail.outbox.clear()
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(editor_of(morbihan))
    assert client.post(address(date), typed(envoyer="1")).status_code == 404
    assert sent() == []


def moderated():
    return factories.occurrence(
        territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan")),
        registration_mode="moderated",
        organizer_email="structure@exemple.fr",
    )


def test_the_organiser_learns_of_each_request_once_it_is_confirmed(clock):
    date = moderated()
    asked = pending(date, "amina")
    before = [line for line in sent() if line[0] == "structure"]
    signed_up(date, "bruno")
    found = [one for one in mail.outbox if one.to == ["structure@exemple.fr"]]
    drain()
    (told,) = [one for one in mail.outbox if one.to == ["structure@exemple.fr"]]
    bruno = Registration.objects.get(name="Bruno")
    assert (before, found, asked.state) == ([], [], "pending")
    assert f"/gestion/inscriptions/personne/{bruno.uuid}/repondre/" in told.body
    assert ("Bruno" in told.body, "bruno@exemple.fr" in told.body) == (True, False)


def test_a_request_answered_meanwhile_is_not_told(clock):
    accept(signed_up(moderated(), "amina"), at=NOW)
    assert [line for line in sent() if line[0] == "structure"] == []
