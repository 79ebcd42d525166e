"""How many times a page of results asks the database: as many for one result as for fifty."""

import pytest
from bs4 import BeautifulSoup

from maillage_search.full_text import writing
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.search.factories import CORPUS, MACON, SAONE_ET_LOIRE, document, ready
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
MOST = 8
PORTALS = ["", "/saone-et-loire"]


@pytest.fixture
def portals(communes):
    national_portal()
    territory_portal(TerritoryFactory())
    writing.write(ready(*CORPUS))


@pytest.fixture
def asked(client, portals, django_assert_max_num_queries):
    """How many a question finds, once the process is warm, in eight queries at most."""

    def ask(portal, **query):
        client.get(f"{portal}/recherche/", query)
        with django_assert_max_num_queries(MOST):
            response = client.get(f"{portal}/recherche/", query)
        soup = BeautifulSoup(response.content, "html.parser")
        return int(soup.select_one(".count").get_text().split()[0])

    return ask


def opened(count):
    """Places of Mâcon that are open day and night, each with hours of its own."""
    for number in range(count):
        hours = HoursFactory(text=f"toujours, {number}", osm="24/7")
        place = PlaceFactory(name=f"Zinc {number}", hours=hours)
        fields = {"kind": "place", "point": MACON, "territories": SAONE_ET_LOIRE}
        writing.write(ready(document(str(place.uuid), place.name, **fields)))


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize(
    ("question", "others"),
    [("zinc", 0), ("zinc bénévoles gestes", 0), ("zinc Mâcon", 2), ("zinc près de Mâcon", 2)],
)
def test_a_question_and_one_near_a_town(asked, portal, count, question, others):
    opened(count)
    assert count <= asked(portal, q=question) <= count + len(CORPUS)


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize(
    "query",
    [
        {"q": "zinc près de Mâcon"},
        {"q": "zinc"},
        {"q": "zinc", "commune": "71270", "type": "place", "rayon": "20"},
    ],
)
def test_what_is_open_now(asked, portal, count, query):
    opened(count)
    assert asked(portal, ouvert="maintenant", **query) == count
