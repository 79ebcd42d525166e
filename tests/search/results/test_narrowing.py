"""Filters and order of the page of results."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from maillage_search.full_text import writing
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.search.factories import CORPUS, MACON, SAONE_ET_LOIRE, document, ready
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
PORTAL = "/saone-et-loire/recherche/"


@pytest.fixture
def portals(communes):
    national_portal()
    territory_portal(TerritoryFactory())
    writing.write(ready(*CORPUS))


def page(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup):
    return [link.get_text() for link in soup.select(".search-result h2 a")]


def offered(soup, name):
    return [
        (one["value"], " ".join(one.find_next("span").get_text().split()), one.has_attr("checked"))
        for one in soup.select(f"input[name={name}]:not([type=hidden])")
    ]


def test_distances_are_offered_around_a_town_and_each_is_a_chip(client, portals):
    soup = page(client, "/recherche/", q="démarches près de Mâcon", type="place")
    assert offered(soup, "rayon") == [
        ("", "Peu importe", True),
        ("5", "À moins de 5 km (1)", False),
        ("10", "À moins de 10 km (1)", False),
        ("20", "À moins de 20 km (2)", False),
        ("50", "À moins de 50 km (2)", False),
    ]
    soup = page(client, "/recherche/", q="démarches près de Mâcon", type="place", rayon="5")
    assert titles(soup) == ["Médiathèque de Mâcon"]
    chip = soup.find("a", class_="active-filter", string=lambda text: "5" in (text or ""))
    assert (chip is None, "rayon" in str(soup.select(".active-filter")[-1]["href"])) == (
        True,
        False,
    )


def test_days_are_offered_where_something_takes_place(client, portals):
    assert offered(page(client, "/recherche/", q="médiathèque"), "quand") == []
    soon = timezone.now() + timedelta(days=3)
    writing.write(ready(document("s", "Zumba", kind="event", starts_at=soon, date=soon.date())))
    soup = page(client, "/recherche/", q="zumba", quand="7-jours")
    assert offered(soup, "quand") == [
        ("", "Peu importe", False),
        ("7-jours", "Dans les 7 jours (1)", True),
        ("30-jours", "Dans les 30 jours (1)", False),
    ]
    assert titles(soup) == ["Zumba"]


@pytest.mark.parametrize("day", ["2026-02-30", "31/02/2026", "demain", "0000-00-00"])
def test_a_day_that_does_not_exist_is_said_and_hides_nothing(client, portals, day):
    soup = page(client, "/recherche/", q="médiathèque", quand=day)
    assert "Ce jour n’existe pas" in soup.main.get_text()
    assert len(titles(soup)) == 2


def test_the_order_is_a_list_of_links_and_the_one_in_use_says_so(client, portals):
    soup = page(client, "/recherche/", q="démarches près de Mâcon", type="place", page="1")
    links = soup.select(".search-order li a")
    assert [(one.get_text(), one.get("aria-current")) for one in links] == [
        ("meilleures réponses", "true"),
        ("date", None),
        ("distance", None),
    ]
    assert links[2]["href"].endswith("type=place&tri=distance")
    without = page(client, "/recherche/", q="démarches").select(".search-order li a")
    assert [one.get_text() for one in without] == ["meilleures réponses", "date"]
    asked = page(client, "/recherche/", q="démarches", tri="distance")
    assert asked.select_one(".search-order [aria-current]").get_text() == "meilleures réponses"


def test_a_map_of_the_places_is_a_link_away(client, portals):
    soup = page(client, PORTAL, q="impôts près de Mâcon", rayon="20")
    assert soup.select_one(".search-map")["href"] == (
        "/saone-et-loire/lieux/?service=demarches&commune=71270&rayon=20"
    )
    assert (
        page(client, PORTAL, q="déclarer en ligne", type="page").select_one(".search-map") is None
    )


@pytest.fixture
def hours(portals):
    """Of two places of Mâcon, one is open day and night."""
    for name, osm in (("Maison ouverte", "24/7"), ("Maison close", "Feb 29 10:00-10:01")):
        place = PlaceFactory(name=name, hours=HoursFactory(text=osm, osm=osm))
        writing.write(
            ready(
                document(
                    str(place.uuid), name, kind="place", point=MACON, territories=SAONE_ET_LOIRE
                )
            )
        )


def test_what_is_open_now_is_counted_and_kept_alone(client, hours):
    soup = page(client, "/recherche/", q="maison près de Mâcon")
    assert offered(soup, "ouvert") == [("maintenant", "Ouvert maintenant (1)", False)]
    soup = page(client, "/recherche/", q="maison près de Mâcon", ouvert="maintenant")
    assert titles(soup) == ["Maison ouverte"]
    assert "Ouvert maintenant" in soup.select(".active-filter")[-1].get_text()


@pytest.mark.parametrize("name", ["quand", "rayon", "ouvert", "tri"])
@pytest.mark.parametrize("value", ["\0", "🙂", "x" * 10_000, "\u202eمرحبا", "-1", "1e9", "²"])
def test_no_filter_breaks_the_page(client, portals, name, value):
    assert client.get("/recherche/", {"q": "démarches macon", name: value}).status_code == 200
    assert client.get("/api/search/", {"q": "démarches macon", name: value}).status_code == 200
