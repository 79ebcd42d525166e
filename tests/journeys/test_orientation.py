"""Who does not know what to ask for answers four questions, then takes a sheet along."""

import pytest
from playwright.sync_api import expect

from maillage_cartography.standards.lamednum import Service
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.fixtures.browser import follow
from tests.site.factories import national_portal, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def place():
    national_portal()
    territory_portal()
    PlaceFactory(name="Ailleurs", services="", specific_care="")
    return PlaceFactory(
        name="Maison ouverte",
        support_modes="Accompagnement individuel",
        specific_care="Illettrisme",
    )


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_four_answers_lead_to_the_place_that_fits(visit, javascript):
    page = visit("/saone-et-loire/lieux/", javascript=javascript)
    follow(page.get_by_role("link", name="Répondez à quatre questions"))
    page.get_by_label("Faire une démarche").check()
    follow(page.get_by_role("button", name="Continuer"))
    page.get_by_label("Quelqu’un m’aide").check()
    follow(page.get_by_role("button", name="Continuer"))
    follow(page.get_by_role("link", name="Question précédente"))
    expect(page.get_by_label("Quelqu’un m’aide")).to_be_checked()
    follow(page.get_by_role("button", name="Continuer"))
    follow(page.get_by_role("button", name="Continuer"))
    page.get_by_label("Où êtes-vous").fill("Mâcon")
    follow(page.get_by_role("button", name="Afficher les lieux"))
    expect(page.locator(".place-card")).to_have_count(1)
    expect(page.locator(".place-card")).to_contain_text("Maison ouverte")


@pytest.mark.parametrize("query", ["", "?question=3", "?question=4"])
def test_questions_are_accessible(visit, axe, query):
    page = visit(f"/saone-et-loire/lieux/orientation/{query}")
    assert axe(page) == []


def test_the_sheet_is_accessible_and_is_one_page_of_paper(visit, axe, place):
    page = visit(f"/saone-et-loire/lieux/{place.uuid}/")
    follow(page.get_by_role("link", name="Fiche à imprimer"))
    expect(page.get_by_role("button", name="Imprimer cette fiche")).to_be_visible()
    assert axe(page) == []
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1


def test_the_sheet_of_a_place_that_says_much_is_one_page_too(visit):
    place = PlaceFactory(
        name="Communauté d’agglomération et espace public numérique du pays de Montfort",
        address="Manoir de la Ville Cotterel, 46 rue de Saint-Malo",
        address_extra="Au fond de la cour, deuxième étage, porte de gauche",
        services="|".join(Service),
        hours=HoursFactory(text="Sur rendez-vous le mardi et le jeudi matin. " * 14, osm=""),
    )
    paper = visit(f"/lieux/{place.uuid}/fiche/").pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
