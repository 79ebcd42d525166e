"""The hours of a place, written by its coordinator in the grid of a week."""

import pytest
import time_machine
from playwright.sync_api import expect

from maillage.territories.models import PostalCode
from maillage_cartography.models import Place
from tests.cartography.factories import PlaceFactory
from tests.cartography.people import member
from tests.fixtures.browser import TOO_WIDE, follow
from tests.journeys.test_keeping import WAGTAILS
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SEEN = (
    "Mercredi 23 décembre\n18 h – 20 h",
    "Vendredi 25 décembre\nFermé",
    "Samedi 26 décembre\n9 h 30 – 12 h",
)
SAVED = (
    "Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:30-12:00; PH off; "
    "2026 Dec 23 18:00-20:00; 2026 Dec 28-2027 Jan 03 off"
)
ANNOUNCED = "Du lundi 28 décembre au dimanche 3 janvier\u202f: fermé"
EVENING, HOLIDAYS = ("2026-12-23", "2026-12-23"), ("2026-12-28", "2027-01-03")


def test_a_week_its_holidays_and_an_evening_are_seen_before_they_are_saved(visit_as, axe, sound):
    national_portal()
    territory_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")
    place = PlaceFactory()
    with time_machine.travel("2026-12-21 10:00Z", tick=True):
        path = f"/gestion/snippets/maillage_cartography/place/edit/{place.pk}/"
        page = visit_as(member(name="Farida"), path)
        saturday = page.get_by_role("group", name="Samedi")
        saturday.get_by_label("de", exact=True).first.fill("09:30")
        saturday.get_by_label("à", exact=True).first.fill("12:00")
        page.get_by_label("Fermé les jours fériés").check()
        exceptional = page.get_by_role("group", name="Dates exceptionnelles")
        for line, (first, last) in enumerate((EVENING, HOLIDAYS)):
            exceptional.get_by_label("premier jour").nth(line).fill(first)
            exceptional.get_by_label("dernier jour").nth(line).fill(last)
        exceptional.get_by_label("ouvert de").first.fill("18:00")
        exceptional.get_by_label("à", exact=True).first.fill("20:00")
        follow(page.get_by_role("button", name="Voir ce que cela donne"))
        told = page.locator(".week-preview").inner_text().replace("\u202f", " ")
        found = [line for line in axe(page) if not line.startswith(WAGTAILS)]
        assert (found, page.evaluate(TOO_WIDE)) == ([], False)
        assert [part in told for part in SEEN] == [True] * len(SEEN)
        assert Place.objects.get().hours == place.hours
        follow(page.get_by_role("button", name="Enregistrer").first)
        assert Place.objects.get().hours.text == SAVED
        page.goto(f"/saone-et-loire/lieux/{place.uuid}/")
        expect(page.get_by_role("row", name="mercredi 23 décembre")).to_contain_text("18 h – 20 h")
        expect(page.get_by_role("listitem").filter(has_text=ANNOUNCED)).to_be_visible()
        sound(page)
