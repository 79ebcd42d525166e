"""A need leads to places, above the documents and where there are none."""

import pytest
from bs4 import BeautifulSoup

from maillage.help import HelpSource
from maillage.plugin import contributions
from maillage_search.full_text import writing
from tests.cartography.factories import PlaceFactory
from tests.search.factories import CORPUS, ready
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
PORTAL = "/saone-et-loire/recherche/"


@pytest.fixture
def portals(communes):
    national_portal()
    territory_portal(TerritoryFactory())
    writing.write(ready(*CORPUS))
    PlaceFactory(name="Mairie")


def blocks(client, question, path=PORTAL):
    soup = BeautifulSoup(client.get(path, {"q": question}).content, "html.parser")
    return [
        (block.h2.get_text(), [link.get_text() for link in block.select(".card-title")])
        for block in soup.select(".help-offers")
    ]


@pytest.mark.parametrize("question", ["impôts près de Mâcon", "caf macon", "carte grise macon"])
def test_a_need_and_a_town_lead_to_the_places_near(client, portals, question):
    assert blocks(client, question) == [
        ("1 lieu près de Mâcon pour faire une démarche administrative en ligne", ["Mairie"])
    ]


def test_a_need_alone_leads_to_those_of_the_portal(client, portals):
    ((title, places),) = blocks(client, "titre de séjour")
    assert (title[:23], places) == ("Saône-et-Loire\u202f: 1 lieu", ["Mairie"])


@pytest.mark.parametrize("question", ["zzzz", "zzzz près de Mâcon"])
def test_what_finds_nothing_leads_to_places_too(client, portals, question):
    assert [places for _title, places in blocks(client, question)] == [["Mairie"]]


@pytest.mark.parametrize("question", ["médiathèque", ""])
def test_a_question_that_tells_of_no_need_and_finds_something_has_no_block(
    client, portals, question
):
    assert blocks(client, question) == []


def test_without_a_source_the_block_is_absent(client, portals, monkeypatch):
    monkeypatch.setattr(
        "maillage.help.contributions",
        lambda kind: [] if kind is HelpSource else contributions(kind),
    )
    assert [blocks(client, q) for q in ("impôts près de Mâcon", "zzzz")] == [[], []]
