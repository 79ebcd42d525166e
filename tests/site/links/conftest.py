import pytest

from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal


@pytest.fixture
def portal(db):
    return territory_portal()


@pytest.fixture
def elsewhere(db):
    return territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))


@pytest.fixture
def page(portal):
    return written(portal, "Aide", [])


def written(portal, title, body):
    page = ContentPage(title=title, body=body)
    portal.add_child(instance=page)
    page.save_revision().publish()
    return page


def text(html, key="a" * 8):
    return {"type": "text", "value": html, "id": key}


def editor_of(portal):
    user = UserFactory()
    user.groups.add(grant_portal_groups(portal)["editor"])
    return user
