"""The nearest places that help with a need, offered to other plugins' pages."""

from datetime import UTC, date, datetime

import pytest

from maillage.help import HelpQuery, HelpSource, help_for
from maillage.plugin import contributions
from maillage.scope import Scope
from maillage.themes.needs import BY_SLUG
from maillage_cartography import help as nearest
from tests.cartography.factories import HoursFactory, PlaceFactory, StopFactory
from tests.site.factories import CommuneFactory, TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)  # a Tuesday, 10:30 in Mâcon
PAPERS = BY_SLUG["demarches"]


@pytest.fixture
def saone():
    return Scope(slug="saone-et-loire", territory=TerritoryFactory(), name="Saône-et-Loire")


@pytest.fixture
def places():
    """Four in Mâcon, from the town hall outwards; the last one does something else."""
    made = [PlaceFactory(name=f"n°{n}", latitude=46.3069 + n / 100) for n in range(4)]
    return [*made, PlaceFactory(name="jeux", services="Loisirs et créations numériques")]


def find(scope, **fields):
    return nearest.find(HelpQuery(scope=scope, at=AT, **fields))


def test_around_a_town_the_nearest_that_help_with_the_need(saone, places):
    found = find(saone, need=PAPERS, commune=CommuneFactory())
    assert found.title == "4 lieux près de Mâcon pour faire une démarche administrative en ligne"
    assert [(o.title, round(o.distance, 1), o.phone, o.tone) for o in found.offers] == [
        ("n°0", 0.0, "+33385395500", "open"),
        ("n°1", 1.1, "+33385395500", "open"),
        ("n°2", 2.2, "+33385395500", "open"),
    ]
    assert (found.url, found.more) == (
        "/saone-et-loire/lieux/?rayon=10&service=demarches&commune=71270",
        "Voir les 4 lieux",
    )


def test_the_list_it_leads_to_holds_as_many(client, saone, places):
    national_portal()
    territory_portal(saone.territory)
    found = find(saone, need=PAPERS, commune=CommuneFactory())
    assert "4 lieux" in client.get(found.url).content.decode()


def test_it_looks_further_until_there_is_a_choice(saone):
    PlaceFactory(name="Tournus", latitude=46.56)  # 28 km
    found = find(saone, commune=CommuneFactory())
    assert ([o.title for o in found.offers], "rayon=50" in found.url, found.more) == (
        ["Tournus"],
        True,
        "",
    )


def test_a_bus_is_found_where_it_stops(saone):
    bus = StopFactory(place__name="Bus", place__latitude=48.0).place
    assert [o.title for o in find(saone, commune=CommuneFactory()).offers] == [bus.name]


def test_beyond_the_portal_the_whole_country_answers(saone):
    pau = CommuneFactory(code="64445", name="Pau", latitude=43.2951, longitude=-0.3708)
    PlaceFactory(commune=pau, latitude=43.2951, longitude=-0.3708)
    assert find(saone, commune=pau).url == "/lieux/?rayon=50&commune=64445"


def test_without_a_town_those_of_the_territory_that_are_open_come_first(saone, places):
    type(places[0]).objects.filter(pk=places[0].pk).update(hours=None)
    found = find(saone, need=PAPERS)
    assert [o.title for o in found.offers] == ["n°1", "n°2", "n°3"]
    assert found.title.startswith("Saône-et-Loire\xa0: 4 lieux pour faire une démarche")
    assert (found.ask.action, found.ask.kept) == (
        "/saone-et-loire/lieux/",
        (("service", "demarches"),),
    )


def test_the_national_portal_asks_for_the_town(places):
    found = find(Scope(), need=PAPERS)
    assert (list(found.offers), found.ask.action) == ([], "/lieux/")


def test_nothing_is_offered_where_there_is_nothing(saone):
    assert find(saone) is None
    assert find(saone, commune=CommuneFactory()) is None


def test_each_is_asked_and_one_that_fails_is_left_out(saone, places, monkeypatch, caplog):
    def broken(_query):
        raise RuntimeError("no map today")

    monkeypatch.setattr(
        "maillage.help.contributions",
        lambda kind: [HelpSource(label="Carte", find=broken), *contributions(kind)],
    )
    helps = help_for(HelpQuery(scope=saone, at=AT, need=PAPERS, commune=CommuneFactory()))
    assert [len(found.offers) for found in helps] == [3]
    assert "help was not found: Carte" in caplog.text


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(saone, rows, django_assert_max_num_queries):
    for _number in range(rows):
        PlaceFactory()
    macon = CommuneFactory()
    with django_assert_max_num_queries(10):
        find(saone, need=PAPERS, commune=macon)


SATURDAY = date(2026, 12, 5)


@pytest.fixture
def open_on_saturday():
    return PlaceFactory(name="Samedi", latitude=46.35, hours=HoursFactory(text="Sa 09:00-12:00"))


def test_a_day_keeps_those_open_then_says_it_and_travels(saone, places, open_on_saturday):
    """A bus closed on Saturdays came second, and the link to the list forgot the day."""
    StopFactory(place__name="Bus du lundi", hours=HoursFactory(text="Mo 09:00-12:00"))
    found = find(saone, need=PAPERS, commune=CommuneFactory(), days=(SATURDAY, SATURDAY))
    assert [(o.title, o.when, o.tone) for o in found.offers] == [
        ("Samedi", "Ouvert samedi 9\u202fh–12\u202fh", "open")
    ]
    assert found.title.endswith("en ligne, ouvert samedi 5 décembre")
    assert "jour=2026-12-05" in found.url


def test_a_bus_is_told_where_it_stops_that_day(saone):
    bus = StopFactory(place__name="Bus", hours=HoursFactory(text="Mo 09:00-12:00")).place
    StopFactory(place=bus, spot="Marché", hours=HoursFactory(text="Sa 10:00-11:00"))
    (offer,) = find(saone, commune=CommuneFactory(), days=(SATURDAY, SATURDAY)).offers
    assert offer.when == "Passe samedi 5 décembre, 10\u202fh à 11\u202fh, à Mâcon"


def test_a_week_end_is_that_of_the_list(saone, open_on_saturday):
    sunday = date(2026, 12, 6)
    found = find(saone, need=PAPERS, commune=CommuneFactory(), days=(SATURDAY, sunday))
    assert ([o.title for o in found.offers], "ouvert=week-end" in found.url) == (["Samedi"], True)


def test_nobody_open_that_day_is_told(saone, places):
    sunday = date(2026, 12, 6)
    found = find(saone, need=PAPERS, commune=CommuneFactory(), days=(sunday, sunday))
    assert "dimanche 6 décembre" in found.note
    assert ([o.title for o in found.offers][:1], "jour=" in found.url) == (["n°0"], False)


def test_a_day_in_a_territory(saone, places, open_on_saturday):
    found = find(saone, need=PAPERS, days=(SATURDAY, SATURDAY))
    assert [o.title for o in found.offers] == ["Samedi"]
