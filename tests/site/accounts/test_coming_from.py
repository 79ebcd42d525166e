"""Signing in and "Mon espace" keep the header of the portal that somebody comes from."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.site.factories import UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def portal(module_db):
    national_portal()
    return territory_portal()


def header(answer):
    """(name of the portal, its home, its style sheet, first link of its menu)."""
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    name = page.select_one("a.portal-name")
    sheets = [link["href"] for link in page.select('link[rel="stylesheet"]')]
    theme = next(sheet.rpartition("-")[0] for sheet in sheets if sheet.startswith("/theme/"))
    menu = page.select_one("nav.site-nav a")["href"]
    return name.find_all("span", recursive=False)[-1].find(string=True), name["href"], theme, menu


SAONE = ("Saône-et-Loire", "/saone-et-loire/", "/theme/saone-et-loire", "/saone-et-loire/lieux/")
NATION = ("Maillage", "/", "/theme/national", "/lieux/")


@pytest.mark.parametrize("page", ["connexion", "connexion/code", "creer", "mot-de-passe/oublie"])
def test_signing_in_keeps_the_header_of_the_page_one_goes_back_to(client, portal, page):
    back = "/saone-et-loire/communautes/"
    assert header(client.get(f"/compte/{page}/", {"next": back})) == SAONE
    assert header(client.get(f"/compte/{page}/")) == NATION


def test_a_form_that_is_refused_keeps_it(client, portal):
    typed = {"login": "a@exemple.fr", "password": "faux", "next": "/saone-et-loire/"}
    answer = client.post("/compte/connexion/", typed)
    assert header(answer) == SAONE
    assert 'value="/saone-et-loire/"' in answer.text


def test_my_space_is_reached_and_left_within_the_portal(client, portal):
    page = BeautifulSoup(client.get("/saone-et-loire/lieux/").content, "html.parser")
    address = page.select_one(".header-links a[href^='/mon-espace/']")["href"]
    assert address == "/mon-espace/?next=/saone-et-loire/"
    asked = client.get(address)
    assert header(client.get(asked.url)) == SAONE
    client.force_login(UserFactory())
    assert header(client.get(address)) == SAONE
    assert header(client.get("/mon-espace/")) == NATION


def test_nothing_is_kept_for_the_next_page(client, portal):
    answer = client.get("/compte/connexion/", {"next": "/saone-et-loire/"})
    assert "saone" not in str(answer.cookies)
    assert header(client.get("/lieux/")) == NATION


@pytest.mark.parametrize(
    "back",
    [
        "https://exemple.com/saone-et-loire/",
        "//exemple.com/saone-et-loire/",
        "/inconnu/",
        "saone-et-loire/",
        "/mon-espace/?next=/mon-espace/?next=/mon-espace/",
        "",
    ],
)
def test_an_address_that_names_no_portal_of_ours_is_the_nation_s(client, portal, back):
    assert header(client.get("/compte/connexion/", {"next": back})) == NATION


def test_what_is_no_address_is_the_nation_s(client, portal):
    client.force_login(UserFactory())
    assert header(client.get("/mon-espace/", {"next": "http://[/saone-et-loire/"})) == NATION


def test_a_private_portal_is_not_shown_to_who_signs_in(client, portal):
    PageViewRestriction.objects.create(page=portal, restriction_type="login")
    assert header(client.get("/compte/connexion/", {"next": "/saone-et-loire/"})) == NATION


def test_elsewhere_the_path_alone_says_the_portal(client, portal):
    assert header(client.get("/lieux/", {"next": "/saone-et-loire/"})) == NATION


@pytest.mark.parametrize("back", ["http://[", "http://[::1", "//[x", "\\x00", "http://a]b/"])
def test_what_is_no_address_leads_to_no_portal_and_breaks_nothing(client, portal, back):
    assert header(client.get("/compte/connexion/", {"next": back})) == NATION
    sent = {"login": "x@exemple.fr", "password": "faux", "next": back}
    assert client.post("/compte/connexion/", sent).status_code == 200
