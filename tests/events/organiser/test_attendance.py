"""Who came: the click that joins, and the list at the door."""

from __future__ import annotations

from datetime import timedelta

import pytest

from maillage_events.models import Attendance, Registration
from maillage_events.organiser.attendance import present
from tests.events import factories
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import NOW, date_with_seats, signed_up
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
SECRET = "https://visio.exemple.fr/salle-secrete"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def rows() -> list[tuple]:
    found = Attendance.objects.order_by("pk")
    return list(found.values_list("registration__name", "source", "people"))


@pytest.fixture
def joined(client):
    """A webinar, and the account of a person with a seat."""
    date = date_with_seats(5, "online", conference_url=SECRET)
    user = UserFactory(email="amina@exemple.fr")
    signed_up(date, "amina", mode="online", at=NOW)
    Registration.objects.update(user=user)
    return date


def signed_in(client, user=None) -> None:
    """At the moment of the test: a session lasts two weeks."""
    client.force_login(user or Registration.objects.get().user)


def test_the_click_that_joins_is_a_presence_once(joined, client, clock):
    clock.move_to(joined.starts_at, tick=False)
    signed_in(client)
    address = f"/rejoindre/{joined.uuid}/entrer/"
    assert client.head(address)["Location"] == SECRET
    assert rows() == []
    for _click in range(3):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, SECRET)
        assert "no-store" in response["Cache-Control"]
    assert rows() == [("Amina", "join", 1)]
    assert present(joined) == 1


@pytest.mark.parametrize("when", ["early", "over", "stranger", "prefetch"])
def test_nobody_gets_in_another_way(joined, client, clock, when):
    moment = {"early": timedelta(minutes=-16), "over": timedelta(hours=2)}
    clock.move_to(joined.starts_at + moment.get(when, timedelta()), tick=False)
    headers = {"sec-purpose": "prefetch"} if when == "prefetch" else {}
    signed_in(client, UserFactory() if when == "stranger" else None)
    response = client.get(f"/rejoindre/{joined.uuid}/entrer/", headers=headers)
    assert (response["Location"], rows()) == (f"/rejoindre/{joined.uuid}/", [])


@pytest.fixture
def door(client):
    date = factories.occurrence(portal=territory_portal(), onsite_capacity=9, guests_max=2)
    client.force_login(editor_of(date.event.territory))
    return date


def at_the_door(date) -> str:
    return f"/gestion/inscriptions/{date.uuid}/accueil/"


def test_people_are_ticked_and_unticked_at_the_door(door, client):
    amina = signed_up(door, "amina", party_size=2)
    signed_up(door, "bruno")
    page = client.get(at_the_door(door)).text
    assert (
        "0 personne présente sur 3" in page,
        page.index("Amina") < page.index("Bruno"),
    ) == (
        True,
        True,
    )
    for _click in range(2):
        response = client.post(at_the_door(door), {"personne": str(amina.uuid)})
    assert response["Location"].endswith(f"#p-{amina.pk}")
    assert (rows(), present(door)) == ([("Amina", "check-in", 2)], 2)
    assert "2 personnes présentes sur 3" in client.get(at_the_door(door)).text
    panel = client.get(f"/gestion/inscriptions/{door.uuid}/").text
    assert "2 personnes présentes" in panel
    csv = client.get(f"/gestion/inscriptions/{door.uuid}/inscriptions.csv")
    text = b"".join(csv.streaming_content).decode("utf-8-sig")
    assert [line.split(";")[-2] for line in text.splitlines()] == ["Présente", "oui", ""]
    client.post(at_the_door(door), {"personne": str(amina.uuid), "absente": "1"})
    assert rows() == []


def test_a_name_is_found(door, client):
    signed_up(door, "amina")
    signed_up(door, "bruno")
    found = client.get(at_the_door(door), {"q": "BRU"}).text
    assert ("Bruno" in found, "Amina" in found) == (True, False)
    assert "Personne de ce nom" in client.get(at_the_door(door), {"q": "x" * 10_000}).text
    assert client.get(at_the_door(door), {"q": "\x00", "p": "abc"}).status_code == 200


@pytest.mark.parametrize("person", ["", "abc", "\x00", "0" * 10_000])
def test_who_is_not_on_the_list_is_not_ticked(door, client, person):
    assert client.post(at_the_door(door), {"personne": person}).status_code == 404


def test_who_has_a_seat_on_another_date_is_not_ticked_here(door, client):
    elsewhere = signed_up(date_with_seats(2), "amina")
    response = client.post(at_the_door(door), {"personne": str(elsewhere.uuid)})
    assert (response.status_code, rows()) == (404, [])


def test_another_territory_s_editor_sees_no_list(door, client):
    amina = signed_up(door, "amina")
    other = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(editor_of(other))
    assert client.get(at_the_door(door)).status_code == 404
    assert client.post(at_the_door(door), {"personne": str(amina.uuid)}).status_code == 404
    assert rows() == []


def test_the_list_asks_as_many_questions_for_one_as_for_three(
    door, client, django_assert_num_queries
):
    signed_up(door, "amina")
    client.get(at_the_door(door))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get(at_the_door(door))
    signed_up(door, "bruno")
    signed_up(door, "chloe")
    with django_assert_num_queries(len(one)):
        client.get(at_the_door(door))
