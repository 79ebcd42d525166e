"""Each page has one address, whole, whatever host or portal it is read on."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, Site

from maillage_site.home.models import ContentPage
from tests.cartography.factories import PlaceFactory
from tests.site.factories import UserFactory, national_portal, territory_portal
from tests.site.sitemap import protocol

pytestmark = pytest.mark.django_db
BASE = "https://maillage.example"


@pytest.fixture
def portal(settings):
    settings.BASE_URL = BASE
    settings.ALLOWED_HOSTS = ["*"]
    national_portal()
    found = territory_portal()
    found.add_child(instance=ContentPage(title="Contact", slug="contact"))
    return found


@pytest.fixture
def own_host(portal):
    """``aide71.example`` leads to Saône-et-Loire."""
    return Site.objects.create(hostname="aide71.example", root_page=portal)


def links(client, path, **options):
    page = BeautifulSoup(client.get(path, **options).content, "html.parser")
    alternates = page.select("link[rel=alternate][hreflang]")
    canonical = [link["href"] for link in page.select("link[rel=canonical]")]
    return canonical, {link["hreflang"]: link["href"] for link in alternates}


@pytest.mark.parametrize("path", ["/", "/saone-et-loire/", "/saone-et-loire/contact/"])
def test_a_page_names_its_whole_address(client, portal, path):
    assert links(client, path, headers={"host": "autre.example"}) == ([BASE + path], {})


def test_a_list_names_its_other_languages_by_whole_addresses(client, portal):
    assert links(client, "/saone-et-loire/lieux/")[1] == {
        "fr": f"{BASE}/saone-et-loire/lieux/",
        "en": f"{BASE}/en/saone-et-loire/lieux/",
    }


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_place_read_in_a_portal_has_the_national_address(client, portal, prefix):
    place = PlaceFactory()
    address = f"{BASE}{prefix}/lieux/{place.uuid}/"
    assert links(client, f"{prefix}/saone-et-loire/lieux/{place.uuid}/")[0] == [address]


def test_a_portal_with_a_host_keeps_its_addresses(client, own_host):
    assert links(client, "/saone-et-loire/contact/")[0] == [f"{BASE}/saone-et-loire/contact/"]
    assert "<loc>https://maillage.example/saone-et-loire/contact/</loc>" in protocol.text(client)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/", "/saone-et-loire/"),
        ("/lieux/?service=sante&page=2", "/saone-et-loire/lieux/?service=sante&page=2"),
        ("/contact/", "/saone-et-loire/contact/"),
        ("/agenda.ics", "/saone-et-loire/agenda.ics"),
        ("/en/lieux/", "/en/saone-et-loire/lieux/"),
        ("/saone-et-loire/lieux/", "/saone-et-loire/lieux/"),
        ("/compte/connexion/", "/compte/connexion/"),
        ("/gestion/", "/gestion/"),
        ("/api/docs", "/api/docs"),
    ],
)
def test_a_host_of_its_own_leads_to_the_portal(client, own_host, asked, told):
    response = client.get(asked, headers={"host": "aide71.example"})
    assert (response.status_code, response.url) == (301, BASE + told)


def test_health_is_answered_on_every_host(client, own_host):
    host = {"host": "aide71.example"}
    assert client.get("/sante/vivant", headers=host).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "autre.example"])
def test_other_hosts_read_the_national_portal(client, own_host, host):
    response = client.get("/", headers={"host": host})
    assert (response.status_code, b"Maillage" in response.content) == (200, True)


def test_the_admin_finds_the_page_of_a_portal_with_a_host(client, own_host):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    page = Page.objects.get(slug="contact")
    assert client.get(f"/gestion/pages/{page.pk}/edit/").status_code == 200
