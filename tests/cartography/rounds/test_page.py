"""The page and the sheet of a bus: its next stops, in words and for engines."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup

from maillage.territories.models import Territory
from maillage_cartography.rounds.rules import read
from maillage_cartography.rounds.stop_dates import stop_dates
from maillage_cartography.rounds.wording import round_status, rule_wording
from tests.cartography.factories import HoursFactory, PlaceFactory, StopFactory
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
NEXT = "Mardi 8 décembre, de 9 h à 12 h place de la mairie, Cluny"


@pytest.fixture(autouse=True)
def portals():
    national_portal()
    territory_portal()


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 23, 11, tzinfo=ZoneInfo("UTC")), tick=False):
        yield


@pytest.fixture
def bus():
    """Based in Lyon; it stops in Cluny, and no more in Tournus."""
    lyon = CommuneFactory(code="69387", name="Lyon 7e", latitude=45.73, longitude=4.84)
    place = PlaceFactory(name="Bus numérique", commune=lyon, mobility="Itinérant")
    cluny = CommuneFactory(code="71137", name="Cluny", latitude=46.4347, longitude=4.6597)
    hours = HoursFactory(text="Tu[2] 09:00-12:00; PH off; 2027 Jan 12 off")
    StopFactory(place=place, commune=cluny, hours=hours)
    over = HoursFactory(text="2000 Jan 01-2026 Oct 31 Mo 09:00-12:00; PH off")
    StopFactory(place=place, hours=over, last_on=datetime(2026, 10, 31).date(), spot="gare")
    return place


def plain(node):
    return re.sub(r"\s+", " ", node.get_text(" ")).strip()


def soup_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_page_tells_when_and_where_it_stops(client, bus):
    soup = soup_of(client, bus.get_absolute_url())
    coming, every = soup.select(".stops")
    assert plain(soup.select_one("h1").parent).count("Passe mardi 8 décembre, 9 h à 12 h, à Cluny")
    assert plain(coming).startswith(NEXT)
    assert plain(every) == (
        "Cluny , place de la mairie Deuxième mardi du mois, de 9 h à 12 h "
        "Ne passe pas : mardi 12 janvier 2027. Ne passe pas les jours fériés."
    )
    assert soup.select(".hours") == []


def test_engines_read_each_stop_as_a_place_with_its_hours(client, bus):
    soup = soup_of(client, bus.get_absolute_url())
    data = json.loads(soup.select_one("script[type='application/ld+json']").string)
    (stop,) = data["containsPlace"]
    assert (stop["name"], stop["address"]["addressLocality"], "geo" in stop) == (
        *("place de la mairie", "Cluny"),
        False,
    )
    assert stop["openingHoursSpecification"][:2] == [
        {
            "@type": "OpeningHoursSpecification",
            "opens": "09:00",
            "closes": "12:00",
            "validFrom": day,
            "validThrough": day,
        }
        for day in ("2026-12-08", "2027-02-09")
    ]
    assert "openingHoursSpecification" not in data


def test_the_sheet_to_print_has_the_next_stops(client, bus):
    soup = soup_of(client, f"{bus.get_absolute_url()}fiche/")
    assert plain(soup.select_one(".stops")).startswith(NEXT)


def test_the_portal_where_it_stops_shows_it_and_no_other(client, bus):
    vannes = TerritoryFactory(
        code="56", name="Morbihan", slug="morbihan", kind=Territory.Kind.DEPARTEMENT
    )
    territory_portal(vannes)
    address = bus.get_absolute_url()
    answers = [client.get(f"/{slug}{address}") for slug in ("saone-et-loire", "morbihan")]
    assert [answer.status_code for answer in answers] == [200, 302]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_whatever_the_stops(client, count, django_assert_max_num_queries):
    place = PlaceFactory(mobility="Itinérant")
    for number in range(count):
        StopFactory(place=place, spot=f"arrêt {number}")
    client.get(place.get_absolute_url())
    with django_assert_max_num_queries(9):
        client.get(place.get_absolute_url())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tu 09:00-12:00; PH off", "Chaque mardi, de 9 h à 12 h"),
        (
            "2026 Sep 01-2027 Jun 30 week 02-52/2 We 14:00-16:30",
            (
                "Un mercredi sur deux (semaines paires), de 14 h à 16 h 30, "
                "à partir du 1er septembre 2026, jusqu’au 30 juin 2027"
            ),
        ),
        ("Fr[-1] 09:00-12:00", "Dernier vendredi du mois, de 9 h à 12 h"),
        ("2026 Dec 08 09:00-24:00", "Dates : 8 décembre 2026, de 9 h à minuit"),
    ],
)
def test_a_rule_is_said_as_people_say_it(text, expected):
    assert re.sub(r"\s", " ", rule_wording(read(text))) == expected


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (7, 9, ("closed", "Passe demain, 9 h à 12 h, à Cluny")),
        (8, 7, ("closed", "Passe aujourd’hui, 9 h à 12 h, à Cluny")),
        (8, 8.5, ("soon", "Passe aujourd’hui, 9 h à 12 h, à Cluny")),
        (8, 10, ("open", "À Cluny jusqu’à 12 h")),
        (8, 11.5, ("soon", "À Cluny encore 30 min")),
    ],
)
def test_the_status_is_that_of_the_next_stop(bus, day, hour, expected):
    at = datetime(2026, 12, day, int(hour), int(hour % 1 * 60), tzinfo=ZoneInfo("Europe/Paris"))
    found = round_status(stop_dates(bus.stops.current(at.date()).shown(), at, 3), at)
    assert (found.tone, re.sub(r"\s", " ", found.label)) == expected


def test_a_bus_that_is_announced_nowhere_says_so():
    assert round_status([], datetime(2026, 12, 8, tzinfo=ZoneInfo("UTC"))) == (
        "unknown",
        "Aucun passage annoncé",
    )
