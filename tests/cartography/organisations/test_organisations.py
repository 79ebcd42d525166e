"""Organisations: who runs which places, who may say so, and what readers and exports are told."""

import csv
import json
import re
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from maillage.outbox.draining import drain_all
from maillage_cartography.duplicates.merging import merge, unmerge
from maillage_cartography.freshness import checks
from maillage_cartography.models import FieldChange, Organisation, Place
from maillage_cartography.provenance import locks
from tests.cartography.factories import OrganisationFactory, PlaceFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, national_portal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIRET = "26710012300017"


@pytest.fixture
def away():
    """Morbihan, and a place in Vannes."""
    territory = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    vannes = CommuneFactory(code="56260", name="Vannes", latitude=47.65, longitude=-2.75)
    return territory, PlaceFactory(name="Relais de Vannes", commune=vannes)


def places_of(organisation):
    return reverse("maillage_cartography_admin:organisation-places", args=[organisation.uuid])


def linking(organisation):
    return reverse("maillage_cartography_admin:organisation-link", args=[organisation.uuid])


def form_of(**fields):
    blank = dict.fromkeys(("pivot", "phone", "email", "website", "summary"), "")
    return {**blank, "name": "CCAS de Mâcon", "town": "Mâcon (71270)", **fields}


ADD = "/gestion/snippets/maillage_cartography/organisation/add/"


def test_coordinators_add_one_with_a_number_that_exists(client):
    national_portal()
    CommuneFactory()
    client.force_login(member())
    typed = form_of(pivot="356 000 000 00048", phone="03 85 39 55 00", website="ccas.exemple.fr")
    assert client.post(ADD, typed).status_code == 302
    found = Organisation.objects.get()
    assert (found.name, found.commune_id, found.pivot, found.phone, found.website) == (
        "CCAS de Mâcon",
        "71270",
        "35600000000048",
        "+33385395500",
        "https://ccas.exemple.fr",
    )
    again = client.post(ADD, typed).content.decode()
    assert "Une autre structure a déjà ce numéro" in again
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("pivot", "123", "Ce n’est ni un SIRET, ni un RNA, ni un RIDET"),
        ("phone", "12", "Personne ne répond à ce numéro"),
        ("town", "Atlantide", "Aucune commune"),
        ("town", "Vannes", "n’est pas dans votre territoire"),
    ],
)
def test_bad_words_are_told_beside_their_field(client, away, field, typed, said):
    national_portal()
    CommuneFactory()
    client.force_login(member())
    answer = client.post(ADD, form_of(**{field: typed}))
    assert said in answer.content.decode()
    assert not Organisation.objects.exists()


def test_the_places_offered_are_those_it_probably_runs(client, away):
    national_portal()
    organisation = OrganisationFactory(name="CCAS de Mâcon", pivot="35600000000048")
    by_name = PlaceFactory(name="Espace Un", parent_organisation="CCAS de Mâcon")
    by_siren = PlaceFactory(name="Espace Deux", pivot="35600000000055")
    PlaceFactory(name="Espace Trois")
    Place.objects.filter(pk=away[1].pk).update(parent_organisation="CCAS de Mâcon")
    client.force_login(member())
    page = client.get(places_of(organisation)).content.decode()
    assert re.findall(r'name="place" value="(\d+)" checked', page) == [
        str(by_siren.pk),
        str(by_name.pk),
    ]
    found = client.get(places_of(organisation), {"q": "trois"}).content.decode()
    assert ("Espace Trois" in found, "Espace Un" in found) == (True, False)


def test_linking_is_an_edit_of_the_place(client, away):
    national_portal()
    organisation = OrganisationFactory()
    here, there = PlaceFactory(), away[1]
    person = member()
    client.force_login(person)
    client.post(linking(organisation), {"place": [here.pk, there.pk, "x", "9" * 30]})
    assert list(organisation.places.all()) == [here]
    change = FieldChange.objects.get()
    assert (change.field, change.after, change.by) == ("organisation", str(organisation.pk), person)
    origins = reverse("maillage_cartography_admin:origins", args=[here.uuid])
    assert organisation.name in client.get(origins).content.decode()
    client.post(linking(organisation), {"unlink": here.pk})
    assert not organisation.places.exists()


def test_who_is_elsewhere_sees_and_changes_nothing(client, away):
    national_portal()
    organisation = OrganisationFactory(name="CCAS de Mâcon")
    PlaceFactory(organisation=organisation)
    client.force_login(member(territory=away[0]))
    edit = f"/gestion/snippets/maillage_cartography/organisation/edit/{organisation.pk}/"
    listing = client.get("/gestion/snippets/maillage_cartography/organisation/")
    assert [
        client.get(places_of(organisation)).status_code,
        client.post(linking(organisation), {"place": away[1].pk}).status_code,
        client.get(edit).status_code in {302, 403, 404},
        "CCAS de Mâcon" in listing.content.decode(),
    ] == [404, 404, True, False]


def test_a_place_of_elsewhere_is_not_taken_out_of_an_organisation_of_here(client, away):
    national_portal()
    organisation = OrganisationFactory()
    Place.objects.filter(pk=away[1].pk).update(organisation=organisation)
    client.force_login(member())
    client.post(linking(organisation), {"unlink": away[1].pk})
    assert list(organisation.places.all()) == [away[1]]


def test_an_organisation_of_elsewhere_that_runs_a_place_here_takes_another(client, away):
    """Its record stays its own territory's; the places of mine are mine to link."""
    national_portal()
    organisation = OrganisationFactory(name="Réseau national")
    PlaceFactory(organisation=None)
    Place.objects.filter(pk=away[1].pk).update(organisation=organisation)
    other = PlaceFactory(name="Relais d’Auray", commune=away[1].commune)
    client.force_login(member(territory=away[0]))
    assert client.post(linking(organisation), {"place": other.pk}).status_code == 302
    assert organisation.places.count() == 2
    edit = f"/gestion/snippets/maillage_cartography/organisation/edit/{organisation.pk}/"
    assert client.post(edit, form_of(name="volé")).status_code in {302, 403, 404}
    organisation.refresh_from_db()
    assert organisation.name == "Réseau national"


@pytest.mark.parametrize("count", [1, 3])
def test_its_page_lists_its_places_in_few_queries(client, django_assert_num_queries, count):
    national_portal()
    organisation = OrganisationFactory(name="CCAS de Mâcon", summary="Nous aidons.")
    places = PlaceFactory.create_batch(count, organisation=organisation)
    PlaceFactory(name="Ailleurs")
    client.get(organisation.get_absolute_url())
    with django_assert_num_queries(4):
        page = client.get(organisation.get_absolute_url()).content.decode()
    assert [place.name in page for place in places] == [True] * count
    assert "Ailleurs" not in page
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])
    assert (data["@type"], data["name"], data["description"]) == (
        "Organization",
        "CCAS de Mâcon",
        "Nous aidons.",
    )
    place = client.get(places[0].get_absolute_url()).content.decode()
    assert organisation.get_absolute_url() in place


def test_exports_name_it_as_the_parent(client):
    national_portal()
    PlaceFactory(organisation=OrganisationFactory(name="CCAS de Mâcon"))
    PlaceFactory(name="Z", parent_organisation="La Ville")
    text = b"".join(client.get("/lieux.csv").streaming_content).decode()
    assert [row["structure_parente"] for row in csv.DictReader(text.splitlines())] == [
        "CCAS de Mâcon",
        "La Ville",
    ]


def test_a_place_without_address_is_asked_through_it():
    national_portal()
    organisation = OrganisationFactory(email="ccas@exemple.fr")
    place = PlaceFactory(emails="", organisation=organisation, updated_on=date(2025, 1, 1))
    checks.ask(place, at=NOON)
    while drain_all():
        pass
    assert mail.outbox[-1].to == ["ccas@exemple.fr"]
    with pytest.raises(checks.CannotBeAsked):
        checks.ask(PlaceFactory(emails=""), at=NOON)


def test_a_merge_takes_it_along_and_gives_it_back():
    organisation = OrganisationFactory()
    person = UserFactory()
    kept, absorbed = PlaceFactory(), PlaceFactory(organisation=organisation)
    done = merge(kept, absorbed, by=person, at=NOON)
    assert Place.objects.get(pk=kept.pk).organisation == organisation
    unmerge(done, by=person, at=NOON)
    assert Place.objects.get(pk=kept.pk).organisation is None
    locks.edit(kept, {"organisation": str(organisation.pk)}, by=person, at=NOON)
    assert Place.objects.get(pk=kept.pk).organisation == organisation


def test_the_database_refuses_a_number_twice_and_no_name():
    OrganisationFactory(pivot=SIRET)
    for wrong in ({"pivot": SIRET}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganisationFactory(**wrong)
    assert Organisation.objects.count() == 1
