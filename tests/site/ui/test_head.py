"""The head of public pages: one title each, one canonical address, what is shown when shared."""

import pytest
import time_machine
from bs4 import BeautifulSoup

from maillage.ui import head
from maillage.ui.head import Shared, tags
from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage, IndexPage
from tests.cartography.factories import PlaceFactory
from tests.community.factories import CircleFactory, TopicFactory
from tests.events.factories import NOON, event_page, picture, taken_up
from tests.site.factories import TerritoryFactory

BASE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(scope="module")
def portal(module_db):
    with time_machine.travel(NOON, tick=False):
        create_portal(None)
        portal = create_portal(TerritoryFactory())
        PlaceFactory.create_batch(45)
        CircleFactory(slug="impots")
        yield portal


def told(client, path):
    """What the head of that page says, by name."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = BeautifulSoup(answer.content, "html.parser").head
    metas = {
        meta.get("property") or meta["name"]: meta["content"]
        for meta in found.find_all("meta")
        if meta.get("property") or meta.get("name")
    }
    canonical = found.select('link[rel="canonical"]')
    assert len(canonical) < 2
    address = canonical[0]["href"].removeprefix(BASE) if canonical else None
    return {**metas, "title": found.title.string, "canonical": address}


@pytest.mark.django_db
def test_a_title_says_the_page_the_portal_and_the_platform(client, portal):
    titles = {path: told(client, path)["title"] for path in TITLES}
    assert titles == TITLES


TITLES = {
    "/agenda/": "Agenda – Maillage",
    "/saone-et-loire/agenda/": "Agenda – Saône-et-Loire – Maillage",
    "/saone-et-loire/contact/": "Contact – Saône-et-Loire – Maillage",
    "/lieux/?page=2": "Trouver un lieu, page 2 – Maillage",
    "/en/lieux/?page=2": "Find a place, page 2 – Maillage",
}


@pytest.mark.django_db
def test_no_two_pages_of_a_portal_have_the_same_title(client, portal):
    paths = ["", *("lieux/", "agenda/", "communautes/", "agenda/series/", "recherche/"), "contact/"]
    paths += ["ressources/", "actualites/", "mentions-legales/", "accessibilite/"]
    titles = [
        told(client, f"{place}{path}")["title"]
        for place in ("/", "/saone-et-loire/")
        for path in paths
    ]
    assert len(set(titles)) == len(titles)


@pytest.mark.django_db
def test_a_page_that_is_shared_shows_its_title_its_summary_and_its_portal(client, portal):
    parent = IndexPage.objects.child_of(portal).get(slug="ressources")
    page = ContentPage(title='Le "scan" & vous', slug="scan", summary="Posez la feuille, <visez>.")
    parent.add_child(instance=page)
    found = told(client, "/saone-et-loire/ressources/scan/")
    shared = {name: text for name, text in found.items() if name.startswith(("og:", "twitter:"))}
    card = shared.pop("og:image")
    assert card.startswith(f"{BASE}/theme/saone-et-loire-")
    assert shared == {
        "og:type": "website",
        "og:site_name": "Maillage",
        "og:locale": "fr_FR",
        "og:title": 'Le "scan" & vous – Saône-et-Loire – Maillage',
        "og:description": "Posez la feuille, <visez>.",
        "og:url": f"{BASE}/saone-et-loire/ressources/scan/",
        "og:image:alt": "Saône-et-Loire",
        "og:image:width": "1200",
        "og:image:height": "630",
        "twitter:card": "summary_large_image",
    }


@pytest.mark.django_db
def test_an_event_with_a_picture_shows_it(client, portal):
    event_page(portal, slug="photo", image=picture(), image_alt="Trois personnes autour d’un écran")
    found = told(client, "/saone-et-loire/agenda/photo/")
    assert "/media/images/" in found["og:image"]
    assert found["og:image:alt"] == "Trois personnes autour d’un écran"
    assert "og:image:width" not in found


@pytest.mark.django_db
def test_what_is_read_in_several_portals_has_one_canonical_address(client, portal):
    place, topic = PlaceFactory(), TopicFactory(circle=CircleFactory(slug="caf"))
    taken_up(event_page(slug="webinaire").event)
    canonicals = {
        f"/lieux/{place.uuid}/": f"/lieux/{place.uuid}/",
        "/communautes/caf/": "/communautes/caf/",
        f"/communautes/caf/sujets/{topic.uuid}/": f"/communautes/caf/sujets/{topic.uuid}/",
        "/agenda/national/webinaire/": "/agenda/webinaire/",
    }
    found = {
        path: told(client, f"{prefix}{path}")["canonical"]
        for prefix in ("", "/saone-et-loire")
        for path in canonicals
    }
    assert found == canonicals


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "canonical", "indexed"),
    [
        ("/saone-et-loire/lieux/", "/saone-et-loire/lieux/", True),
        ("/saone-et-loire/lieux/?page=2", "/saone-et-loire/lieux/?page=2", True),
        ("/saone-et-loire/lieux/?page=1&utm_source=lettre", "/saone-et-loire/lieux/", True),
        ("/saone-et-loire/lieux/?service=sante", None, False),
        ("/agenda/?theme=sante", None, False),
        ("/saone-et-loire/ressources/", "/saone-et-loire/ressources/", True),
        ("/communautes/impots/?page=1", "/communautes/impots/", True),
    ],
)
def test_a_list_is_indexed_page_by_page_and_never_filtered(
    client, portal, path, canonical, indexed
):
    found = told(client, path)
    assert (found["canonical"], "robots" not in found) == (canonical, indexed)


def test_nothing_that_an_editor_wrote_leaves_its_attribute():
    text = '<title>A &quot;b&quot; &lt;c&gt;</title>\n<meta name="description" content="d">'
    html = tags(text, Shared(address='https://x/?"><script>', image="https://x/i.png"))
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find("script") is None
    assert soup.find(property="og:title")["content"] == 'A "b" <c>'


def test_a_page_without_a_portal_has_its_title_alone():
    told_alone = tags("<title>A</title>", Shared())
    assert BeautifulSoup(told_alone, "html.parser").find_all("meta", property="og:image") == []
    assert head.is_filtered({"page": "2", "utm_source": "x"}) is False
