"""Places as structures and services of data·inclusion, held to the official schema."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from data_inclusion.schema.v1 import Service, Structure

from maillage_cartography.imports.applying import import_places
from maillage_cartography.imports.dialects import json_rows
from maillage_cartography.models import Place, PlaceSource
from maillage_cartography.standards import data_inclusion as lists
from maillage_cartography.standards import lamednum
from tests.cartography.exports.test_formats import body, full_place
from tests.cartography.factories import PlaceFactory
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
RAW = Path(__file__).parents[1] / "data/brut"
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _portals(time_machine):
    time_machine.move_to(NOW, tick=False)
    national_portal()
    territory_portal()


def exported(client, path="/lieux.data-inclusion.json"):
    """What leaves; every row is what the official package takes."""
    found = json.loads(body(client.get(path)))
    for row in found["structures"]:
        Structure.model_validate(row)
    for row in found["services"]:
        Service.model_validate(row)
    return found


def test_a_place_is_a_structure_with_its_services(client):
    place = PlaceFactory(
        name="Médiathèque.",
        pivot="43493312300029",
        services="Aide aux démarches administratives",
        publics="Jeunes|Femmes",
        specific_care="Surdité|Illettrisme",
        costs="Gratuit|Gratuit sous condition",
        access_modes="Se présenter|Téléphoner",
        support_modes="Accompagnement individuel|Dans un atelier collectif",
        description="Au premier étage",
        summary="On vous aide",
    )
    shared = {
        "source": "maillage",
        "lien_source": f"http://testserver/lieux/{place.uuid}/",
        "date_maj": "2026-09-01",
        "commune": "Mâcon",
        "code_postal": "71000",
        "code_insee": "71270",
        "adresse": "12 rue de la Barre",
        "latitude": 46.3069,
        "longitude": 4.8287,
        "telephone": "+33385395500",
        "courriel": "macon@exemple.fr",
        "horaires_accueil": "Mo-Fr 09:00-12:00,14:00-17:30; PH off",
    }
    identifier = f"maillage--{place.uuid}"
    assert exported(client) == {
        "structures": [
            {
                **shared,
                "id": identifier,
                "nom": "Médiathèque",
                "description": "Au premier étage",
                "siret": "43493312300029",
                "reseaux_porteurs": ["france-service"],
            }
        ],
        "services": [
            {
                **shared,
                "structure_id": identifier,
                "id": f"{identifier}-demarches",
                "nom": "Aide aux démarches administratives",
                "description": (
                    "Aide aux démarches administratives. Accompagnement individuel, "
                    "Dans un atelier collectif. On vous aide."
                ),
                "thematiques": [
                    lists.THEMES["Aide aux démarches administratives"][1],
                    "numerique--acceder-a-des-services-en-ligne",
                ],
                "type": "accompagnement",
                "publics": ["femmes", "jeunes", "personnes-en-situation-de-handicap"],
                "publics_precisions": "Jeunes, Femmes, Surdité, Illettrisme",
                "frais": "gratuit",
                "frais_precisions": "Gratuit, Gratuit sous condition",
                "modes_accueil": ["en-presentiel"],
                "modes_mobilisation": ["se-presenter", "telephoner"],
                "mobilisable_par": ["usagers"],
                "mobilisation_precisions": "Se présenter, Téléphoner",
            }
        ],
    }


def test_every_value_of_the_standard_leaves_in_words_of_the_schema(client):
    full_place()
    found = exported(client)
    assert len(found["services"]) == 9
    assert {theme for row in found["services"] for theme in row["thematiques"]} == {
        theme for themes in lists.THEMES.values() for theme in themes
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"publics": ""}, {"publics": ["tous-publics"]}),
        ({"publics": "Seniors"}, {"publics": ["seniors"]}),
        ({"costs": "Payant"}, {"frais": "payant", "frais_precisions": "Payant"}),
        ({"costs": ""}, {"frais": None}),
        ({"support_modes": "À distance"}, {"modes_accueil": ["a-distance"], "type": None}),
        ({"support_modes": "En autonomie"}, {"type": "aide-materielle"}),
        (
            {"access_modes": "Envoyer un mail avec une fiche de prescription"},
            {"mobilisable_par": ["professionnels", "usagers"]},
        ),
        ({"access_modes": "Ce lieu n'accueille pas de public"}, {"modes_accueil": None}),
        ({"updated_on": date(2031, 1, 1)}, {"date_maj": "2026-11-20"}),
        ({"postal_code": "7"}, {"code_postal": None}),
        ({"emails": "pas une adresse"}, {"courriel": None}),
    ],
)
def test_each_field_as_the_schema_wants_it(client, fields, expected):
    PlaceFactory(**fields)
    row = exported(client)["services"][0]
    assert {name: row.get(name) for name in expected} == expected


def test_a_row_that_the_schema_refuses_whole_is_left_out(client):
    PlaceFactory(updated_on=date(1999, 1, 1))
    PlaceFactory(name="AB")
    assert [row["nom"] for row in exported(client)["structures"]] == ["AB Mâcon"]


def test_it_obeys_the_filters_and_the_portal_and_is_linked_from_the_list(client):
    PlaceFactory(name="Ici")
    PlaceFactory(name="Vannes", commune=CommuneFactory(code="56260", name="Vannes", latitude=47.6))
    names = {
        path: [row["nom"] for row in exported(client, path)["structures"]]
        for path in (
            "/lieux.data-inclusion.json",
            "/saone-et-loire/lieux.data-inclusion.json",
            "/lieux.data-inclusion.json?q=zzz",
        )
    }
    assert list(names.values()) == [["Vannes", "Ici"], ["Ici"], []]
    page = client.get("/saone-et-loire/lieux/?commune=71270").content.decode()
    assert "/saone-et-loire/lieux.data-inclusion.json?commune=71270" in page
    assert client.get("/lieux.data-inclusion.json?commune=00000").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_for_places_and_stops_twice_whatever_its_length(
    client, count, django_assert_num_queries
):
    PlaceFactory.create_batch(count)
    client.get("/lieux/")
    response = client.get("/lieux.data-inclusion.json")
    with django_assert_num_queries(4):
        body(response)


KEPT = (
    *("name", "pivot", "commune_id", "postal_code", "address", "address_extra", "latitude"),
    *("longitude", "phone", "services", "publics", "specific_care", "costs", "access_modes"),
    *("support_modes", "accessibility_url", "booking_url", "updated_on"),
)


def as_kept(place):
    """What data·inclusion can say of a place, in the standard's fields."""
    return {name: getattr(place, name) for name in KEPT} | {
        "hours": place.hours.osm if place.hours else "",
        "emails": place.values("emails")[:1],
        "websites": place.values("websites")[:1],
    }


@pytest.mark.usefixtures("communes")
def test_real_places_come_back_the_same(client, tmp_path):
    """Rows of seven territories: out, in again, and in again."""
    for file in sorted(RAW.glob("*.json")):
        if file.name != "communes.json":
            import_places(file, file.stem, on=date(2023, 1, 1))
    before = {str(place.uuid): as_kept(place) for place in Place.objects.shown()}
    path = tmp_path / "lieux.json"
    path.write_bytes(body(client.get("/lieux.data-inclusion.json")))
    Place.objects.all().delete()
    import_places(path, "retour", on=date(2026, 1, 1))
    after = {
        source.source_id.removeprefix("maillage--"): as_kept(source.place)
        for source in PlaceSource.objects.select_related("place__hours", "place__commune")
    }
    assert (after, len(after) > 15) == (before, True)
    assert import_places(path, "retour", on=date(2026, 1, 1)).unchanged == len(before)


def test_services_of_others_are_known_by_their_themes(tmp_path):
    path = tmp_path / "dora.json"
    structure = {
        "source": "dora",
        "id": "dora--1",
        "nom": "Centre social",
        "commune": "Mâcon",
        "code_postal": "71000",
        "code_insee": "71270",
        "adresse": "1 quai Lamartine",
        "date_maj": "2026-01-01",
    }
    service = {
        "structure_id": "dora--1",
        "nom": "Atelier du mardi",
        "thematiques": ["numerique--acquerir-un-equipement"],
        "publics": ["seniors", "tous-publics"],
        "type": "atelier",
        "frais": "gratuit",
    }
    CommuneFactory()
    path.write_text(json.dumps({"structures": [structure], "services": [service]}))
    import_places(path, "dora", on=date(2026, 1, 1))
    place = Place.objects.get()
    assert (place.services, place.publics, place.support_modes, place.costs) == (
        *("Acquisition de matériel informatique à prix solidaire", "Seniors"),
        *("Dans un atelier collectif", "Gratuit"),
    )


@pytest.mark.parametrize(
    "whole",
    [
        {"structures": 1, "services": []},
        {"structures": [], "services": [1]},
        {"structures": [], "services": []},
    ],
)
def test_a_file_that_only_looks_like_it_is_refused(tmp_path, whole):
    path = tmp_path / "x.json"
    path.write_text(json.dumps(whole))
    with pytest.raises(json_rows.NotRows):
        json_rows.read(path)


def test_lists_hold_the_standards_own_spelling():
    known = {str(value) for values in lamednum.LISTS.values() for value in values}
    words = (lists.THEMES, lists.PUBLICS, lists.NETWORKS, lists.WAYS_IN, dict(lists.KINDS))
    assert [name for table in words for name in table if name not in known] == []
