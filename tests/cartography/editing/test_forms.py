"""Places in the admin: the form, its rules, its rights."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from maillage.territories.models import PostalCode
from maillage_cartography.models import FieldOrigin, Place, SourceProposal
from tests.cartography.factories import PlaceFactory, PlaceSourceFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory, national_portal

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SNIPPET = "wagtailsnippets_maillage_cartography_place"


@pytest.fixture(autouse=True)
def portal():
    national_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")


def form_of(client, address):
    """What the form would send if nothing were touched."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    sent: dict[str, object] = {}
    for field in soup.select("#w-editor-form input, main form input, main form textarea"):
        name = field.get("name")
        if not name or (field.get("type") == "checkbox" and not field.has_attr("checked")):
            continue
        value = field.get("value", "") if field.name == "input" else field.text.lstrip("\n")
        if field.get("type") == "checkbox":
            sent.setdefault(name, []).append(value)
        else:
            sent[name] = value
    return sent


def edit_url(place):
    return reverse(f"{SNIPPET}:edit", args=[place.pk])


def test_saving_the_form_untouched_changes_nothing(client):
    place = PlaceFactory()
    client.force_login(member())
    before = Place.objects.values().get()
    response = client.post(edit_url(place), form_of(client, edit_url(place)))
    assert (response.status_code, FieldOrigin.objects.count()) == (302, 0)
    assert Place.objects.values().get() == before


def test_what_is_written_is_saved_in_the_standards_own_spelling(client):
    place = PlaceFactory()
    client.force_login(member())
    sent = form_of(client, edit_url(place)) | {
        "phone": "03 85 39 00 00",
        "websites": "www.exemple.fr\nhttps://autre.exemple.fr",
        "costs": ["Payant", "Gratuit"],
        "hours_text": "Mo-Fr 9h-12h",
    }
    client.post(edit_url(place), sent)
    place = Place.objects.get()
    assert (place.phone, place.websites, place.costs, place.hours.osm) == (
        "+33385390000",
        "https://www.exemple.fr|https://autre.exemple.fr",
        "Gratuit|Payant",
        "Mo-Fr 09:00-12:00",
    )
    assert set(FieldOrigin.objects.values_list("field", "locked")) == {
        *(("phone", True), ("websites", True), ("costs", True), ("hours", True)),
    }


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"phone": "12"}, "Ce numéro ne peut pas être appelé"),
        ({"emails": "farida"}, "e n’est pas une adresse de courriel"),
        ({"name": ""}, "requis"),
        ({"town": "Nulle-Part"}, "Aucune commune"),
        ({"latitude": "48.85"}, "km"),
        ({"pivot": "123"}, "SIRET"),
        ({"postal_code": "7"}, ""),
        ({"name": "a\0b"}, "nul"),
        ({"costs": ["Cher"]}, "Cher"),
    ],
)
def test_the_forms_rules_are_those_of_the_import(client, values, message):
    place = PlaceFactory()
    client.force_login(member())
    before = Place.objects.values().get()
    response = client.post(edit_url(place), form_of(client, edit_url(place)) | values)
    if message:
        assert (response.status_code, message in response.content.decode()) == (200, True)
        assert Place.objects.values().get() == before


def test_a_place_cannot_be_sent_to_another_territory(client):
    CommuneFactory(code="56260", name="Vannes")
    place = PlaceFactory()
    client.force_login(member())
    sent = form_of(client, edit_url(place)) | {"town": "Vannes (56260)"}
    response = client.post(edit_url(place), sent)
    assert "pas dans votre territoire" in response.content.decode()
    assert Place.objects.get().commune_id == "71270"


def test_two_people_do_not_overwrite_each_other(client):
    place = PlaceFactory()
    client.force_login(member())
    late = form_of(client, edit_url(place))
    client.post(edit_url(place), late | {"phone": "03 85 39 00 00"})
    response = client.post(edit_url(place), late | {"phone": "03 85 39 00 01"})
    assert "pendant que vous écriviez" in response.content.decode()
    assert Place.objects.get().phone == "+33385390000"


def test_a_coordinator_adds_a_place(client):
    client.force_login(member())
    address = reverse(f"{SNIPPET}:add")
    sent = form_of(client, address) | {
        "name": "Tiers-lieu",
        "town": "Mâcon",
        "postal_code": "71000",
        "address": "1 quai Lamartine",
    }
    client.post(address, sent)
    place = Place.objects.get()
    assert (place.name, place.commune_id, place.origins.filter(locked=True).count()) == (
        *("Tiers-lieu", "71270", 4),
    )


def test_an_editor_reads_and_changes_nothing(client):
    place = PlaceFactory()
    client.force_login(member("editor"))
    addresses = {
        reverse(f"{SNIPPET}:list"): 200,
        edit_url(place): 302,
        reverse(f"{SNIPPET}:add"): 302,
        reverse("maillage_cartography_admin:proposals"): 302,
        reverse("maillage_cartography_admin:origins", args=[place.uuid]): 302,
    }
    found = {address: client.get(address).status_code for address in addresses}
    assert found == addresses


def test_the_coordinator_of_another_territory_finds_nothing(client):
    source = PlaceSourceFactory()
    proposal = SourceProposal.objects.create(
        place=source.place, field="phone", source="x", value="", proposed_at=source.imported_at
    )
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(member(territory=morbihan))
    decide = reverse("maillage_cartography_admin:decide", args=[proposal.pk])
    back = reverse("maillage_cartography_admin:give-back", args=[source.place.uuid])
    queue = client.get(reverse("maillage_cartography_admin:proposals")).content.decode()
    assert source.place.name not in queue
    assert [
        client.post(decide, {"choice": "accept"}).status_code,
        client.post(back, {"field": "phone"}).status_code,
    ] == [404, 404]
    assert SourceProposal.objects.waiting().count() == 1


@pytest.mark.parametrize(
    ("choice", "phone"), [("accept", "+33385000002"), ("keep", "+33385000001")]
)
def test_the_queue_is_answered_in_one_click(client, choice, phone):
    source = PlaceSourceFactory(place__phone="+33385000001")
    proposal = SourceProposal.objects.create(
        place=source.place,
        field="phone",
        source="essai",
        value="+33385000002",
        proposed_at=source.imported_at,
    )
    client.force_login(member())
    page = client.get(reverse("maillage_cartography_admin:proposals")).content.decode()
    assert "+33385000002" in page
    client.post(
        reverse("maillage_cartography_admin:decide", args=[proposal.pk]), {"choice": choice}
    )
    assert (Place.objects.get().phone, SourceProposal.objects.waiting().count()) == (phone, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_asks_as_much_whatever_its_length(client, rows, django_assert_max_num_queries):
    for source in PlaceSourceFactory.create_batch(rows):
        SourceProposal.objects.create(
            place=source.place, field="phone", source="x", value="", proposed_at=source.imported_at
        )
    client.force_login(member())
    with django_assert_max_num_queries(20):
        client.get(reverse("maillage_cartography_admin:proposals"))


def test_readers_see_where_each_field_comes_from(client):
    source = PlaceSourceFactory(place__credit="Hubik")
    client.force_login(member())
    sent = form_of(client, edit_url(source.place)) | {"phone": "03 85 39 00 00"}
    client.post(edit_url(source.place), sent)
    client.logout()
    soup = BeautifulSoup(client.get(source.place.get_absolute_url()).content, "html.parser")
    told = {row.th.text: row.select("td")[0].text for row in soup.select(".provenance tbody tr")}
    assert (told["Téléphone"], told["Nom"]) == ("l’équipe du territoire", "Hubik")
