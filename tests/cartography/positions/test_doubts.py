"""Positions to check: found by an import or in what is there, settled by a coordinator."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from maillage.territories.models import PostalCode
from maillage_cartography.imports.applying import import_places
from maillage_cartography.models import DoubtfulPosition, Place
from maillage_cartography.provenance import locks
from tests.cartography.factories import PlaceFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=ZoneInfo("Europe/Paris"))
HEADER = "id,nom,commune,code_postal,adresse,latitude,longitude,date_maj"
ROW = "a,Foyer rural,Oyé,71800,Le bourg,{position},2026-01-05"
MACON = (46.3056, 4.832)


@pytest.fixture(autouse=True)
def towns():
    oye = CommuneFactory(code="71337", name="Oyé", latitude=46.325, longitude=4.193)
    PostalCode.objects.create(commune=oye, code="71800")
    CommuneFactory(code="71270", name="Mâcon", latitude=46.31, longitude=4.82)
    return oye


@pytest.fixture
def territory():
    return TerritoryFactory(kind="dep", code="71", name="Saône-et-Loire", slug="saone-et-loire")


@pytest.fixture
def file(tmp_path):
    def write(position: str = "46.3056,4.8320"):
        path = tmp_path / "lieux.csv"
        path.write_text(f"{HEADER}\n{ROW.format(position=position)}\n", "utf-8")
        return path

    return write


def imported(path):
    report = import_places(path, "essai", on=NOW.date())
    return report.created, report.changed, report.unchanged


def waiting():
    rows = DoubtfulPosition.objects.waiting()
    return [(row.place.name, row.latitude, row.longitude, row.lies_in_id) for row in rows]


def test_an_import_asks_once_about_a_position_that_strays(file):
    assert imported(file()) == (1, 0, 0)
    assert imported(file()) == (0, 0, 1)
    assert (Place.objects.get().point, waiting()) == (None, [("Foyer rural", *MACON, "71270")])


def test_a_position_that_becomes_sound_asks_nothing_more(file):
    imported(file())
    assert imported(file("46.32,4.19")) == (0, 1, 0)
    assert (Place.objects.get().latitude, waiting()) == (46.32, [])


def test_what_was_refused_is_not_asked_again_but_another_position_is(file, django_user_model):
    imported(file())
    DoubtfulPosition.objects.update(state="refused", decided_at=NOW)
    imported(file().with_name("lieux.csv"))
    assert waiting() == []
    imported(file("46.30,4.84"))
    assert [row[1] for row in waiting()] == [46.30]


def carried(*options):
    out = StringIO()
    with override("fr"):
        call_command("check_positions", *options, stdout=out)
    return out.getvalue().splitlines()


def test_places_that_are_there_are_carried_over_once(towns):
    PlaceFactory(commune=towns, latitude=MACON[0], longitude=MACON[1], name="Loin")
    PlaceFactory(commune=towns, latitude=46.32, longitude=4.19, name="Près")
    PlaceFactory(commune=towns, latitude=None, longitude=None, name="Nulle part")
    mine = PlaceFactory(commune=towns, latitude=None, longitude=None, name="Choisi")
    locks.edit(mine, {"position": f"{MACON[0]},{MACON[1]}"}, by=None, at=NOW)
    said = "3 lieux avec une position\u202f; 1 à vérifier, 2 gardés"
    assert carried("--dry-run") == [said, "Rien n’a été modifié."]
    assert (waiting(), Place.objects.located().count()) == ([], 3)
    assert carried() == [said]
    assert waiting() == [("Loin", *MACON, "71270")]
    assert carried() == ["2 lieux avec une position\u202f; 0 à vérifier, 2 gardés"]


@pytest.fixture
def coordinator(client, territory):
    client.force_login(member("coordinator", territory))
    return client


def answer(client, **said):
    with override("fr"):
        address = reverse(
            "maillage_cartography_admin:decide-position",
            args=[DoubtfulPosition.objects.get().pk],
        )
        response = client.post(address, said, follow=True)
    assert response.status_code == 200
    return Place.objects.get(), [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("said", "commune", "point"),
    [
        ({"choice": "accept"}, "71337", MACON),
        ({"choice": "commune"}, "71270", MACON),
        ({"choice": "centre"}, "71337", (46.325, 4.193)),
        ({"choice": "move", "position": "46.33, 4.2"}, "71337", (46.33, 4.2)),
        ({"choice": "refuse"}, "71337", (None, None)),
    ],
)
def test_each_answer_is_kept_whatever_the_source_repeats(coordinator, file, said, commune, point):
    imported(file())
    place, _messages = answer(coordinator, **said)
    assert (place.commune_id, (place.latitude, place.longitude)) == (commune, point)
    imported(file())
    place.refresh_from_db()
    assert (waiting(), (place.latitude, place.longitude)) == ([], point)


@pytest.mark.parametrize("position", ["", "0,0", "nord", "95, 4", "😀", "4" * 10_000, "\x00"])
def test_what_is_no_position_changes_nothing_and_says_so(coordinator, file, position):
    imported(file())
    place, messages = answer(coordinator, choice="move", position=position)
    assert (place.point, len(waiting()), len(messages)) == (None, 1, 1)


def test_an_answer_that_is_none_is_not_found(coordinator, file):
    imported(file())
    pk = DoubtfulPosition.objects.get().pk
    address = reverse("maillage_cartography_admin:decide-position", args=[pk])
    assert coordinator.post(address, {"choice": "zzz"}).status_code == 404


@pytest.mark.parametrize("others", [0, 2])
def test_the_queue_is_one_table_of_few_queries(
    coordinator, file, towns, others, django_assert_max_num_queries
):
    imported(file())
    for number in range(others):
        place = PlaceFactory(commune=towns, latitude=None, longitude=None)
        DoubtfulPosition.objects.create(
            place=place, latitude=46.3, longitude=4.8 + number, found_at=NOW
        )
    with django_assert_max_num_queries(25):
        page = coordinator.get(reverse("maillage_cartography_admin:positions")).content.decode()
    assert page.count('value="accept"') == 1 + others


def test_the_page_of_the_place_says_it(client, file, territory):
    imported(file())
    place = Place.objects.get()
    with override("fr"):
        page = client.get(place.get_absolute_url()).content.decode()
    assert "Sa position sur la carte est en cours de vérification" in page
