"""What readers say of places, from the form to the territory's queue."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from maillage.accounts.open_form import stamp
from maillage.personal_data.erasing import purge
from maillage.territories.models import PostalCode
from maillage_cartography.models import Place, PlaceReport, ProposedPlace
from maillage_cartography.provenance import locks
from maillage_cartography.reader_reports import reports
from tests.cartography.factories import PlaceFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, national_portal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
QUEUE = "maillage_cartography_admin:readers"
PROPOSAL = {
    "name": "La Fabrique",
    "address": "3 rue Neuve",
    "town": "Mâcon",
    "phone": "03 85 39 00 00",
    "hours": "Le mardi, de 14 h à 17 h",
    "services": ["demarches", "bases"],
    "message": "Demander Farida",
    "email": "amina@exemple.fr",
}


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)
    national_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")


def send(client, path, fields, *, after=10, **extra):
    """What a person sends who opened the page so many seconds ago."""
    return client.post(path, {"opened": stamp(NOW - timedelta(seconds=after)), **fields}, **extra)


def report_path(place):
    return f"/lieux/{place.uuid}/signaler/"


def errors(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        " ".join(line.get_text(" ", strip=True).split())
        for line in soup.select(".error p, p.error")
    ]


def reported(place, **fields):
    return PlaceReport.objects.create(
        **{"place": place, "kind": "hours", "message": "Fermé le lundi", "sent_at": NOW, **fields}
    )


def proposed(**fields):
    values = {"name": "La Fabrique", "commune": "71270", "address": "3 rue Neuve"}
    return ProposedPlace.objects.create(
        commune=CommuneFactory(), values=values, sent_at=NOW, **fields
    )


def test_an_error_reaches_the_queue_and_the_reader_is_thanked(client):
    place = PlaceFactory()
    fields = {"kind": "hours", "message": "Fermé le lundi", "email": "amina@exemple.fr"}
    response = send(client, report_path(place), fields)
    kept = PlaceReport.objects.values("place", "kind", "message", "email", "sent_at", "state")
    assert list(kept) == [{"place": place.pk, **fields, "sent_at": NOW, "state": "waiting"}]
    assert response["Location"] == f"/lieux/{place.uuid}/signaler/merci/"
    thanks = client.get(response["Location"]).content.decode()
    assert ("Merci" in thanks, place.get_absolute_url() in thanks) == (True, True)


def test_the_page_is_never_stored_and_may_be_sent_back(client):
    response = client.get(report_path(PlaceFactory()))
    assert (response["Cache-Control"], response["Referrer-Policy"], response["X-Robots-Tag"]) == (
        *("private, no-store", "same-origin", "noindex"),
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choisissez ce qui est faux"),
        ({"kind": "autre"}, "Sélectionnez un choix valide"),
        ({"kind": "other"}, "Dites-nous ce qui est faux"),
        ({"kind": "hours", "message": "a\0b"}, "nul"),
        ({"kind": "hours", "message": "a" * 10_000}, "2000"),
        ({"kind": "hours", "email": "amina"}, "Écrivez une adresse complète"),
    ],
)
def test_what_cannot_be_kept_is_said_in_french(client, fields, message):
    response = send(client, report_path(PlaceFactory()), fields)
    assert (response.status_code, message in response.content.decode()) == (422, True)
    assert PlaceReport.objects.count() == 0


def test_the_same_words_twice_are_one_report(client):
    place = PlaceFactory()
    for _time in range(2):
        send(client, report_path(place), {"kind": "closed"})
    assert PlaceReport.objects.count() == 1


def test_a_robot_is_thanked_and_nothing_is_kept(client):
    response = send(client, report_path(PlaceFactory()), {"kind": "closed", "suite": "achetez"})
    assert (response.status_code, PlaceReport.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("token", "word"),
    [
        (stamp(NOW - timedelta(seconds=1)), "très rapide"),
        (stamp(NOW - timedelta(hours=13)), "trop longtemps"),
        (stamp(NOW + timedelta(hours=1)), "trop longtemps"),
        ("1700000000:falsifié", "trop longtemps"),
        ("", "trop longtemps"),
        ("\0", "trop longtemps"),
    ],
)
def test_who_is_too_quick_or_too_slow_sends_again(client, time_machine, token, word):
    place = PlaceFactory()
    response = client.post(report_path(place), {"kind": "closed", "opened": token})
    assert (response.status_code, word in response.content.decode()) == (422, True)
    again = BeautifulSoup(response.content, "html.parser").select_one("[name=opened]")["value"]
    time_machine.shift(5)
    assert client.post(report_path(place), {"kind": "closed", "opened": again}).status_code == 302


def test_one_address_sends_so_many_then_waits(client, settings):
    settings.MAILLAGE_FORMS_PER_ADDRESS = "2/10m"
    place = PlaceFactory()
    sent = [
        send(client, report_path(place), {"kind": "other", "message": f"Erreur {number}"})
        for number in range(3)
    ]
    assert [one.status_code for one in sent] == [302, 302, 429]
    assert "Erreur 2" in sent[-1].content.decode()
    assert PlaceReport.objects.count() == 2


def test_a_place_that_is_gone_has_no_report_page(client):
    place = PlaceFactory(withdrawn_at=NOW)
    assert client.get(report_path(place)).status_code == 404


def test_a_missing_place_is_proposed_by_the_rules_of_the_import(client):
    response = send(client, "/lieux/proposer/", PROPOSAL)
    kept = ProposedPlace.objects.get()
    assert (response["Location"], kept.commune_id, kept.message, kept.email, kept.values) == (
        "/lieux/proposer/merci/",
        "71270",
        "Demander Farida",
        "amina@exemple.fr",
        {
            "commune": "71270",
            "name": "La Fabrique",
            "address": "3 rue Neuve",
            "postal_code": "71000",
            "phone": "+33385390000",
            "hours": "Le mardi, de 14 h à 17 h",
            "services": (
                "Aide aux démarches administratives|Maîtrise des outils numériques du quotidien"
            ),
        },
    )
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": ""}, "Écrivez le nom du lieu"),
        ({"town": "Nulle-Part"}, "Aucune commune"),
        ({"phone": "12"}, "Ce numéro ne peut pas être appelé"),
        ({"emails": "farida"}, "n’est pas une adresse de courriel"),
        ({"name": "a\0b"}, "nul"),
        ({"services": ["tout"]}, "tout"),
        ({"address": "a" * 10_000}, "250"),
    ],
)
def test_a_proposal_that_cannot_be_kept_is_said(client, fields, message):
    response = send(client, "/lieux/proposer/", PROPOSAL | fields)
    assert (response.status_code, message in response.content.decode()) == (422, True)
    assert ProposedPlace.objects.count() == 0


def test_adding_a_proposed_place_creates_it_and_forgets_the_address(client):
    send(client, "/lieux/proposer/", PROPOSAL)
    client.force_login(member())
    assert "Le mardi, de 14 h" in client.get(reverse(QUEUE)).content.decode()
    answer = reverse(
        "maillage_cartography_admin:answer-proposal", args=[ProposedPlace.objects.get().pk]
    )
    response = client.post(answer, {"choice": "add", "note": "Appelée ce matin"})
    place, word = Place.objects.get(), ProposedPlace.objects.get()
    assert (
        place.name,
        place.phone,
        place.hours.text,
        place.origins.filter(locked=True).count(),
    ) == (*("La Fabrique", "+33385390000", "Le mardi, de 14 h à 17 h", 7),)
    assert (word.place, word.state, word.note, word.email) == (
        *(place, "treated", "Appelée ce matin", ""),
    )
    assert str(place.pk) in response["Location"]
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(("choice", "state"), [("treat", "treated"), ("reject", "rejected")])
def test_an_error_is_answered_once(client, choice, state):
    report = reported(PlaceFactory(), email="amina@exemple.fr")
    person = member()
    client.force_login(person)
    address = reverse("maillage_cartography_admin:answer-report", args=[report.pk])
    for _time in range(2):
        client.post(address, {"choice": choice, "note": "Vu"})
    report.refresh_from_db()
    assert (report.state, report.note, report.email, report.decided_by, report.decided_at) == (
        *(state, "Vu", "", person, NOW),
    )
    assert report.message not in client.get(reverse(QUEUE)).content.decode()
    with pytest.raises(locks.AlreadyDecided):
        reports.treat(report, note="", by=person, at=NOW)


def test_an_unknown_answer_is_refused(client):
    report = reported(PlaceFactory())
    client.force_login(member())
    address = reverse("maillage_cartography_admin:answer-report", args=[report.pk])
    assert [client.post(address, {"choice": choice}).status_code for choice in ("add", "")] == [
        *(404, 404),
    ]


def test_another_territorys_words_are_unknown(client):
    report, proposal = reported(PlaceFactory(name="Canari")), proposed()
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(member(territory=morbihan))
    page = client.get(reverse(QUEUE)).content.decode()
    assert ("Canari" in page, "La Fabrique" in page, page.count("(0)")) == (False, False, 2)
    answers = [("answer-report", report, "treat"), ("answer-proposal", proposal, "add")]
    assert [
        client.post(
            reverse(f"maillage_cartography_admin:{name}", args=[word.pk]), {"choice": choice}
        ).status_code
        for name, word, choice in answers
    ] == [404, 404]
    assert (PlaceReport.objects.waiting().count(), Place.objects.count()) == (1, 1)


def test_an_editor_has_no_queue_and_the_national_team_has_all(client):
    reported(PlaceFactory(name="Canari"))
    client.force_login(member("editor"))
    assert client.get(reverse(QUEUE)).status_code == 302
    client.force_login(UserFactory(is_superuser=True))
    assert "Canari" in client.get(reverse(QUEUE)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_asks_as_much_whatever_its_length(client, rows, django_assert_max_num_queries):
    for number in range(rows):
        reported(PlaceFactory(), message=str(number))
        proposed(message=str(number))
    client.force_login(member())
    with django_assert_max_num_queries(22):
        client.get(reverse(QUEUE))


def test_addresses_are_forgotten_after_a_year():
    for days in (364, 366):
        reported(PlaceFactory(), email="amina@exemple.fr", sent_at=NOW - timedelta(days=days))
    proposed(email="")
    assert purge(NOW)["maillage_cartography.PlaceReport"] == 1
    assert list(PlaceReport.objects.order_by("sent_at").values_list("email", flat=True)) == [
        *("", "amina@exemple.fr"),
    ]


def test_the_place_and_the_list_lead_to_the_forms(client):
    place = PlaceFactory()
    assert report_path(place) in client.get(place.get_absolute_url()).content.decode()
    assert "/lieux/proposer/" in client.get("/lieux/").content.decode()


def test_a_report_outlives_its_place_without_a_link_that_leads_nowhere(client):
    reported(PlaceFactory(name="Canari", withdrawn_at=NOW))
    client.force_login(member())
    soup = BeautifulSoup(client.get(reverse(QUEUE)).content, "html.parser")
    cell = next(cell for cell in soup.select("td") if "Canari" in cell.text)
    assert cell.select("a") == []
