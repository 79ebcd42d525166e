import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone

from maillage.accounts.closing import close_account, export_account
from maillage.accounts.models import PortalTeam
from maillage_events.models import Event, Occurrence, Registration
from maillage_events.organiser.registrants import csv_lines
from tests.events import factories
from tests.events.signups import NOW, mails_asked, pending, seats, signed_up, states
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def editor_of(territory, **fields):
    """An editor as the portals' groups make them."""
    from django.contrib.auth.models import Permission

    team = PortalTeam.objects.filter(territory=territory, role="publisher").first()
    if team is None:
        group = Group.objects.create(name=f"Équipe {territory}")
        team = PortalTeam.objects.create(group=group, territory=territory, role="publisher")
    team.group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = UserFactory(**fields)
    user.groups.add(team.group)
    return user


@pytest.fixture
def date():
    return factories.occurrence(portal=territory_portal(), onsite_capacity=1)


@pytest.fixture
def morbihan():
    return TerritoryFactory(code="56", name="Morbihan", slug="morbihan")


@pytest.fixture
def organiser(client, date):
    client.force_login(editor_of(date.event.territory))
    return client


def admin(date, tail=""):
    return f"/gestion/inscriptions/{date.uuid}/{tail}"


def test_the_organiser_sees_registrants_with_state_and_seats(organiser, date):
    signed_up(date, "amina")
    signed_up(date, "bruno")
    assert "Atelier messagerie" in organiser.get("/gestion/inscriptions/").text
    page = organiser.get(admin(date)).text
    assert "1 place prise sur 1 (1 personne attend)" in page
    assert page.index("amina@exemple.fr") < page.index("bruno@exemple.fr")


def test_the_number_of_queries_does_not_grow_with_registrants(
    organiser, date, django_assert_max_num_queries
):
    signed_up(date, "amina")
    organiser.get(admin(date))
    for name in ("bruno", "chloe"):
        signed_up(date, name)
    with django_assert_max_num_queries(25):
        organiser.get(admin(date))


def test_the_csv_opens_in_a_spreadsheet_and_runs_nothing(organiser, date):
    signed_up(date, "amina")
    date.registrations.update(name="=HYPERLINK(1)")
    response = organiser.get(admin(date, "inscriptions.csv"))
    body = b"".join(response.streaming_content)
    text = body.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert body.startswith(b"\xef\xbb\xbf")
    assert rows[1] == [
        "'=HYPERLINK(1)", "amina@exemple.fr", "sur place", "inscription confirmée", "1", "1", "",
        "2026-11-23 13:00", "UTC+0100", "", "non", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "cell"),
    [
        *((f"{begin}A1", f"'{begin}A1") for begin in "=+-@\t"),
        ("+33612345678", "+33612345678"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
    ],
)
def test_formulas_are_neutralised_and_phones_stay(date, answer, cell):
    question = "Votre téléphone\u202f?"
    Event.objects.update(questions=question)
    Registration.objects.filter(pk=signed_up(date, "amina").pk).update(answers={question: answer})
    date = Occurrence.objects.get()
    rows = list(csv.reader(csv_lines(date), delimiter=";"))
    assert rows[1][-1] == cell


def test_the_organiser_cancels_a_sign_up_and_the_next_one_gets_the_seat(organiser, date):
    amina = signed_up(date, "amina")
    signed_up(date, "bruno")
    url = f"/gestion/inscriptions/personne/{amina.uuid}/annuler/"
    assert organiser.get(url).status_code == 200
    assert states(date)["amina"] == "confirmed"
    organiser.post(url)
    assert states(date) == {"amina": "revoked", "bruno": "confirmed"}
    assert mails_asked()[-2:] == [("amina", "revoked"), ("bruno", "promoted")]


def test_the_organiser_cancels_the_event_and_everybody_is_told(organiser, date):
    signed_up(date, "amina")
    signed_up(date, "bruno")
    pending(date, "chloe")
    page = organiser.post(
        admin(date, "annuler/"), {"message": "La salle est inondée."}, follow=True
    )
    assert "prévenues" in page.text
    event = Event.objects.get()
    assert (event.status, event.cancellation_message) == ("cancelled", "La salle est inondée.")
    assert mails_asked()[-2:] == [("amina", "event-cancelled"), ("bruno", "event-cancelled")]
    assert organiser.post(admin(date, "annuler/"), {}, follow=True).status_code == 200


def test_one_date_of_a_series_can_be_cancelled_alone(client):
    event = factories.weekly_event(portal=territory_portal(), onsite_capacity=2)
    client.force_login(editor_of(event.territory))
    first, second = event.occurrences.in_time_order()[:2]
    signed_up(first, "amina")
    signed_up(second, "bruno")
    client.post(admin(first, "annuler/"), {"what": "date", "message": ""})
    assert [o.status for o in event.occurrences.in_time_order()[:2]] == ["cancelled", "scheduled"]
    assert mails_asked()[-1] == ("amina", "event-cancelled")


@pytest.mark.parametrize("tail", ["", "inscriptions.csv", "annuler/"])
def test_another_territory_s_editor_finds_nothing(client, date, morbihan, tail):
    amina = signed_up(date, "amina")
    client.force_login(editor_of(morbihan))
    assert client.get(admin(date, tail)).status_code == 404
    assert client.post(admin(date, "annuler/"), {}).status_code == 404
    assert client.post(f"/gestion/inscriptions/personne/{amina.uuid}/annuler/").status_code == 404
    assert "Atelier messagerie" not in client.get("/gestion/inscriptions/").text
    assert states(date) == {"amina": "confirmed"}


def test_the_person_finds_and_cancels_their_sign_ups_in_their_space(client, date):
    user = UserFactory(email="amina@exemple.fr")
    registration = signed_up(date, "amina")
    date.registrations.update(user=user)
    client.force_login(user)
    assert "Atelier messagerie" in client.get("/mon-espace/").text
    url = f"/inscriptions/compte/{registration.uuid}/"
    assert client.get(url).status_code == 200
    client.force_login(UserFactory())
    assert client.post(url).status_code == 404
    client.force_login(user)
    client.post(url)
    assert states(date) == {"amina": "cancelled"}
    assert "Vous n’avez pas d’inscription" in client.get("/mon-espace/").text


def test_closing_an_account_gives_seats_back_and_erases_the_person(date):
    user = UserFactory(email="amina@exemple.fr")
    signed_up(date, "amina")
    date.registrations.update(user=user)
    signed_up(date, "bruno")
    assert [row["state"] for row in export_account(user, at=NOW)["inscriptions"]] == ["confirmed"]
    close_account(user, at=NOW)
    assert states(date) == {"": "cancelled", "bruno": "confirmed"}
    assert seats(date) == [("onsite", 1, 1, 0)]
    assert "inscriptions" not in export_account(user, at=NOW)
    assert timezone.now() < date.ends_at - timedelta(days=1)
