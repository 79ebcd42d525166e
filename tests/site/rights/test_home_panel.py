"""The frame « Votre portail » of the admin's home: each portal once, and the way to all of them."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from maillage_site.rights.home_panel import SHOWN, portals_of
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
ALL = "Tous les portails où j’écris"


def panel(client) -> str:
    page = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    return page.select_one("#panel-portal-section, #portal-section, [id*=portal]").text


def test_each_portal_once_and_the_way_to_all(client, ours, theirs):
    english, _made = Locale.objects.get_or_create(language_code="en")
    for side in (ours, theirs):
        home = side.portal.copy_for_translation(english, copy_parents=True)
        home.live = True
        home.save()
    nation = UserFactory(is_superuser=True, is_staff=True)
    keys = [home.portal_id for home in portals_of(nation, "fr")]
    assert len(keys) == len(set(keys)) >= 2
    for language in ("fr", "en"):
        shown = {home.portal_id: home.locale.language_code for home in portals_of(nation, language)}
        assert {shown[side.portal.portal_id] for side in (ours, theirs)} == {language}
    client.force_login(nation)
    assert ALL not in panel(client)
    for number in range(SHOWN):
        name = f"Pays {number}"
        territory_portal(TerritoryFactory(code=f"9{number}", name=name, slug=f"pays-{number}"))
    assert ALL in panel(client)
