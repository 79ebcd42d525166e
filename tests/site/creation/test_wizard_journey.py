"""A national account opens a portal, from the menu to its readers."""

import pytest
from playwright.sync_api import expect

from maillage.accounts.models import PortalTeam
from maillage.territories.models import Territory
from maillage_site.creation.tree import create_portal
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.fixtures.browser import follow
from tests.site.factories import TerritoryFactory, UserFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def nadia():
    TerritoryFactory()
    kind = Territory.Kind.REGION
    TerritoryFactory(kind=kind, code="01", name="Guadeloupe", slug="region-guadeloupe")
    TerritoryFactory(code="971", name="Guadeloupe", slug="guadeloupe")
    person = UserFactory(name="Nadia")
    person.groups.add(grant_portal_groups(create_portal(None))[PortalTeam.Role.PUBLISHER])
    return person


@pytest.mark.parametrize(("width", "javascript"), [(800, True), (1280, True), (360, False)])
def test_from_the_form_to_readers(visit_as, sound, nadia, width, javascript):
    page = visit_as(nadia, "/gestion/portails/", width=width, javascript=javascript)
    looked = sound if javascript else (lambda _page: None)  # axe is a script
    looked(page)
    follow(page.get_by_role("main").get_by_role("link", name="Ajouter un portail"))
    page.get_by_label("Territoire").fill("Guadeloupe")
    page.get_by_label("Nom du portail").fill("Guadeloupe numérique")
    page.get_by_label("Couleur forte", exact=True).fill("#ffe000")
    page.get_by_label("Publication", exact=True).fill("priya@exemple.fr")
    looked(page)
    follow(page.get_by_role("button", name="Vérifier, sans rien créer"))
    expect(page.get_by_role("alert")).to_contain_text("Il y a quelque chose à corriger")
    looked(page)
    page.get_by_label("Guadeloupe (département, dep:971)").check()
    page.get_by_label("Couleur forte", exact=True).fill("#84305f")
    follow(page.get_by_role("button", name="Créer les brouillons"))
    expect(page.get_by_text("Personne ne lit encore ce portail")).to_be_visible()
    looked(page)
    follow(page.get_by_role("button", name="Mettre en ligne"))
    expect(page.get_by_role("main")).to_contain_text("priya@exemple.fr")
    looked(page)
    page.goto("/guadeloupe/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Guadeloupe numérique")
