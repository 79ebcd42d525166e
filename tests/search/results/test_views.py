"""``/recherche/?q=``, its form, its filters and its silence about what is not public."""

import json

import pytest
from bs4 import BeautifulSoup

from maillage.values import Audience
from maillage_search.full_text import writing
from tests.search.factories import CORPUS, SAONE_ET_LOIRE, document, ready
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
HOSTILE = [
    '"',
    'a"b',
    "NOT",
    "(",
    "*",
    "title:",
    "\0",
    "🙂",
    "x" * 10_000,
    "\u202eمرحبا",
    "%",
    "près de \0",
]


@pytest.fixture
def portals(communes):
    national_portal()
    territory_portal(TerritoryFactory())
    writing.write(ready(*CORPUS))


def page(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def titles(soup):
    return [link.get_text() for link in soup.select(".search-result h2 a")]


def test_results_have_marks_count_and_addresses(client, portals):
    soup = page(client, "/recherche/", q="l'impôt")
    assert titles(soup) == ["Déclarer ses impôts en ligne", "France services de Cluny"]
    assert soup.select_one(".count").get_text() == "2 résultats"
    assert [mark.get_text() for mark in soup.select(".search-result h2 mark")] == ["impôts"]


def test_a_portal_searches_its_own_and_offers_to_search_everywhere(client, portals):
    soup = page(client, "/saone-et-loire/recherche/", q="médiathèque")
    assert titles(soup) == ["Médiathèque de Mâcon"]
    elsewhere = soup.find("a", string="Chercher dans tous les territoires")["href"]
    everywhere = page(client, f"/saone-et-loire/recherche/{elsewhere}")
    assert set(titles(everywhere)) == {"Médiathèque de Mâcon", "Médiathèque de Pau"}
    assert everywhere.find("a", string="Chercher dans tous les territoires") is None


def test_a_commune_is_a_chip_to_remove_with_distances(client, portals):
    soup = page(client, "/recherche/", q="démarches près de Mâcon", type="place")
    (place, kind) = soup.select(".active-filter")
    assert ("Mâcon (71)" in place.get_text(), place["href"]) == (
        True,
        "?q=d%C3%A9marches&type=place",
    )
    assert kind["href"] == "?q=d%C3%A9marches+pr%C3%A8s+de+M%C3%A2con"
    assert "à 19\u202fkm" in soup.select(".search-result__facts")[1].get_text()


def test_the_commune_parameter_is_understood_like_the_words(client, portals):
    by_code = page(client, "/recherche/", q="démarches", commune="71270", type="place")
    by_name = page(client, "/recherche/", q="démarches", pres_de="macon", rayon="10", type="place")
    assert (titles(by_code), titles(by_name)) == (
        ["Médiathèque de Mâcon", "France services de Cluny"],
        ["Médiathèque de Mâcon"],
    )


def test_nothing_found_says_so_and_offers_next_steps(client, portals):
    soup = page(client, "/recherche/", q="xylophone")
    assert (
        soup.select_one(".empty-title").get_text(strip=True)
        == "Rien n’a été trouvé pour «\u202fxylophone\u202f»."
    )
    assert soup.select_one(".count").get_text() == "Aucun résultat"


def test_without_a_question_the_page_asks_one(client, portals):
    soup = page(client, "/recherche/")
    assert (titles(soup), soup.select_one("input[name=q]")["value"]) == ([], "")


def test_a_spelling_is_mended_and_said(client, portals):
    assert (
        "«\u202fimpôts\u202f»"
        in page(client, "/recherche/", q="inpots").select_one("main").get_text()
    )


@pytest.mark.parametrize(
    "parameter",
    ["q", "type", "theme", "territoire", "commune", "pres_de", "rayon", "page", "partout"],
)
@pytest.mark.parametrize("value", [*HOSTILE, "10000000000", "-1", "1e9", "0"])
def test_no_address_breaks_the_page(client, portals, parameter, value):
    query = {"q": "impots", parameter: value}
    assert client.get("/recherche/", query).status_code == 200


def test_the_page_is_the_same_for_everyone(client, portals, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        response = client.get("/recherche/", {"q": "démarches"})
    assert (dict(response.cookies), response.headers.get("Vary", "")) == ({}, "")


def test_the_api_answers_the_same(client, portals):
    answer = json.loads(
        client.get("/api/search/", {"q": "démarches près de Mâcon", "type": "place"}).content
    )
    assert [(hit["title"], round(hit["distance_km"])) for hit in answer["hits"]] == [
        ("Médiathèque de Mâcon", 0),
        ("France services de Cluny", 19),
    ]
    assert (answer["total"], answer["commune"]) == (2, "71270")


@pytest.mark.parametrize("value", HOSTILE)
def test_no_question_breaks_the_api(client, portals, value):
    assert client.get("/api/search/", {"q": value, "page": value}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/recherche/", "/en/recherche/", "/saone-et-loire/recherche/", "/api/search/"]
)
def test_the_canary_of_a_private_topic_is_silent(client, portals, path):
    writing.write(
        ready(
            document("s", "quetzal privé", kind="topic", summary="quetzal", body="quetzal impôts",
                     themes=("quetzal",), territories=SAONE_ET_LOIRE, audience=Audience.RESTRICTED,
                     acl=("circle:1",)),
        )
    )  # fmt: skip
    for q in ("impôts", "privé", "quet"):
        assert "quetzal" not in client.get(path, {"q": q}).content.decode()
    for q in ("quetzal", "QUETZAL impôts"):
        answer = client.get(path, {"q": q, "type": "topic"}).content.decode()
        assert ("/topic/s/" in answer, "topic:s" in answer, "privé" in answer) == (False,) * 3
