"""The reference tables in the database."""

import pytest

from maillage.territories.gazetteer.queries import find
from maillage.territories.loading import load_territories
from maillage.territories.models import Commune, PostalCode, Territory
from maillage.values import BoundingBox

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole of France, once for this module; emptied afterwards."""
    with django_db_blocker.unblock():
        load_territories()
        yield
        Territory.objects.all().delete()
        Commune.objects.exclude(parent=None).delete()
        Commune.objects.all().delete()


def counts():
    kinds = [kind.value for kind in Territory.Kind]
    return {
        "communes": Commune.objects.filter(kind="commune").count(),
        "arrondissements": Commune.objects.exclude(parent=None).count(),
        "postal codes": PostalCode.objects.count(),
        "ancestors": Territory.ancestors.through.objects.count(),
        **{kind: Territory.objects.filter(kind=kind).count() for kind in kinds},
    }


def territory(kind, code):
    return Territory.objects.get(kind=kind, code=code)


def test_the_whole_of_the_tables_is_there(loaded):
    assert {**counts(), "postal codes": None, "ancestors": None} == {
        "communes": 34_969,
        "arrondissements": 45,
        "postal codes": None,
        "ancestors": None,
        "com": 0,
        "epci": 1_255,
        "dep": 101,
        "coll": 8,
        "reg": 26,
        "net": 0,
    }


def test_loading_again_changes_nothing(loaded):
    before = (counts(), list(Territory.objects.order_by("pk").values_list("pk", "uuid", "slug")))
    load_territories()
    after = (counts(), list(Territory.objects.order_by("pk").values_list("pk", "uuid", "slug")))
    assert after == before


def test_97150_is_saint_martin_and_not_guadeloupe(loaded):
    (commune,) = find("97150").communes
    covering = Territory.objects.covering(commune).order_by("kind")
    assert (commune.code, [t.code_path for t in covering]) == ("97801", ["coll:978", "reg:978"])


def test_saint_martin_keeps_its_own_time_phone_and_extent(loaded):
    found = territory("coll", "978")
    assert (found.name, found.time_zone, found.phone_prefix, found.extent) == (
        "Saint-Martin",
        "America/Marigot",
        "+590",
        BoundingBox(-63.25, 17.91, -62.87, 18.25),
    )


def test_arrondissements_roll_up_to_their_city(loaded):
    cities = {}
    for part in Commune.objects.exclude(parent=None).select_related("parent"):
        assert part.departement_code == part.parent.departement_code
        cities[part.parent.name] = cities.get(part.parent.name, 0) + 1
    assert cities == {"Paris": 20, "Lyon": 9, "Marseille": 16}


def test_an_epci_lies_in_its_departement_and_region(loaded):
    orleans = Territory.objects.get(kind="epci", name="Orléans Métropole")
    assert (orleans.slug, {t.code_path for t in orleans.ancestors.all()}) == (
        "orleans-metropole",
        {"dep:45", "reg:24"},
    )


def test_an_epci_astride_two_departements_lies_in_neither(loaded):
    macon = Territory.objects.covering(Commune.objects.get(code="71270")).get(kind="epci")
    assert {t.code_path for t in macon.ancestors.all()} == set()


def test_a_departement_takes_the_plain_slug_and_a_region_of_that_name_says_so(loaded):
    assert (territory("dep", "974").slug, territory("reg", "04").slug) == (
        "la-reunion",
        "region-la-reunion",
    )


def test_a_commune_may_keep_another_time_than_its_collectivity(loaded):
    zones = dict(
        Commune.objects.filter(code__in=["98735", "98719", "98731", "97411", "71270"]).values_list(
            "code", "time_zone"
        )
    )
    assert zones == {
        "98735": "Pacific/Tahiti",
        "98719": "Pacific/Gambier",
        "98731": "Pacific/Marquesas",
        "97411": "Indian/Reunion",
        "71270": "Europe/Paris",
    }


def test_the_communes_without_a_known_centre_stay_without(loaded):
    unknown = Commune.objects.filter(latitude=None)
    assert (unknown.count(), Commune.objects.get(code="98411").point) == (35, None)


def test_a_departement_holds_its_communes(loaded):
    saone = territory("dep", "71")
    assert (
        Commune.objects.in_territory(saone).count(),
        saone.extent.contains(Commune.objects.get(code="71270").point),
    ) == (563, True)
