"""The page of one place."""

import json
import re
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from maillage.contributions import MapLayer
from maillage.values import Feature, Point
from maillage_cartography.freshness.completeness import completeness
from maillage_cartography.place_page import upcoming_events
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portals():
    national_portal()
    territory_portal()


@pytest.fixture(autouse=True)
def christmas_eve():
    with time_machine.travel(
        datetime(2026, 12, 24, 15, tzinfo=ZoneInfo("Europe/Paris")), tick=False
    ):
        yield


def read(client, place, prefix=""):
    response = client.get(f"{prefix}{place.get_absolute_url()}")
    return BeautifulSoup(response.content, "html.parser")


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def test_the_week_to_come_is_shown_with_its_holidays(client):
    soup = read(client, PlaceFactory())
    assert [plain(row.get_text(" ")) for row in soup.select(".hours tr")][:3] == [
        "jeudi 24 décembre (aujourd’hui) 9 h – 12 h 14 h – 17 h 30",
        "vendredi 25 décembre Fermé",
        "samedi 26 décembre Fermé",
    ]


def test_exceptional_days_are_announced_before_they_are_in_the_week(client):
    text = (
        "Mo-Fr 09:00-12:00; PH off; 2026 Dec 26 off; 2027 Feb 30 off; 2027 Jan 09 18:00-24:00; "
        "2026 Dec 28-2027 Jan 03 off; 2027 Jul 14 off"
    )
    soup = read(client, PlaceFactory(hours=HoursFactory(text=text)))
    assert [plain(line.text) for line in soup.select(".hours + p + ul li")] == [
        "Du lundi 28 décembre au dimanche 3 janvier : fermé",
        "Samedi 9 janvier : 18 h – minuit",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo-Fr 10h00-12h30", "Tels que le lieu les a écrits : Mo-Fr 10h00-12h30"),
        ("Lundi et jeudi, sur rendez-vous", "Lundi et jeudi, sur rendez-vous"),
        (None, "Le lieu n’a pas communiqué ses horaires."),
    ],
)
def test_hours_are_shown_as_they_were_given_when_they_are_unclear(client, text, expected):
    soup = read(client, PlaceFactory(hours=HoursFactory(text=text) if text else None))
    assert expected in plain(soup.select_one("main").text)


def test_the_page_tells_search_engines_the_same(client):
    place = PlaceFactory(name="</script><b>Piège</b>")
    soup = read(client, place)
    data = json.loads(soup.select_one("script[type='application/ld+json']").string)
    assert (data["name"], data["telephone"], len(data["openingHoursSpecification"])) == (
        *("</script><b>Piège</b>", "+33385395500"),
        8,
    )
    assert soup.select("b") == []


def test_the_drawing_puts_the_place_inside_its_departement(client):
    soup = read(client, PlaceFactory())
    box = soup.select_one(".locator svg")
    dot = soup.select_one(".locator .dot")
    width, height = (int(part) for part in box["viewbox"].split()[2:])
    assert (0.5 * width < int(dot["cx"]) < width, 0.5 * height < int(dot["cy"]) < height) == (
        True,
        True,
    )
    assert "Mâcon" in box["aria-label"]


@pytest.mark.parametrize("code", ["98818", "97801"])
def test_a_collectivity_without_outline_has_no_drawing(client, code):
    soup = read(client, PlaceFactory(commune=CommuneFactory(code=code, name="Là-bas")))
    assert soup.select(".locator") == []


def test_a_portal_shows_its_own_places_and_sends_others_to_the_national_one(client):
    inside = PlaceFactory()
    outside = PlaceFactory(commune=CommuneFactory(code="56260", name="Vannes"))
    assert client.get(f"/saone-et-loire/lieux/{inside.uuid}/").status_code == 200
    response = client.get(f"/saone-et-loire/lieux/{outside.uuid}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/lieux/{outside.uuid}/")


def test_readers_are_told_how_complete_the_record_is(client):
    poor = PlaceFactory(costs="", phone="", access_modes="", updated_on=date(2020, 1, 1))
    for place in (poor, PlaceFactory(services="")):
        found = completeness(place, today=timezone.now().date()).percent
        page = client.get(place.get_absolute_url()).content.decode()
        assert f"La fiche est complète à {found}\u202f%." in page


def test_an_unknown_place_is_not_found(client):
    assert client.get(f"/lieux/{uuid4()}/").status_code == 404


def test_a_place_that_says_nothing_has_a_page(client):
    place = PlaceFactory(
        hours=None,
        phone="",
        emails="",
        services="",
        programmes="",
        costs="",
        address="",
        latitude=None,
        longitude=None,
    )
    soup = read(client, place)
    assert [plain(title.text) for title in soup.select("main h2")] == [
        "Appeler ou venir",
        "Horaires",
        "Avant d’y aller",
    ]


@pytest.fixture
def layer(monkeypatch):
    """One more layer on the map, beside those of the plugins."""

    def add(features):
        found = MapLayer(slug="essai", label="Essai", features=features)
        monkeypatch.setattr(upcoming_events, "contributions", lambda _kind: [found])

    return add


def shown_there(soup):
    return [plain(one.get_text(" ")) for one in soup.select("section[aria-labelledby=soon] .card")]


def test_what_other_plugins_show_at_the_door_is_told(client, layer):
    place = PlaceFactory()
    near, far = Point(46.3070, 4.8288), Point(46.31, 4.83)
    layer(
        lambda _query: [
            Feature("1", near, "Atelier courriel", "/agenda/atelier/", "mardi 8 décembre"),
            Feature("2", far, "Ailleurs", "/agenda/ailleurs/"),
        ]
    )
    soup = read(client, place)
    assert shown_there(soup) == ["Atelier courriel Mardi 8 décembre"]
    assert soup.select_one("section[aria-labelledby=soon] a")["href"] == "/agenda/atelier/"


def test_a_layer_that_fails_leaves_the_page_as_it_is(client, layer):
    layer(lambda _query: 1 / 0)
    assert shown_there(read(client, PlaceFactory())) == []


def test_a_place_without_coordinates_asks_nothing_of_others(client, layer):
    layer(lambda _query: 1 / 0)
    assert shown_there(read(client, PlaceFactory(latitude=None, longitude=None))) == []


def test_paper_has_the_phone_and_the_address_that_buttons_hold_on_a_screen(client):
    place = PlaceFactory()
    printed = read(client, place).select(".only-print")
    assert [re.sub(r"\s", " ", one.get_text()) for one in printed] == [
        *("Téléphone : 03 85 39 55 00", "Courriel : macon@exemple.fr"),
    ]
    cards = BeautifulSoup(client.get("/lieux/").content, "html.parser")
    assert [one.get_text() for one in cards.select(".only-print")] == [
        "12 rue de la Barre, 71000 Mâcon"
    ]


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ({}, "Appelez d’abord"),
        ({"phone": "", "booking_url": "https://exemple.fr/rdv"}, "Prenez rendez-vous d’abord"),
        ({"phone": ""}, "Écrivez d’abord"),
        ({"phone": "", "emails": ""}, "Venez aux heures d’ouverture"),
        ({"phone": "", "emails": "", "hours": None}, "Vérifiez que c’est ouvert"),
    ],
)
def test_the_first_step_is_one_that_can_be_taken(client, given, first):
    soup = read(client, PlaceFactory(**given))
    steps = soup.select_one("[aria-labelledby=next] ol")
    assert steps.li.get_text(" ", strip=True).startswith(first)
    assert ("Appelez" in soup.main.text) == ("phone" not in given)
