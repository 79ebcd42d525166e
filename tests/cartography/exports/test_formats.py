"""Places that leave: CSV in the national standard, GeoJSON, the map's points."""

import csv
import gzip
import io
import json
import random
import string
from datetime import date
from pathlib import Path

import pytest
from frictionless import Resource, Schema

from maillage.contributions import MapLayer
from maillage.text.spreadsheets import neutral, plain
from maillage.values import Feature, Point
from maillage_cartography.imports.applying import import_places
from maillage_cartography.map import layers
from maillage_cartography.models import Place
from maillage_cartography.standards import lamednum
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[3] / "cartography/maillage_cartography/data/mednum-bfc-2023.csv"
SCHEMA = Path(__file__).parents[1] / "data/mediation-num-v1.0.2.tableschema.json"


@pytest.fixture(autouse=True)
def portals():
    national_portal()
    territory_portal()


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def full_place(**fields):
    values = {
        name: lamednum.SEPARATOR.join(lamednum.LISTS[source])
        for name, source in {
            "services": "services",
            "publics": "publics_specifiquement_adresses",
            "specific_care": "prise_en_charge_specifique",
            "costs": "frais_a_charge",
            "programmes": "dispositif_programmes_nationaux",
            "labels": "formations_labels",
            "access_modes": "modalites_acces",
            "support_modes": "modalites_accompagnement",
            "mobility": "itinerance",
        }.items()
    }
    return PlaceFactory(**{**values, "pivot": "43493312300029", "summary": "Bonjour", **fields})


def test_the_csv_validates_against_the_national_schema(client, tmp_path):
    full_place()
    PlaceFactory(address="", hours=None, latitude=None, longitude=None, phone="")
    PlaceFactory(commune=CommuneFactory(code="97411", name="Saint-Denis"), phone="+262262401010")
    path = tmp_path / "lieux.csv"
    path.write_bytes(body(client.get("/lieux.csv")))
    report = Resource(
        path=path.name,
        basepath=str(tmp_path),
        schema=Schema.from_descriptor(json.loads(SCHEMA.read_text())),
    ).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []


def test_what_was_exported_is_imported_the_same_elsewhere(client, tmp_path):
    before = full_place(websites="https://exemple.fr", description="Deux mots")
    path = tmp_path / "lieux.csv"
    path.write_bytes(body(client.get("/lieux.csv")))
    Place.objects.all().delete()
    import_places(path, "retour", on=date(2026, 1, 1))
    after = Place.objects.get()
    own = {"id", "uuid", "changed_at", "search_text"}
    fields = [f.attname for f in Place._meta.concrete_fields if f.attname not in own]
    assert {f: getattr(after, f) for f in fields} == {f: getattr(before, f) for f in fields}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        # Typed with a Japanese keyboard, they are formulas too.
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("\n=1+1", "'\n=1+1"),
        ("+33385395500", "+33385395500"),
        ("-20.98", "-20.98"),
        ("+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("+33\u00a06.12.34.56.78", "+33\u00a06.12.34.56.78"),
        ("+33 (0)6 12 34 56 78", "+33 (0)6 12 34 56 78"),
        ("+33-6-12-34-56-78", "'+33-6-12-34-56-78"),
        ("+1+cmd|x", "'+1+cmd|x"),
        ("Mairie", "Mairie"),
    ],
)
def test_formulas_are_shown_and_numbers_stay_numbers(cell, expected):
    assert (neutral(cell), plain(expected)) == (expected, cell)


def test_a_formula_leaves_as_text_and_comes_back_as_it_was(client, tmp_path):
    PlaceFactory(name="=HYPERLINK(1)", address="@rue", phone="+33385395500")
    path = tmp_path / "lieux.csv"
    path.write_bytes(body(client.get("/lieux.csv")))
    [row] = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    assert (row["nom"], row["telephone"]) == ("'=HYPERLINK(1)", "+33385395500")
    Place.objects.all().delete()
    import_places(path, "retour", on=date(2026, 1, 1))
    place = Place.objects.get()
    assert (place.name, place.address, place.phone) == ("=HYPERLINK(1)", "@rue", "+33385395500")


def test_exports_obey_the_filters_and_the_portal(client):
    PlaceFactory(name="Ici")
    PlaceFactory(name="Vannes", commune=CommuneFactory(code="56260", name="Vannes", latitude=47.6))
    rows = {
        path: [row["nom"] for row in csv.DictReader(io.StringIO(body(client.get(path)).decode()))]
        for path in ("/lieux.csv", "/saone-et-loire/lieux.csv", "/lieux.csv?q=zzz")
    }
    assert rows == {
        "/lieux.csv": ["Vannes", "Ici"],
        "/saone-et-loire/lieux.csv": ["Ici"],
        "/lieux.csv?q=zzz": [],
    }


@pytest.mark.parametrize("path", ["/lieux.csv", "/lieux.geojson", "/lieux/points.json"])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("pres_de=saint-denis", "Plusieurs communes portent ce nom"),
        ("service=magie", "magie n’en fait pas partie"),
        ("commune=00000", "Aucune commune"),
    ],
)
def test_an_export_says_what_it_does_not_understand(client, path, query, message):
    CommuneFactory(code="93066", name="Saint-Denis")
    CommuneFactory(code="97411", name="Saint-Denis")
    response = client.get(f"{path}?{query}")
    assert (response.status_code, message in response.content.decode()) == (400, True)


def test_geojson_holds_points_and_places_without_coordinates(client):
    PlaceFactory(name="A", hours=HoursFactory())
    PlaceFactory(name="B", latitude=None, longitude=None)
    data = json.loads(body(client.get("/saone-et-loire/lieux.geojson")))
    assert [(f["properties"]["nom"], f["geometry"]) for f in data["features"]] == [
        ("A", {"type": "Point", "coordinates": [4.8287, 46.3069]}),
        ("B", None),
    ]
    assert "/saone-et-loire/lieux/" in data["features"][0]["properties"]["url"]


def test_points_are_columns_of_deltas(client):
    a = PlaceFactory(name="A", latitude=46.30, longitude=4.82)
    b = PlaceFactory(name="B", latitude=46.31, longitude=4.80)
    PlaceFactory(name="Sans position", latitude=None, longitude=None)
    data = client.get("/lieux/points.json").json()
    ids = data.pop("id")
    assert data == {
        "kind": "points",
        "areas": [["France métropolitaine", 2, 46.3, 4.8, 46.31, 4.82]],
        "base": "/lieux/",
        "towns": ["Mâcon"],
        "name": ["A", "B"],
        "town": [0, 0],
        "lat": [463_000, 100],
        "lon": [48_200, -200],
        "doors": [],
    }
    import base64

    assert base64.b64decode(ids) == a.uuid.bytes[:6] + b.uuid.bytes[:6]


def test_the_link_of_a_point_leads_to_its_place_in_the_same_portal(client):
    place = PlaceFactory()
    response = client.get(f"/saone-et-loire/lieux/{place.uuid.hex[:12]}/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/saone-et-loire/lieux/{place.uuid}/",
    )
    assert client.get("/lieux/000000000000/").status_code == 404


def test_too_many_points_become_a_cluster_a_departement(client, monkeypatch):
    monkeypatch.setattr("maillage_cartography.map.points.MOST_POINTS", 2)
    PlaceFactory.create_batch(2)
    PlaceFactory(commune=CommuneFactory(code="56260", name="Vannes"), latitude=47.6, longitude=-2.7)
    data = client.get("/lieux/points.json").json()
    assert data == {
        "kind": "clusters",
        "areas": [["France métropolitaine", 3, 46.3069, -2.7, 47.6, 4.8287]],
        "items": [
            ["56", "56", 1, 47.6, -2.7, 47.6, -2.7, 47.6, -2.7],
            ["71", "Saône-et-Loire", 2, *[46.3069, 4.8287] * 3],
        ],
    }
    assert client.get("/lieux/points.json?dans=71").json()["name"] == list(
        Place.objects.filter(commune="71270").order_by("pk").values_list("name", flat=True)
    )


def test_points_of_a_departement_weigh_little(client):
    """800 places, real names' length, scattered: 25 kB compressed at most."""
    draw = random.Random(71)
    communes = [
        CommuneFactory(code=f"71{n:03d}", name="".join(draw.choices(string.ascii_lowercase, k=9)))
        for n in range(300)
    ]
    with REAL.open(encoding="utf-8", newline="") as file:
        names = list(csv.DictReader(file))
    Place.objects.bulk_create(
        PlaceFactory.build(
            name=names[n % len(names)]["nom_structure"],
            commune=draw.choice(communes),
            hours=None,
            latitude=draw.uniform(46.1, 47.2),
            longitude=draw.uniform(3.6, 5.5),
        )
        for n in range(800)
    )
    response = client.get("/saone-et-loire/lieux/points.json")
    assert len(response.json()["name"]) == 800
    assert len(gzip.compress(response.content, 6)) <= 25_000


def test_points_are_not_sent_again_when_nothing_changed(client):
    PlaceFactory()
    first = client.get("/lieux/points.json")
    again = client.get("/lieux/points.json", headers={"if-none-match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code, again.content) == (
        *("public, max-age=300", 304),
        b"",
    )


def one_layer(slug, features):
    return MapLayer(slug=slug, label=slug.title(), features=features)


def test_other_plugins_layers_are_served_and_a_broken_one_breaks_alone(client, monkeypatch):
    feature = Feature("1", Point(46.3, 4.8), "Atelier", "/agenda/1/", "demain")
    offered = [
        one_layer("ateliers", lambda query: [feature]),
        one_layer("panne", lambda query: 1 / 0),
    ]
    monkeypatch.setattr(layers, "contributions", lambda kind: offered)
    listed = client.get("/saone-et-loire/lieux/couches.json").json()["layers"]
    assert [layer["url"] for layer in listed] == [
        "/saone-et-loire/lieux/couches/ateliers.geojson",
        "/saone-et-loire/lieux/couches/panne.geojson",
    ]
    answers = [client.get(layer["url"]) for layer in listed]
    assert [answer.status_code for answer in answers] == [200, 503]
    assert answers[0].json()["features"] == [
        {
            "type": "Feature",
            "id": "1",
            "geometry": {"type": "Point", "coordinates": [4.8, 46.3]},
            "properties": {"title": "Atelier", "url": "/agenda/1/", "summary": "demain"},
        }
    ]
    assert client.get("/lieux/couches/inconnue.geojson").status_code == 404
