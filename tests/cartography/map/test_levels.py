"""What the map is given: on which part of France it opens, and territories within territories."""

import pytest

from maillage.territories.models import Territory
from maillage_cartography.map.clusters import in_path
from maillage_cartography.models import Place
from tests.cartography.factories import PlaceFactory
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
MACONNAIS = "200070308"


@pytest.fixture(autouse=True)
def _portals():
    national_portal()
    territory_portal()


@pytest.fixture
def _few(monkeypatch):
    """One point is already the most that is sent."""
    monkeypatch.setattr("maillage_cartography.map.points.MOST_POINTS", 1)


def commune(code, name, latitude=46.3, longitude=4.8, **fields):
    return CommuneFactory(code=code, name=name, latitude=latitude, longitude=longitude, **fields)


def place(where, **fields):
    fields = {"latitude": where.latitude, "longitude": where.longitude, **fields}
    return PlaceFactory(commune=where, **fields)


def read(client, path):
    return client.get(path).json()


def items(data):
    """Path, name and number of each cluster."""
    return [item[:3] for item in data["items"]]


@pytest.mark.usefixtures("_few")
def test_a_departement_with_too_many_places_is_opened_by_epci_then_by_commune(client):
    macon, charnay = commune("71270", "Mâcon"), commune("71105", "Charnay", 46.31, 4.79)
    cluny = commune("71137", "Cluny", 46.43, 4.66, epci_code="200040038")
    yeu = commune("85113", "L’Île-d’Yeu", 46.7, -2.3, epci_code="")
    for where in (macon, macon, charnay, cluny, yeu):
        place(where)
    TerritoryFactory(kind=Territory.Kind.EPCI, code=MACONNAIS, name="Mâconnais", slug="maconnais")
    assert items(read(client, "/lieux/points.json")) == [
        *(["71", "Saône-et-Loire", 4], ["85", "85", 1]),
    ]
    assert items(read(client, "/lieux/points.json?dans=71")) == [
        *(["71/200040038", "200040038", 1], [f"71/{MACONNAIS}", "Mâconnais", 3]),
    ]
    # What lies in no EPCI is opened by its commune.
    assert read(client, "/lieux/points.json?dans=85")["towns"] == ["L’Île-d’Yeu"]
    inside = f"71/{MACONNAIS}"
    assert items(read(client, f"/lieux/points.json?dans={inside}")) == [
        *([f"{inside}/71105", "Charnay", 1], [f"{inside}/71270", "Mâcon", 2]),
    ]
    # A commune is opened whatever it holds.
    town = read(client, f"/lieux/points.json?dans={inside}/71270")
    assert (town["kind"], len(town["name"])) == ("points", 2)


@pytest.mark.usefixtures("_few")
def test_the_portal_of_a_departement_opens_on_what_parts_it(client):
    place(commune("71270", "Mâcon"))
    place(commune("71137", "Cluny", 46.43, 4.66, epci_code="200040038"))
    assert items(read(client, "/saone-et-loire/lieux/points.json")) == [
        *(["200040038", "200040038", 1], [MACONNAIS, MACONNAIS, 1]),
    ]


@pytest.mark.usefixtures("_few")
def test_an_arrondissement_is_in_its_commune(client):
    paris = commune("75056", "Paris", epci_code="200054781")
    first = commune("75101", "Paris 1er", epci_code="200054781", parent=paris)
    for where in (paris, first, first):
        place(where)
    found = read(client, "/lieux/points.json")
    assert (found["kind"], len(found["name"])) == ("points", 3)
    assert Place.objects.filter(in_path("75/200054781/75056")).count() == 3


def test_the_clusters_of_an_epci_in_two_departements_part_them(client):
    place(commune("71270", "Mâcon"), name="Ici")
    place(commune("01001", "Outre-Saône", 46.3, 4.9), name="En face")
    assert read(client, f"/lieux/points.json?dans=71/{MACONNAIS}")["name"] == ["Ici"]
    assert len(read(client, f"/lieux/points.json?dans={MACONNAIS}")["name"]) == 2


@pytest.mark.parametrize("text", ["zz", "71//", "/", "71%00", "9" * 20, "71/ab/cd", "é"])
def test_a_path_that_leads_nowhere_shows_nothing_and_breaks_nothing(client, text):
    PlaceFactory()
    assert client.get(f"/lieux/?dans={text}").status_code == 200
    assert client.get(f"/lieux/points.json?dans={text}").status_code in {200, 400}


def test_the_list_says_in_which_territory_it_is(client):
    PlaceFactory()
    page = client.get(f"/lieux/?dans=71/{MACONNAIS}/71270").content.decode()
    assert "Mâcon</" in page.replace("\n", "") or "Mâcon <" in page


def areas(client, path="/lieux/points.json"):
    return [[name, count] for name, count, *_box in read(client, path)["areas"]]


@pytest.fixture
def _overseas():
    kinds = Territory.Kind
    for kind, code, name in (
        (kinds.DEPARTEMENT, "974", "La Réunion"),
        (kinds.COLLECTIVITY, "987", "Polynésie française"),
    ):
        TerritoryFactory(kind=kind, code=code, name=name, slug=f"t-{code}")
    place(commune("97411", "Saint-Denis", -20.93, 55.45))
    place(commune("98735", "Papeete", -17.53, -149.56))
    place(commune("98735", "Papeete"), latitude=-17.54, longitude=-149.57)


@pytest.mark.usefixtures("_overseas")
def test_the_map_opens_on_mainland_france_and_leads_overseas(client, monkeypatch):
    place(commune("71270", "Mâcon"))
    expected = [["France métropolitaine", 1], ["Polynésie française", 2], ["La Réunion", 1]]
    assert areas(client) == expected
    monkeypatch.setattr("maillage_cartography.map.points.MOST_POINTS", 1)
    assert areas(client) == expected


@pytest.mark.usefixtures("_overseas")
def test_places_that_are_all_overseas_open_the_map_there(client):
    found = read(client, "/lieux/points.json")["areas"]
    assert found == [
        ["Polynésie française", 2, -17.54, -149.57, -17.53, -149.56],
        ["La Réunion", 1, -20.93, 55.45, -20.93, 55.45],
    ]
    assert read(client, "/lieux/points.json?q=rien")["areas"] == []


def test_places_behind_one_door_tell_its_address_once(client):
    macon = commune("71270", "Mâcon")
    for name in ("Mairie", "Médiathèque"):
        place(macon, name=name, address="12 rue de la Barre", latitude=46.30001)
    for address in ("1 rue Haute", "2 rue Haute"):
        place(macon, address=address, latitude=46.4)
    place(macon, latitude=46.5)
    data = read(client, "/lieux/points.json")
    assert (data["doors"], len(data["name"])) == ([[0, "12 rue de la Barre"]], 5)
