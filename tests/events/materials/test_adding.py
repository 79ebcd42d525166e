"""After the event: replay, slides and minutes, for everybody or for who signed up."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from maillage.outbox.draining import drain_all
from maillage.outbox.models import Message
from maillage_events.materials.adding import publish_material
from maillage_events.models import Material, Registration
from maillage_events.publishing import lifecycle
from maillage_events.registration.sign_up import withdraw
from tests.events import factories
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import NOW, signed_up
from tests.site.factories import TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db
REPLAY, SLIDES = "https://video.exemple.fr/w/1", "https://exemple.fr/support.pdf"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def date(clock):
    online = {"attendance_mode": "en-ligne", "online_capacity": 5}
    return factories.occurrence(territory_portal(), slug="webinaire", **online)


def replay(date, access="registered", **fields) -> Material:
    """Open an hour after the end."""
    opens = date.ends_at + timedelta(hours=1)
    given = {"kind": "replay", "url": REPLAY, "access": access, "available_from": opens, **fields}
    return Material(occurrence=date, **given)


def after(date, clock, **more) -> None:
    clock.move_to(date.ends_at + timedelta(**more or {"hours": 2}), tick=False)


def sent(name: str) -> list[str]:
    while drain_all():
        pass
    return [one.subject for one in mail.outbox if one.to == [f"{name}@exemple.fr"]]


PAGE = "/saone-et-loire/agenda/webinaire/"
SHOWN = "Replay</a>"


def opened_by(client, material, prefix="") -> tuple:
    """(status, where it leads, what is saved, times opened) of its address."""
    answer = client.get(f"{prefix}/rejoindre/{material.occurrence.uuid}/document/{material.uuid}/")
    times = Material.objects.get(pk=material.pk).opened
    return answer.status_code, answer.get("Location"), answer.content, times


def test_the_page_shows_it_once_the_date_is_over_and_it_is_open(client, date, clock):
    publish_material(replay(date, "public", captions=True), at=NOW, announce=False)
    material = Material.objects.get()
    shown = [(SHOWN in client.get(PAGE).text, opened_by(client, material)[0])]
    after(date, clock, minutes=30)
    shown.append((SHOWN in client.get(PAGE).text, opened_by(client, material)[0]))
    after(date, clock)
    page = client.get(PAGE).text
    assert (shown, SHOWN in page, "avec sous-titres" in page) == ([(False, 404)] * 2, True, True)
    assert opened_by(client, material) == (302, REPLAY, b"", 1)


def test_what_is_for_who_signed_up_is_named_and_not_linked(client, date, clock):
    publish_material(replay(date), at=NOW, announce=False)
    after(date, clock)
    page = client.get(PAGE).text
    assert ("Replay" in page, SHOWN in page, f"/rejoindre/{date.uuid}/" in page) == (
        True,
        False,
        True,
    )
    door = f"/saone-et-loire/rejoindre/{date.uuid}/"
    assert opened_by(client, Material.objects.get(), "/saone-et-loire") == (302, door, b"", 0)


def test_each_person_with_a_seat_gets_one_mail_when_it_opens(date, clock):
    for name in ("amina", "bruno"):
        signed_up(date, name, mode="online")
    withdraw(signed_up(date, "chloe", mode="online"), at=NOW)
    told = publish_material(replay(date), at=NOW, announce=True)
    subject = "À revoir\u202f: Atelier messagerie"
    early = sent("amina")
    after(date, clock)
    late = [sent(name).count(subject) for name in ("amina", "bruno", "chloe")]
    assert (told, subject in early, late) == (2, False, [1, 1, 0])


def test_what_is_taken_away_or_cancelled_is_not_announced(date, clock):
    signed_up(date, "amina", mode="online")
    material = replay(date)
    publish_material(material, at=NOW, announce=True)
    material.delete()
    after(date, clock)
    assert [line for line in sent("amina") if "revoir" in line] == []


def test_the_link_of_the_mail_opens_it_and_nobody_else_s_does(client, date, clock):
    signed_up(date, "amina", mode="online")
    publish_material(replay(date), at=NOW, announce=True)
    after(date, clock)
    stranger = client.get(f"/rejoindre/{date.uuid}/").text
    sent("amina")
    link = re.search(r"http://[^/\s]+(/\S*rejoindre/\S+)", mail.outbox[-1].body)[1]
    own = client.get(link, follow=True)
    assert (SHOWN in stranger, "Revoir l’événement" in stranger, SHOWN in own.text) == (
        False,
        True,
        True,
    )
    prefix = link.partition("/rejoindre/")[0]
    assert opened_by(client, Material.objects.get(), prefix) == (302, REPLAY, b"", 1)
    assert "no-store" in own["Cache-Control"]


def test_who_lost_the_link_gets_another_and_strangers_the_same_answer(client, date, clock):
    signed_up(date, "amina", mode="online")
    publish_material(replay(date), at=NOW, announce=False)
    after(date, clock)
    pages = [
        client.post(f"/rejoindre/{date.uuid}/", {"email": f"{name}@exemple.fr"}).text
        for name in ("amina", "inconnu")
    ]
    titles = [re.search(r"<h1>(.*?)</h1>", page)[1] for page in pages]
    assert (titles, sent("amina")[-1:], sent("inconnu")) == (
        ["Regardez vos courriels"] * 2,
        ["À revoir\u202f: Atelier messagerie"],
        [],
    )


def test_a_cancelled_date_shows_nothing(client, date, clock):
    publish_material(replay(date, "public"), at=NOW, announce=False)
    lifecycle.cancel_date(date, at=NOW)
    after(date, clock)
    assert SHOWN not in client.get(PAGE).text
    assert opened_by(client, Material.objects.get())[0] == 404


def address(date) -> str:
    return f"/gestion/inscriptions/{date.uuid}/apres/"


def typed(**fields) -> dict[str, str]:
    return {
        "kind": "slides", "title": "", "url": SLIDES, "access": "public",
        "available_from": "2026-12-08 12:00", **fields,
    }  # fmt: skip


def test_the_organiser_adds_and_takes_away(client, date):
    client.force_login(editor_of(date.event.territory))
    signed_up(date, "amina", mode="online")
    client.post(address(date), typed(announce="on"))
    material = Material.objects.get()
    keys = Message.objects.filter(key__endswith=":material").values_list("key", "available_at")
    who = Registration.objects.get().uuid
    assert (material.url, list(keys)) == (SLIDES, [(f"{who}:material", material.available_from)])
    assert SLIDES in client.get(address(date)).text
    client.post(f"/gestion/inscriptions/apres/{material.uuid}/retirer/")
    assert Material.objects.count() == 0


@pytest.mark.parametrize(
    "fields",
    [{"url": "javascript:alert(1)"}, {"url": "ftp://x.fr/a"}, {"title": "\0"}, {"kind": "film"},
     {"available_from": "30/02/2026"}, {"title": "a" * 10_000}, {"url": ""}],
)  # fmt: skip
def test_what_is_badly_typed_is_refused(client, date, fields):
    client.force_login(editor_of(date.event.territory))
    assert client.post(address(date), typed(**fields)).status_code == 200
    assert Material.objects.count() == 0


def test_another_territory_reads_and_takes_away_nothing(client, date):
    material = replay(date)
    publish_material(material, at=NOW, announce=False)
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(editor_of(morbihan))
    answers = [
        client.get(f"/gestion/inscriptions/apres/{material.uuid}/fichier/"),
        client.get(address(date)),
        client.post(address(date), typed()),
        client.post(f"/gestion/inscriptions/apres/{material.uuid}/retirer/"),
    ]
    assert ([answer.status_code for answer in answers], Material.objects.count()) == ([404] * 4, 1)


def test_the_hour_it_opens_is_on_the_clock_of_the_event(client, clock):
    there = territory_portal(TerritoryFactory(time_zone="Indian/Reunion"))
    online = {"attendance_mode": "en-ligne", "online_capacity": 5}
    date = factories.occurrence(there, slug="webinaire", timezone="Indian/Reunion", **online)
    client.force_login(editor_of(date.event.territory))
    assert "À l’heure de La Réunion." in client.get(address(date)).text
    client.post(address(date), typed(available_from="08/12/2026 12:00"))
    assert Material.objects.get().available_from == datetime(2026, 12, 8, 8, tzinfo=UTC)
