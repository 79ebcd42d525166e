"""Finding one's portal by commune."""

import pytest
from bs4 import BeautifulSoup

from maillage.territories.models import PostalCode, Territory
from maillage_site.creation.tree import create_portal
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
PATH = "/choisir-mon-territoire/"


@pytest.fixture(scope="module")
def portals(module_db):
    create_portal(TerritoryFactory())
    create_portal(TerritoryFactory(kind="reg", code="27", name="Bourgogne", slug="bourgogne"))
    create_portal(
        TerritoryFactory(
            kind=Territory.Kind.COLLECTIVITY, code="987", name="Polynésie", slug="polynesie"
        )
    )
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")
    CommuneFactory(code="97411", name="Saint-Denis", epci_code="", region_code="04")
    CommuneFactory(code="93066", name="Saint-Denis", population=9, region_code="11")
    CommuneFactory(
        code="98711", name="Anaa", epci_code="", region_code="987", latitude=None, longitude=None
    )


def page(client, **query):
    response = client.get(PATH, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


@pytest.mark.parametrize("text", ["Mâcon", "71000", "71270", "macon", "71000 MACON"])
def test_a_commune_leads_to_the_portal_of_its_smallest_territory(client, portals, text):
    response = client.get(PATH, {"pres_de": text})
    assert (response.status_code, response["Location"]) == (302, "/saone-et-loire/")


@pytest.mark.parametrize("text", ["71", "saône et loire", "Saone-et-Loire (71)"])
def test_a_territory_leads_to_its_own_portal(client, portals, text):
    response = client.get(PATH, {"pres_de": text})
    assert (response.status_code, response["Location"]) == (302, "/saone-et-loire/")


def test_a_territory_without_a_portal_is_told_so(client, portals):
    TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    main = page(client, pres_de="morbihan")
    assert main.h2.text == "Aucun portail ne couvre encore Morbihan"
    assert "pres_de=Morbihan+%2856%29" in main.select_one("a.button")["href"]


def test_a_mistyped_name_is_proposed(client, portals):
    links = page(client, pres_de="Macn").select("ul.list a")
    assert [(a.text, a["href"]) for a in links] == [("Mâcon", "?commune=71270")]


def test_an_ambiguous_name_asks_which_one_the_most_populous_first(client, portals):
    links = page(client, pres_de="saint denis").select("ul.list a")
    assert [(a.text, a["href"]) for a in links] == [
        ("Saint-Denis", "?commune=97411"),
        ("Saint-Denis", "?commune=93066"),
    ]


def test_a_commune_without_a_portal_is_told_so(client, portals):
    main = page(client, commune="93066")
    assert "Saint-Denis" in main.h2.text
    assert main.select_one("a.button") is not None


def test_a_commune_without_a_known_centre_is_said_so_beside_its_portal(client, portals):
    main = page(client, pres_de="anaa")
    assert (main.select_one(".callout") is not None, main.select_one("a.button")["href"]) == (
        True,
        "/polynesie/",
    )


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"pres_de": ""},
        {"pres_de": "x" * 10_000},
        {"pres_de": "\x00"},
        {"pres_de": "😀"},
        {"pres_de": "مرحبا"},
        {"commune": "99999"},
        {"commune": "\x00"},
        {"commune": "' OR 1=1"},
    ],
)
def test_anything_else_gives_the_question_again(client, portals, query):
    assert page(client, **query).select_one("input[name=pres_de]") is not None


def test_the_national_home_holds_the_question(client, portals):
    main = BeautifulSoup(client.get("/").content, "html.parser").main
    assert main.select_one(f"form[action='{PATH}'] input[name=pres_de]") is not None


def test_choosing_sets_no_cookie(client, portals):
    response = client.get(PATH, {"pres_de": "Mâcon"})
    assert (dict(response.cookies), response.headers.get("Vary")) == ({}, None)
