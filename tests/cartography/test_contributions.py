"""What others read of places: search, soft links, API, blocks, pictures, admin."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from wagtail.blocks import StructValue
from wagtail.permissions import policy_registry

from maillage.scope import Scope
from maillage.values import Point, Resolved, SearchDocument
from maillage_cartography import resolving, search
from maillage_cartography.blocks import NearestPlacesBlock
from maillage_cartography.map import header_picture
from maillage_cartography.models import Place
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 12, 7, 15, tzinfo=ZoneInfo("Europe/Paris"))


def test_the_search_knows_a_place_by_its_town_needs_and_territories():
    place = PlaceFactory(name="Mairie", description="Sur deux étages.")
    (document,) = search.documents(search.queryset().get())
    assert document == SearchDocument(
        uid=f"place:{place.uuid}:fr",
        kind="place",
        title="Mairie",
        url=f"/lieux/{place.uuid}/",
        body="Sur deux étages.",
        address="12 rue de la Barre, 71000 Mâcon",
        keywords=(
            *("Mâcon", "71000", "Faire une démarche administrative en ligne"),
            *("Utiliser un ordinateur et Internet", "Aide aux démarches administratives"),
            *("Accès internet et matériel informatique", "France Services"),
        ),
        territories=("com:71270", "dep:71", "epci:200070308", "reg:27"),
        point=Point(46.3069, 4.8287),
        date=date(2026, 9, 1),
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"code": "97801", "region_code": "", "epci_code": ""}, ["com:97801", "coll:978"]),
        (
            {"code": "97411", "region_code": "04"},
            ["com:97411", "dep:974", "epci:200070308", "reg:04"],
        ),
    ],
)
def test_a_collectivity_is_no_departement(fields, expected):
    assert list(search.territory_codes(CommuneFactory(**fields))) == expected


def test_a_soft_link_leads_to_its_place(django_assert_num_queries):
    place = PlaceFactory(name="Mairie")
    urn = f"maillage:place:{place.uuid}"
    with django_assert_num_queries(1):
        found = resolving.resolve([urn, f"maillage:place:{uuid4()}", "maillage:place:x", "autre"])
    assert found == {
        urn: Resolved(
            urn=urn,
            title="Mairie",
            url=f"/lieux/{place.uuid}/",
            address="12 rue de la Barre, 71000 Mâcon",
            point=Point(46.3069, 4.8287),
            zone="Europe/Paris",
        )
    }


def test_the_api_reads_the_same_parameters(client):
    place = PlaceFactory(name="Mairie")
    PlaceFactory(name="Autre", commune=CommuneFactory(code="71137", name="Cluny"), latitude=47.0)
    data = client.get("/api/places/?commune=71270").json()
    assert (data["count"], [item["uuid"] for item in data["items"]]) == (1, [str(place.uuid)])
    assert client.get("/api/places/?service=magie&page=1000000000").json()["errors"].keys() == {
        "service"
    }
    one = client.get(f"/api/places/{place.uuid}").json()
    assert (one["name"], one["standard"]["telephone"]) == ("Mairie", "+33385395500")
    assert client.get(f"/api/places/{uuid4()}").status_code == 404


def rows(scope):
    block = NearestPlacesBlock()
    value = StructValue(block, {"title": "Ouvert", "count": 3})
    found = block.rows(scope, value)
    return [card.place.name for card in found["cards"]], found["any_open"]


def test_the_block_shows_what_is_open_in_the_portal():
    scope = Scope(slug="saone-et-loire", territory=TerritoryFactory())
    with time_machine.travel(MONDAY, tick=False):
        assert rows(scope) == ([], False)
        PlaceFactory(name="Fermé", hours=HoursFactory(text="Sa 09:00-12:00"))
        assert rows(scope) == (["Fermé"], False)
        PlaceFactory(name="Ouvert")
        PlaceFactory(name="Ailleurs", commune=CommuneFactory(code="56260", name="Vannes"))
        assert rows(scope) == (["Ouvert"], True)


@pytest.mark.parametrize("path", ["/", "/saone-et-loire/"])
def test_a_home_shows_the_block(client, path):
    national_portal()
    territory_portal()
    assert client.get(path).status_code == 200


def test_the_picture_is_drawn_from_a_few_hundred_places():
    PlaceFactory(latitude=None, longitude=None)
    Place.objects.bulk_create(
        PlaceFactory.build(commune=CommuneFactory(), hours=None, latitude=46 + n / 1000)
        for n in range(700)
    )
    found = header_picture.positions(TerritoryFactory())
    assert (len(found), found[0]) == (234, Point(46.0, 4.8287))
    assert (
        header_picture.positions(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
        == []
    )


def test_places_are_kept_in_the_admin_and_never_deleted():
    place = PlaceFactory()
    user = UserFactory(is_superuser=True)
    policy = policy_registry.get_by_type(Place)
    allowed = {
        action: policy.user_has_permission_for_instance(user, action, place)
        for action in ("view", "add", "change", "delete")
    }
    assert allowed == {"view": True, "add": True, "change": True, "delete": False}


def test_the_admin_lists_places_and_finds_them(admin_client):
    PlaceFactory(name="Mairie")
    PlaceFactory(name="Gare", search_text="gare")
    listed = admin_client.get("/gestion/snippets/maillage_cartography/place/?q=mairie")
    body = listed.content.decode()
    assert (listed.status_code, "Mairie" in body, "Gare" in body) == (200, True, False)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (None, "Lieux ouverts maintenant"),
        ("Ouvert maintenant près de chez vous", "Lieux ouverts maintenant"),
        ("Ouverts ce matin", "Ouverts ce matin"),
    ],
)
def test_the_block_does_not_say_near_you_without_knowing_where(written, shown):
    PlaceFactory(hours=HoursFactory(text="Mo 14:00-17:00"))
    block = NearestPlacesBlock()
    value = StructValue(block, {"title": written or str(block.get_default()["title"]), "count": 3})
    with time_machine.travel(MONDAY, tick=False):
        assert f"<h2>{shown}</h2>" in block.render(value)
    with time_machine.travel(MONDAY + timedelta(hours=12), tick=False):
        assert "<h2>Lieux où l’on vous aide</h2>" in block.render(value)
