"""A bus in lists, exports and on the map: it is where it stops, when it stops there."""

import csv
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from data_inclusion.schema.v1 import Service

from maillage_cartography import search
from maillage_cartography.models import Stop
from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.indexing.rebuild import rebuild
from maillage_search.query.request import SearchRequest, Viewer
from tests.cartography.factories import HoursFactory, PlaceFactory, StopFactory
from tests.cartography.finder.views.test_list import Read
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
CLUNY = "commune=71137"
MONDAYS = "Mo 13:00-16:00; PH off"
PASSES = "Passe mardi 8 décembre, 9 h à 12 h, à Cluny"


@pytest.fixture(autouse=True)
def november():
    national_portal()
    territory_portal()
    with time_machine.travel(datetime(2026, 11, 23, 11, tzinfo=ZoneInfo("UTC")), tick=False):
        yield


@pytest.fixture
def bus():
    """Based in Lyon; it stops twice near Cluny, and in Le Creusot, far from there."""
    lyon = CommuneFactory(code="69387", name="Lyon 7e", latitude=45.73, longitude=4.84)
    place = PlaceFactory(
        name="Bus", commune=lyon, mobility="Itinérant", latitude=45.73, longitude=4.84, hours=None
    )
    cluny = CommuneFactory(code="71137", name="Cluny", latitude=46.4347, longitude=4.6597)
    creusot = CommuneFactory(code="71153", name="Le Creusot", latitude=46.8, longitude=4.43)
    StopFactory(place=place, commune=cluny, hours=HoursFactory(text="Tu[2] 09:00-12:00; PH off"))
    StopFactory(
        place=place,
        commune=CommuneFactory(code="71236", name="Jalogny", latitude=46.42, longitude=4.64),
        hours=HoursFactory(text="Fr 14:00-17:00; PH off"),
    )
    StopFactory(place=place, commune=creusot, hours=HoursFactory(text=MONDAYS), spot="gare")
    return place


def cards(found):
    return [card.get_text(" ", strip=True) for card in found.soup.select(".place-card")]


def plain(text):
    return " ".join(text.split())


@pytest.mark.usefixtures("bus")
def test_it_is_found_near_its_stop_once_and_says_when_it_is_there(client):
    found = Read(client, f"/lieux/?{CLUNY}")
    (card,) = [plain(text) for text in cards(found)]
    assert (PASSES in card, "Lyon" in card) == (True, False)
    assert found.count.startswith("1 lieu")


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize("query", ["commune=69387", "commune=71153&ouvert=inconnus"])
def test_it_is_not_where_it_comes_from_nor_silent(client, query):
    assert Read(client, f"/lieux/?{query}").names == []


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize(
    ("asked", "town"),
    [
        ("jour=2026-12-08", "Cluny"),
        ("jour=2026-12-11", "Jalogny"),
        ("ouvert=maintenant", None),
        ("jour=2026-12-09", None),
        ("jour=2026-12-25", None),
        ("frais=payant", None),
    ],
)
def test_the_stop_that_answers_is_the_one_that_is_told(client, asked, town):
    found = Read(client, f"/lieux/?{CLUNY}&{asked}")
    towns = [next(name for name in ("Cluny", "Jalogny") if name in card) for card in cards(found)]
    assert towns == ([town] if town else [])


@pytest.mark.usefixtures("bus")
def test_a_portal_shows_who_stops_in_its_territory(client):
    assert Read(client, f"/saone-et-loire/lieux/?{CLUNY}").names == ["Bus"]
    territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    assert Read(client, f"/morbihan/lieux/?{CLUNY}").names == []


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/saone-et-loire/lieux/", ["Bus"]),
        ("/rhone/lieux/", []),
        ("/lieux/", ["Bus"]),
        ("/lieux/?dans=71", ["Bus"]),
        ("/lieux/?dans=69", []),
        ("/saone-et-loire/lieux/?jour=2026-12-11", ["Bus"]),
        ("/saone-et-loire/lieux/?jour=2026-12-09", []),
        ("/saone-et-loire/lieux/?ouvert=inconnus", []),
        ("/saone-et-loire/lieux/?itinerance=itinerant&frais=gratuit", ["Bus"]),
        ("/saone-et-loire/lieux/?q=bus+jalogny", ["Bus"]),
    ],
)
def test_a_list_without_a_point_has_it_where_it_stops_and_once(client, address, names):
    territory_portal(TerritoryFactory(code="69", name="Rhône", slug="rhone"))
    found = Read(client, address)
    assert (found.names, found.count[:6]) == (names, "1 lieu" if names else "0 lieu")


def test_each_portal_tells_the_stops_of_its_own_territory_and_their_next_day(client, bus):
    bresse = CommuneFactory(code="01053", name="Bourg-en-Bresse", departement_code="01")
    StopFactory(place=bus, commune=bresse, hours=HoursFactory(text="Mo 14:00-17:00"))
    territory_portal(TerritoryFactory(code="01", name="Ain", slug="ain"))
    found = [plain(text) for text in cards(Read(client, "/ain/lieux/"))]
    assert ["Passe aujourd’hui, 14 h à 17 h, à Bourg-en-Bresse" in card for card in found] == [True]
    (card,) = cards(Read(client, "/saone-et-loire/lieux/?jour=2026-12-08"))
    assert PASSES in plain(card)
    # In the Ain it stops on Mondays alone.
    assert Read(client, "/ain/lieux/?jour=2026-12-08").names == []
    assert [Read(client, f"/{slug}/lieux/").names for slug in ("ain", "saone-et-loire")] == [
        *(["Bus"], ["Bus"])
    ]


@pytest.mark.usefixtures("bus")
def test_choices_count_it_by_the_days_of_its_stops(client):
    choices = Read(client, "/saone-et-loire/lieux/").texts("option")
    assert [text for text in choices if "Ouvert" in text or "Horaires" in text] == []
    with time_machine.travel(datetime(2026, 12, 8, 9, tzinfo=ZoneInfo("UTC")), tick=False):
        choices = Read(client, "/saone-et-loire/lieux/").texts("option")
    assert [text for text in choices if text.startswith("Ouvert")] == ["Ouvert maintenant (1)"]


def test_the_map_has_a_marker_for_each_stop_and_none_where_it_comes_from(client, bus):
    PlaceFactory(name="Office")
    drawn = client.get("/saone-et-loire/lieux/points.json").json()
    assert (drawn["towns"], drawn["name"]) == (
        ["Cluny", "Jalogny", "Le Creusot", "Mâcon"],
        ["Bus", "Bus", "Bus", "Office"],
    )
    assert client.get("/lieux/points.json?dans=69").json()["name"] == []
    only = client.get("/saone-et-loire/lieux/points.json?jour=2026-12-11").json()
    assert only["towns"] == ["Jalogny", "Mâcon"]
    bus.stops.update(latitude=None, longitude=None)
    assert client.get("/saone-et-loire/lieux/points.json").json()["name"] == ["Office"]


@pytest.mark.usefixtures("bus")
def test_exports_of_a_portal_hold_it_once(client):
    text = b"".join(client.get("/saone-et-loire/lieux.csv").streaming_content).decode("utf-8-sig")
    assert [row["nom"] for row in csv.DictReader(text.splitlines())] == ["Bus"]


@pytest.mark.usefixtures("bus")
def test_its_pin_is_at_the_stop_and_the_export_holds_it(client):
    drawn = client.get(f"/lieux/points.json?{CLUNY}").json()
    assert (drawn["towns"], drawn["lat"], drawn["lon"]) == (
        *(["Cluny", "Jalogny"], [464347, -147], [46597, -197]),
    )
    text = b"".join(client.get(f"/lieux.csv?{CLUNY}").streaming_content).decode("utf-8-sig")
    assert [row["nom"] for row in csv.DictReader(text.splitlines())] == ["Bus"]


CLUNY_STOP = {
    "lieu": "place de la mairie",
    "commune": "Cluny",
    "code_insee": "71137",
    "horaires": "Tu[2] 09:00-12:00; PH off",
    "latitude": 46.4347,
    "longitude": 4.6597,
}


@pytest.mark.usefixtures("bus")
def test_geojson_has_a_point_a_stop_and_says_when(client):
    [bus] = json.loads(read(client, "/lieux.geojson"))["features"]
    assert bus["geometry"] == {
        "type": "MultiPoint",
        "coordinates": [[4.6597, 46.4347], [4.64, 46.42], [4.43, 46.8]],
    }
    assert bus["properties"]["arrets"][0] == CLUNY_STOP
    assert len(bus["properties"]["arrets"]) == 3


def test_the_api_gives_its_stops_and_no_place_of_its_own(
    client, bus, django_assert_max_num_queries
):
    client.get("/api/places/")
    with django_assert_max_num_queries(8):
        [found] = client.get("/api/places/").json()["items"]
    one = client.get(f"/api/places/{bus.uuid}").json()
    assert one == found
    assert (found["latitude"], found["longitude"]) == (None, None)
    assert found["stops"][0] == {
        "spot": "place de la mairie",
        "address": "",
        "commune": "71137",
        "latitude": 46.4347,
        "longitude": 4.6597,
        "exact": False,
        "hours": "Tu[2] 09:00-12:00; PH off",
    }


def test_data_inclusion_has_each_service_at_each_stop(client, bus):
    found = json.loads(read(client, "/lieux.data-inclusion.json"))
    for row in found["services"]:
        Service.model_validate(row)
    assert len(bus.values("services")) * 3 == len(found["services"])
    assert len({row["id"] for row in found["services"]}) == len(found["services"])
    # The garage's postal code is of no stop, and nobody gave theirs.
    assert {row.get("code_postal") for row in found["services"]} == {None}
    where = {(row["commune"], row["adresse"], row["horaires_accueil"]) for row in found["services"]}
    assert where == {
        ("Cluny", "place de la mairie", "Tu[2] 09:00-12:00; PH off"),
        ("Jalogny", "place de la mairie", "Fr 14:00-17:00; PH off"),
        ("Le Creusot", "gare", MONDAYS),
    }
    assert {row["commune"] for row in found["structures"]} == {"Lyon 7e"}


@pytest.mark.usefixtures("bus")
def test_a_stop_that_is_over_leaves_no_more(client):
    Stop.objects.exclude(spot="gare").update(last_on=date(2026, 11, 22))
    [bus] = json.loads(read(client, "/lieux.geojson"))["features"]
    assert [stop["commune"] for stop in bus["properties"]["arrets"]] == ["Le Creusot"]
    Stop.objects.update(last_on=date(2026, 11, 22))
    [bus] = json.loads(read(client, "/lieux.geojson"))["features"]
    assert bus["geometry"] == {"type": "Point", "coordinates": [4.84, 45.73]}


def read(client, path):
    return b"".join(client.get(path).streaming_content)


@pytest.mark.usefixtures("bus")
def test_without_a_point_the_card_tells_the_next_stop(client):
    card = plain(" ".join(cards(Read(client, "/lieux/?q=bus"))))
    assert "Le Creusot" in card


@pytest.mark.parametrize("query", [CLUNY, "", "ouvert=maintenant"])
@pytest.mark.parametrize("count", [1, 3])
def test_buses_cost_two_queries_however_many(
    client, django_assert_max_num_queries, bus, count, query
):
    cluny = bus.stops.first().commune
    for _more in range(count):
        place = PlaceFactory(mobility="Itinérant", latitude=45.7, longitude=4.8)
        StopFactory(place=place, commune=cluny)
    address, names = f"/saone-et-loire/lieux/?{query}", 0 if "ouvert" in query else count + 1
    client.get(address)
    with django_assert_max_num_queries(8):
        assert len(Read(client, address).names) == names


def test_the_search_knows_it_by_the_towns_and_territories_of_its_stops(bus):
    ain = CommuneFactory(
        code="01053", name="Bourg-en-Bresse", departement_code="01", region_code="84"
    )
    StopFactory(place=bus, commune=ain, spot="marché")
    (document,) = search.documents(search.queryset().get())
    towns, _, _stops = document.address.partition("; ")
    assert (towns, document.point) == ("Cluny, Jalogny, Le Creusot, Bourg-en-Bresse", None)
    assert {"Bourg-en-Bresse", "Cluny", "Jalogny", "Le Creusot"} <= set(document.keywords)
    assert "marché" in document.address
    assert {"dep:71", "dep:01", "com:01053", "com:71137"} <= set(document.territories)
    assert "com:69387" not in document.territories
    rebuild()
    hits = EmbeddedEngine().search(SearchRequest(text="bus jalogny"), Viewer.anonymous()).hits
    assert [hit.plain_title for hit in hits] == ["Bus"]


def test_the_search_places_it_where_it_stops_when_that_is_one_spot(bus):
    bus.stops.exclude(commune="71137").delete()
    (document,) = search.documents(search.queryset().get())
    assert document.point == bus.stops.get().point
    bus.stops.all().delete()
    (document,) = search.documents(search.queryset().get())
    assert (document.point, "com:69387" in document.territories) == (bus.point, True)


@pytest.mark.parametrize("stops", [1, 3])
def test_documents_of_the_search_cost_the_same_however_many_stops(
    django_assert_num_queries, bus, stops
):
    place = PlaceFactory(mobility="Itinérant")
    for number in range(stops):
        StopFactory(place=place, commune=bus.stops.first().commune, spot=f"place {number}")
    with django_assert_num_queries(2):
        for place in search.queryset():
            list(search.documents(place))
