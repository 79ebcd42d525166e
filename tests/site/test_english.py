"""Portals in English too."""

import pytest
from bs4 import BeautifulSoup

from maillage.ui.theme import Brand
from maillage_site.creation.identity import Identity
from maillage_site.creation.starter import starter_pages
from maillage_site.creation.starter_english import english_pages
from maillage_site.creation.translating import NotParallel, paired, translate_portal
from maillage_site.creation.tree import create_portal
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
IDENTITY = Identity(publisher="b", contact="c@d.fr")


@pytest.fixture(scope="module")
def portals(module_db):
    national = Identity(summary="Trouver de l’aide", publisher="l’équipe nationale")
    local = Identity(brand=Brand("#8a2432", "#f8e6e4"), contact="equipe@exemple.fr")
    home = create_portal(None, national)
    saone = create_portal(TerritoryFactory(), local)
    create_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    translate_portal(home, Identity(summary="Find help", publisher="the national team"), national)
    translate_portal(saone, Identity(), local)
    translate_portal(saone, Identity(), local)


def soup(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def test_the_starter_texts_are_parallel_in_both_languages():
    french, english = starter_pages("A", IDENTITY), english_pages("A", IDENTITY)
    pairs = paired(french, english)
    same = {text for text, translation in pairs.items() if text == translation}
    assert same == {"text", "Contact", "contact"}


def test_texts_that_are_not_parallel_are_refused():
    with pytest.raises(NotParallel):
        paired("<p>Un</p><p>Deux</p>", "<p>One</p>")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/en/", "Maillage"),
        ("/en/resources/", "Resources"),
        ("/en/saone-et-loire/", "Saône-et-Loire"),
        ("/en/saone-et-loire/legal-notice/", "Legal notice"),
        ("/en/saone-et-loire/personal-data/", "Personal data"),
    ],
)
def test_pages_have_english_addresses_texts_and_language(client, portals, path, title):
    page = soup(client, path)
    assert (page.html["lang"], page.h1.text) == ("en", title)
    assert "l’équipe" not in page.main.text


def test_each_language_names_the_other(client, portals, settings):
    for path in ("/saone-et-loire/mentions-legales/", "/en/saone-et-loire/legal-notice/"):
        links = soup(client, path).select("link[rel=alternate][hreflang]")
        assert [(link["hreflang"], link["href"]) for link in links] == [
            ("fr", f"{settings.BASE_URL}/saone-et-loire/mentions-legales/"),
            ("en", f"{settings.BASE_URL}/en/saone-et-loire/legal-notice/"),
        ]


def test_homes_name_each_other(client, portals, settings):
    links = soup(client, "/en/saone-et-loire/").select("link[rel=alternate][hreflang]")
    assert [link["href"].removeprefix(settings.BASE_URL) for link in links] == [
        "/saone-et-loire/",
        "/en/saone-et-loire/",
    ]


def test_a_portal_that_is_not_translated_offers_no_language(client, portals):
    assert soup(client, "/morbihan/contact/").select("link[rel=alternate][hreflang]") == []


def test_a_route_is_in_english_in_a_portal_that_is_not_translated(client, portals):
    page = soup(client, "/en/morbihan/choisir-mon-territoire/")
    assert (page.html["lang"], page.select_one(".portal-name")["href"]) == ("en", "/morbihan/")


def test_an_english_portal_keeps_its_colours(client, portals):
    french, english = soup(client, "/saone-et-loire/"), soup(client, "/en/saone-et-loire/")
    sheets = [page.select_one("link[href^='/theme/']")["href"] for page in (french, english)]
    assert sheets[0] == sheets[1]
