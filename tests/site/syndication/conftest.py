"""Two portals made by the wizard, shared by the tests of a module."""

import pytest

from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from tests.site.factories import TerritoryFactory
from tests.site.syndication.world import index, published


@pytest.fixture(scope="module")
def made(module_db):
    saone = create_portal(TerritoryFactory())
    create_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    home = PortalPage.objects.get(portal__national=True)
    return (
        saone.pk,
        home.pk,
        published(index(home, "actualites"), "Impôts", "impots", offered=True).pk,
    )


@pytest.fixture
def saone(made):
    return PortalPage.objects.get(pk=made[0])


@pytest.fixture
def morbihan(made):
    return PortalPage.objects.get(portal__slug="morbihan")


@pytest.fixture
def nation(made):
    return PortalPage.objects.get(pk=made[1])


@pytest.fixture
def page(made):
    return ContentPage.objects.get(pk=made[2])
