"""The pages by which a territory's coordinator keeps places true, at a desk and on a phone."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maillage.territories.models import PostalCode
from maillage_cartography.duplicates.detection import find
from maillage_cartography.models import Duplicate, Organisation, Place, PlaceReport, SourceProposal
from maillage_cartography.provenance.locks import edit
from maillage_cartography.reader_reports import reports
from tests.cartography.factories import OrganisationFactory, PlaceFactory, PlaceSourceFactory
from tests.cartography.people import member
from tests.fixtures.browser import follow
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# Wagtail's own form of a snippet says its name in a second-level heading.
WAGTAILS = "page-has-heading-one"


@pytest.fixture
def territory():
    """Mâcon with one of everything that waits for an answer."""
    national_portal()
    territory_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")
    now = timezone.now()
    person = member(name="Farida")
    place = PlaceFactory(name="France services Mâcon", updated_on=date(2025, 1, 1))
    twin = PlaceFactory(name="Maison France Services", websites="https://fs.exemple.fr")
    for number, one in enumerate((place, twin)):
        PlaceSourceFactory(place=one, source=f"source-{number}")
    find(at=now)
    edit(place, {"phone": "+33385395501"}, by=person, at=now)
    SourceProposal.objects.create(
        place=place, field="phone", source="source-0", value="+33385395502", proposed_at=now
    )
    reports.report(place, PlaceReport.Kind.HOURS, "Fermé le lundi", at=now)
    PlaceFactory(name="Guichet disparu", withdrawn_at=now)
    OrganisationFactory(name="CCAS de Mâcon")
    return person


@pytest.fixture
def desk(visit_as, territory):
    """Opens an admin page as the coordinator."""
    return lambda path: visit_as(territory, path, width=1280)


def paths():
    place = Place.objects.get(name="France services Mâcon")
    pair = Duplicate.objects.get()
    organisation = Organisation.objects.get()
    base = "/gestion/lieux-a-tenir/"
    return {
        "sources": base,
        "readers": f"{base}lecteurs/",
        "duplicates": f"{base}doublons/",
        "pair": f"{base}doublons/{pair.pk}/",
        "to check": f"{base}a-verifier/",
        "withdrawn": f"{base}retires/",
        "imports": f"{base}imports/",
        "origins": f"{base}lieu/{place.uuid}/",
        "organisation": f"{base}structures/{organisation.uuid}/",
        "places": "/gestion/snippets/maillage_cartography/place/",
        "place": f"/gestion/snippets/maillage_cartography/place/edit/{place.pk}/",
    }


def test_the_pages_have_no_accessibility_violation(desk, axe):
    page = desk("/gestion/")
    wrong = {}
    for name, path in paths().items():
        page.goto(path)
        found = [line for line in axe(page) if not line.startswith(WAGTAILS)]
        if found:
            wrong[name] = found
    assert wrong == {}


def test_a_pair_is_compared_and_merged_then_taken_apart(desk):
    page = desk("/gestion/lieux-a-tenir/doublons/")
    follow(page.get_by_role("link", name="Comparer").first)
    page.get_by_label("Garder cette fiche").last.check()
    follow(page.get_by_role("button", name="Fusionner en un seul lieu"))
    kept = Place.objects.get(absorbed__isnull=False)
    assert kept == Duplicate.objects.get().second
    page.goto(f"/gestion/lieux-a-tenir/lieu/{kept.uuid}/")
    follow(page.get_by_role("button", name="Séparer de nouveau"))
    both = Place.objects.filter(name__in=("France services Mâcon", "Maison France Services"))
    assert both.count() == 2


def test_two_places_are_never_asked_about_again(desk, sound):
    page = desk("/gestion/lieux-a-tenir/doublons/")
    sound(page)
    follow(page.get_by_role("link", name="Comparer").first)
    sound(page)
    follow(page.get_by_role("button", name="Deux lieux"))
    expect(page.get_by_text("Aucun doublon ne vous attend")).to_be_visible()
    find(at=timezone.now())
    page.reload()
    expect(page.get_by_text("Aucun doublon ne vous attend")).to_be_visible()
    assert (
        Place.objects.filter(name__in=("France services Mâcon", "Maison France Services")).count()
        == 2
    )
