"""Choices that narrow a list, and how many places each would leave."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup

from maillage_cartography.finder.facet_counts import FacetCounts
from maillage_cartography.models import Place
from maillage_cartography.opening_hours import criteria
from maillage_cartography.opening_hours.criteria import Wanted
from maillage_cartography.standards.facets import ALL, BY_NAME
from maillage_cartography.standards.lamednum import LISTS
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.site.factories import national_portal

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 12, 7, 15, tzinfo=PARIS)
WEEK = "Mo-Fr 09:00-12:00,14:00-17:30"


@pytest.fixture
def monday(db):
    national_portal()
    with time_machine.travel(MONDAY, tick=False):
        yield


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def counted(chosen=None, **wanted):
    chosen = {name: frozenset(slugs) for name, slugs in (chosen or {}).items()}
    return FacetCounts.of(Place.objects.all(), chosen, Wanted(MONDAY, **wanted))


@pytest.mark.parametrize("facet", ALL, ids=lambda facet: facet.name)
def test_every_option_is_a_value_of_the_standard(facet):
    field = {
        "costs": "frais_a_charge",
        "support_modes": "modalites_accompagnement",
        "access_modes": "modalites_acces",
        "specific_care": "prise_en_charge_specifique",
        "publics": "publics_specifiquement_adresses",
        "programmes": "dispositif_programmes_nationaux",
        "mobility": "itinerance",
        "services": "services",
    }[facet.column]
    # Who receives nobody cannot be chosen.
    kept = {str(value) for value in LISTS[field]} - {"Ce lieu n'accueille pas de public"}
    assert {option.value for option in facet.options} == kept


@pytest.mark.django_db
def test_a_value_is_not_a_part_of_another():
    free = PlaceFactory(costs="Gratuit")
    some = PlaceFactory(costs="Gratuit sous condition|Payant")
    both = PlaceFactory(costs="Gratuit|Gratuit sous condition")
    PlaceFactory(costs="Payant")
    PlaceFactory(costs="")

    def having(*slugs):
        return set(Place.objects.filter(BY_NAME["frais"].having(slugs)))

    assert having("gratuit") == {free, both}
    assert having("sous-condition") == {some, both}
    assert having("gratuit", "sous-condition") == {free, some, both}


@pytest.mark.django_db
def test_every_choice_is_counted_in_two_queries(django_assert_num_queries):
    PlaceFactory.create_batch(2, costs="Gratuit", publics="Seniors|Femmes")
    PlaceFactory(costs="Payant", publics="Seniors", hours=None)
    with django_assert_num_queries(2):
        counts = counted().counts
    assert counts("frais") == {"gratuit": 2, "payant": 1}
    assert counts("public") == {"seniors": 3, "femmes": 2}
    assert counts("ouvert") == {"maintenant": 2, "inconnus": 1}


@pytest.mark.django_db
def test_a_criterion_is_counted_without_its_own_choice():
    PlaceFactory(costs="Gratuit", publics="Seniors")
    PlaceFactory(costs="Payant", publics="Seniors")
    PlaceFactory(costs="Payant", publics="Jeunes")
    counts = counted({"frais": ["gratuit"], "public": ["seniors"]}).counts
    assert counts("frais") == {"gratuit": 1, "payant": 1}
    assert counts("public") == {"seniors": 1}
    assert counts("programme") == {"france-services": 1}


@pytest.mark.django_db
def test_places_left_out_because_nobody_knows_their_hours_are_told():
    PlaceFactory(hours=None, costs="Gratuit")
    PlaceFactory(hours=HoursFactory(text="sur rendez-vous", osm=""), costs="Gratuit")
    PlaceFactory(hours=None, costs="Payant")
    PlaceFactory(costs="Gratuit")
    assert (
        counted({"ouvert": [criteria.NOW], "frais": ["gratuit"]}, choice=criteria.NOW).silent == 2
    )
    assert counted({"frais": ["gratuit"]}, day=date(2026, 12, 8)).silent == 2


@pytest.mark.parametrize(
    ("hours", "at", "fitting"),
    [
        (WEEK, MONDAY, {"maintenant"}),
        ("Mo 18:30-20:00", MONDAY, {"ce-soir"}),
        ("Mo 17:00-18:00", MONDAY, set()),
        ("Mo 19:00-20:00", MONDAY.replace(hour=20, minute=30), set()),
        ("Su 09:00-12:00", MONDAY, {"week-end"}),
        # The week-end that is under way counts for what remains of it.
        ("Sa 09:00-12:00", datetime(2026, 12, 12, 15, tzinfo=PARIS), set()),
        ("Su 09:00-12:00", datetime(2026, 12, 12, 15, tzinfo=PARIS), {"week-end"}),
        ("24/7", MONDAY, {"maintenant", "ce-soir", "week-end"}),
        ("", MONDAY, {"inconnus"}),
        # Christmas is a Friday.
        (f"{WEEK}; PH off", datetime(2026, 12, 25, 10, tzinfo=PARIS), set()),
        (WEEK, datetime(2026, 12, 25, 10, tzinfo=PARIS), {"maintenant"}),
    ],
)
def test_hours_answer_the_choices(hours, at, fitting):
    found = {
        choice
        for choice, _label in criteria.CHOICES
        if criteria.fits(choice, (hours, "Europe/Paris", "FR"), at)
    }
    assert found == fitting


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"day": date(2026, 12, 8)}, True),
        ({"day": date(2026, 12, 12)}, False),
        ({"hour": time(9, 30)}, True),
        ({"hour": time(13)}, False),
        ({"day": date(2026, 12, 8), "hour": time(14)}, True),
        ({"day": date(2026, 12, 8), "choice": criteria.NOW}, True),
        ({"day": date(2026, 12, 12), "choice": criteria.NOW}, False),
        ({}, True),
    ],
)
def test_a_day_and_an_hour_can_be_chosen(wanted, fits):
    assert Wanted(MONDAY, **wanted).fits(WEEK, "Europe/Paris") is fits
    assert Wanted(MONDAY, **wanted).fits("", "Europe/Paris") is (not wanted)


def test_the_clock_is_the_one_of_the_place():
    """At 15:00 in Mâcon it is 18:00 in Saint-Denis."""
    assert criteria.fits(criteria.NOW, (WEEK, "Europe/Paris", "FR"), MONDAY)
    assert not criteria.fits(criteria.NOW, (WEEK, "Indian/Reunion", "FR"), MONDAY)
    nine = Wanted(MONDAY, day=date(2026, 12, 8), hour=time(9))
    assert nine.fits(WEEK, "Europe/Paris")
    assert nine.fits(WEEK, "Indian/Reunion")


def test_what_nobody_offers_here_is_not_asked(client, monday):
    PlaceFactory(costs="Gratuit", publics="", hours=None)
    page = read(client, "/lieux/?frais=gratuit")
    legends = [legend.get_text(" ", strip=True) for legend in page.select("form legend")]
    assert [text.split(" (")[0] for text in legends] == [
        "Prix",
        "Programme national",
        "Où cela se passe",
    ]
    assert [box["value"] for box in page.select("[name=frais]")] == ["gratuit"]
    assert page.select_one("details.more-choices").has_attr("open")


def test_each_choice_can_be_taken_back_alone(client, monday):
    page = read(client, "/lieux/?frais=gratuit&frais=payant&public=seniors&jour=2026-12-08&page=2")
    chips = page.select(".chips a")
    links = {chip.get_text(strip=True).partition(":")[2]: chip["href"] for chip in chips}
    assert links == {
        "Gratuit": "?frais=payant&public=seniors&jour=2026-12-08",
        "Payant": "?frais=gratuit&public=seniors&jour=2026-12-08",
        "Personnes âgées": "?frais=gratuit&frais=payant&jour=2026-12-08",
        "Ouvert le mardi 8 décembre": "?frais=gratuit&frais=payant&public=seniors",
    }


def test_places_that_say_nothing_of_their_hours_are_a_click_away(client, monday):
    PlaceFactory(hours=None, name="Le silencieux")
    PlaceFactory(name="L’ouvert")
    page = read(client, "/lieux/?ouvert=maintenant")
    link = page.select_one(".silent-hours a")
    assert link.text == "1 lieu ne dit pas quand il ouvre"
    (card,) = read(client, f"/lieux/{link['href']}").select(".place-card .card-title")
    assert card.get_text(strip=True) == "Le silencieux"


@pytest.mark.parametrize(
    "query", ["frais=cher", "jour=30-02", "heure=25:99", "public=%00", "jour=é"]
)
def test_a_choice_that_does_not_exist_is_said_and_filters_nothing(client, monday, query):
    PlaceFactory()
    page = read(client, f"/lieux/?{query}")
    assert page.select_one(".error-summary, [role=alert]")
    assert len(page.select(".place-card")) == 1
