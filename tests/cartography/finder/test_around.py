"""A list around a point: read once, by distance as it is told, then what is open first."""

import csv
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.paginator import Paginator

from maillage.territories.geometry import as_read
from maillage.ui import french
from maillage.values import Point
from maillage_cartography.finder import facet_counts
from maillage_cartography.finder.around import Around
from maillage_cartography.models import Place
from maillage_cartography.opening_hours.criteria import NOW, Wanted
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.cartography.finder.views.test_list import Read
from tests.site.factories import CommuneFactory, national_portal

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 12, 7, 15, tzinfo=ZoneInfo("Europe/Paris"))
MACON = Point(46.3069, 4.8287)
CLOSED = "Sa 09:00-12:00"


def around(chosen=None, **wanted):
    chosen = {name: frozenset(slugs) for name, slugs in (chosen or {}).items()}
    return Around(Place.objects.all(), MACON, chosen, Wanted(MONDAY, **wanted))


def pages(found, size=20):
    paginator = Paginator(found, size)
    return [
        [Place.objects.filter(pk=key).values_list("name", flat=True).get() for key in page]
        for page in paginator
    ]


def test_a_circle_is_read_in_two_queries_however_many_places(django_assert_num_queries):
    for _more in range(2):
        PlaceFactory.create_batch(2, latitude=46.31)
        PlaceFactory(hours=None)
        with django_assert_num_queries(2):
            found = around()
            assert (len(found), len(found[:20])) == (
                found.facet_counts.counts("frais")["gratuit"],
            ) * 2


def test_what_is_open_comes_first_on_every_page():
    closed, opened = HoursFactory(text=CLOSED), HoursFactory(text="24/7")
    for number in range(5):
        PlaceFactory(name=f"fermé {number}", hours=closed, latitude=46.3069, longitude=4.8287)
    for number in range(3):
        PlaceFactory(name=f"ouvert {number}", hours=opened, latitude=46.3069, longitude=4.8287)
    PlaceFactory(name="sans horaires", hours=None, latitude=46.3069, longitude=4.8287)
    PlaceFactory(name="plus loin", hours=opened, latitude=46.4)
    PlaceFactory(name="on ne sait où", hours=opened, latitude=None, longitude=None)
    assert pages(around(), 4) == [
        ["ouvert 0", "ouvert 1", "ouvert 2", "fermé 0"],
        ["fermé 1", "fermé 2", "fermé 3", "fermé 4"],
        ["sans horaires", "plus loin", "on ne sait où"],
    ]


def test_a_distance_is_the_same_when_it_reads_the_same():
    """11.2 and 10.8 km are both told "11 km": the one that is open comes first."""
    PlaceFactory(name="fermé", hours=HoursFactory(text=CLOSED), latitude=46.404, longitude=4.8287)
    PlaceFactory(name="ouvert", hours=HoursFactory(text="24/7"), latitude=46.407, longitude=4.8287)
    PlaceFactory(name="loin", hours=HoursFactory(text="24/7"), latitude=46.42, longitude=4.8287)
    assert pages(around()) == [["ouvert", "fermé", "loin"]]


def test_what_opens_or_closes_soon_is_between_the_open_and_the_closed():
    texts = {"ouvre à 15 h 30": "15:30-18:00", "ferme à 15 h 30": "09:00-15:30"}
    texts |= {"ouvert": "24/7", "fermé": CLOSED}
    for name, text in texts.items():
        PlaceFactory(name=name, hours=HoursFactory(text=text))
    assert pages(around()) == [["ouvert", "ferme à 15 h 30", "ouvre à 15 h 30", "fermé"]]


@pytest.mark.parametrize(
    "km", [0, 0.04, 0.099, 0.1, 0.149, 0.3, 0.949, 0.96, 1.04, 9.94, 9.96, 50.4]
)
def test_a_distance_as_read_is_told_alike(km):
    assert french.distance(as_read(km)) == french.distance(km)


def test_a_choice_that_leaves_nothing_leaves_no_page():
    PlaceFactory(hours=None)
    found = around(chosen={"ouvert": [NOW]}, choice=NOW)
    assert (len(found), found[:20], found.facet_counts.silent) == (0, [], 1)


def test_hours_are_read_whole_when_there_are_many(monkeypatch):
    PlaceFactory(hours=HoursFactory(text=CLOSED))
    PlaceFactory()
    few = around().facet_counts.hours
    monkeypatch.setattr(facet_counts, "MANY", 1)
    assert around().facet_counts.hours == few
    assert len(few) == 2


@pytest.mark.parametrize(
    "query",
    [
        "commune=71270",
        "commune=71270&rayon=5",
        "commune=71270&ouvert=maintenant",
        "commune=71270&ouvert=inconnus",
        "commune=71270&jour=2026-12-12",
        "commune=71270&heure=10:00",
        "commune=71270&service=emploi",
        "commune=71270&frais=gratuit&frais=payant&q=maison",
        "autour=46.307,4.829&ouvert=week-end",
        "commune=71270&dans=01",
    ],
)
def test_the_list_and_its_export_hold_the_same_places(client, query):
    national_portal()
    bourg = CommuneFactory(code="01053", name="Bourg-en-Bresse", departement_code="01")
    sunday = HoursFactory(text="Su 09:00-12:00")
    for number in range(3):
        PlaceFactory(name=f"Maison {number}", latitude=46.31 + number / 30, costs="Payant")
    PlaceFactory(name="Dimanche", hours=sunday, services="Insertion professionnelle")
    PlaceFactory(name="Voisine", hours=None, commune=bourg, costs="Gratuit sous condition")
    PlaceFactory(name="Perdue", latitude=None, longitude=None, hours=sunday)
    with time_machine.travel(MONDAY, tick=False):
        page = Read(client, f"/lieux/?{query}")
        shown = [] if page.texts(".empty") else page.names
        answer = client.get(f"/lieux.csv?{query}")
    rows = csv.DictReader(b"".join(answer).decode("utf-8-sig").splitlines())
    assert sorted(shown) == sorted(row["nom"] for row in rows)
