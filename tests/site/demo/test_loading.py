"""A few pages of the demo are loaded as an editor would write them; a second time changes nothing."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup

from maillage_site.creation.identity import Identity
from maillage_site.creation.translating import translate_portal
from maillage_site.creation.tree import create_portal
from maillage_site.demo import pages, writing
from maillage_site.demo.progress import Progress
from maillage_site.home.models import ContentPage
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
NAMED = {"114-appeler-les-secours", "teleconsultation"}


@pytest.fixture
def loaded(monkeypatch):
    some = [entry for entry in writing.resources() if entry["slug"] in NAMED]
    local = {**some[0], "slug": "local", "portal": "morbihan"}
    local.pop("en")
    monkeypatch.setattr(writing, "resources", lambda: (*some, local))
    monkeypatch.setattr(writing, "news", lambda: writing.read("news.toml")["news"][:1])
    nation = create_portal(None)
    translate_portal(nation, Identity(name="Maillage"), Identity())
    morbihan = create_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    portals = {"": nation, "morbihan": morbihan}

    def load():
        pages.load(portals, Progress(StringIO()), now=NOW)
        return list(ContentPage.objects.order_by("pk").values_list("pk", "latest_revision", "live"))

    return load


def test_it_is_loaded_once(loaded):
    first = loaded()
    assert loaded() == first


def test_a_page_has_its_date_its_english_and_links_that_lead_somewhere(client, loaded):
    loaded()
    made = ContentPage.objects.get(slug="teleconsultation")
    assert (made.theme, made.shared, made.first_published_at) == (
        "sante",
        True,
        NOW - timedelta(days=1),
    )
    french = BeautifulSoup(client.get("/ressources/teleconsultation/").content, "html.parser")
    english = french.select_one('link[hreflang="en"]')["href"].partition("//")[2].partition("/")[2]
    read = BeautifulSoup(client.get(f"/{english}").content, "html.parser")
    found = [
        link["href"] for page in (french, read) for link in page.main.select(".callout a[href]")
    ]
    assert found == [
        "tel:15",
        "/ressources/114-appeler-les-secours/",
        "tel:15",
        "/en/resources/114-call-for-rescue-without-speaking-or-hearing/",
    ]
    assert all(
        client.get(address).status_code == 200 for address in found if address.startswith("/")
    )
