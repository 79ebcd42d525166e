"""At a territory's edge: what is closer on the other side is said, and said to be there."""

import pytest
from bs4 import BeautifulSoup

from maillage_cartography.models import Place
from tests.cartography.factories import PlaceFactory
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
PATH = "/saone-et-loire/lieux/?commune=71270"


@pytest.fixture(autouse=True)
def portals():
    national_portal()
    territory_portal()


@pytest.fixture
def replonges():
    """The other bank, in another département: 2 km from Mâcon."""
    return CommuneFactory(
        code="01320", name="Replonges", departement_code="01", latitude=46.307, longitude=4.88
    )


def beyond(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    heading = page.select_one("#neighbours")
    cards = heading.parent.select(".place-card") if heading else []
    said = [(card.select_one("a")["href"], card.get_text(" ", strip=True)) for card in cards]
    return heading and heading.text, said


def test_the_nearest_places_beyond_the_border_are_there_and_said_to_be(client, replonges):
    PlaceFactory(name="Chez nous", latitude=46.38, longitude=4.83)
    other = PlaceFactory(name="En face", commune=replonges, latitude=46.307, longitude=4.87)
    heading, cards = beyond(client, PATH)
    assert heading == "Tout près, dans le département voisin"
    assert [(url, "En face" in text, "Replonges (01)" in text) for url, text in cards] == [
        (other.get_absolute_url(), True, True)
    ]


@pytest.mark.parametrize(
    "path", [PATH + "&page=2", "/saone-et-loire/lieux/", "/lieux/?commune=71270"]
)
def test_elsewhere_than_first_around_a_town_of_a_portal_there_are_none(client, replonges, path):
    PlaceFactory(name="En face", commune=replonges, latitude=46.307, longitude=4.87)
    PlaceFactory.create_batch(21, latitude=46.38, longitude=4.83)
    assert beyond(client, path) == (None, [])


def test_what_is_further_than_three_of_ours_is_left_out(client, replonges):
    PlaceFactory.create_batch(3, latitude=46.3069, longitude=4.8287)
    PlaceFactory(name="En face", commune=replonges, latitude=46.307, longitude=4.87)
    assert beyond(client, PATH) == (None, [])


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_keeps_to_eight_queries(client, replonges, number, django_assert_max_num_queries):
    PlaceFactory.create_batch(number, latitude=46.38, longitude=4.83)
    PlaceFactory.create_batch(
        number, commune=replonges, latitude=46.307, longitude=4.87, hours=None
    )
    client.get(PATH)
    with django_assert_max_num_queries(8):
        assert len(beyond(client, PATH)[1]) == number


def test_a_town_s_own_places_are_in_its_list_however_far_they_are(client):
    """Communes of Guyane reach 80 km from where their town hall stands."""
    saint_laurent = CommuneFactory(
        code="97311", name="Saint-Laurent-du-Maroni", departement_code="973",
        latitude=5.5, longitude=-54.03,
    )  # fmt: skip
    PlaceFactory(name="Loin", commune=saint_laurent, latitude=5.0, longitude=-53.9)
    PlaceFactory(name="Près", commune=saint_laurent, latitude=5.5, longitude=-54.03)
    PlaceFactory(name="Ailleurs", latitude=5.0, longitude=-53.9)
    page = BeautifulSoup(client.get("/lieux/?commune=97311").content, "html.parser")
    names = [card.get_text(strip=True) for card in page.select(".place-card .card-title")]
    assert (names, Place.objects.count()) == (["Près", "Loin"], 3)
    said = " ".join(page.select_one(".count").text.split())
    assert said.endswith("du centre de Saint-Laurent-du-Maroni, ou dans la commune")
