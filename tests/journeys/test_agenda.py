"""Someone looks for a workshop, reads about it and takes it to a calendar."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maillage_events.models import Event
from maillage_events.publishing import lifecycle
from maillage_events.recurrence.rules import Rule
from tests.events.factories import event, taken_up
from tests.fixtures.browser import follow
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PATHS = [
    "/la-reunion/agenda/",
    "/la-reunion/agenda/?theme=sante",
    "/la-reunion/agenda/?theme=faux",
    "/la-reunion/agenda/abonnement/?type=atelier",
    "/la-reunion/agenda/atelier/",
    "/la-reunion/agenda/permanence/",
    "/la-reunion/agenda/national/webinaire/",
    "/en/agenda/",
]
KEYS = {
    "Mois": "^Mois$",
    "Plus tard": "suivant|Plus tard|après",
    "Semaine": "^Semaine$",
    "Liste": "^Liste$",
}


@pytest.fixture(autouse=True)
def _events():
    """A workshop and a weekly drop-in of La Réunion, a national webinar."""
    soon = timezone.now().date() + timedelta(days=7)
    place = {"place_name": "Médiathèque", "address": "1 rue de la Paix, Saint-Denis"}
    portal = territory_portal(
        TerritoryFactory(
            code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
        )
    )
    event(portal, title="Atelier messagerie", slug="atelier", start_date=soon, **place)
    rule = str(Rule.weekly(soon))
    series = event(portal, title="Permanence", slug="permanence", start_date=soon, rrule=rule)
    lifecycle.cancel_date(series.occurrences.all()[1], at=timezone.now(), message="Jour férié.")
    national = event(
        title="Webinaire",
        slug="webinaire",
        start_date=soon,
        attendance_mode="en-ligne",
        event_type="webinaire",
    )
    taken_up(
        national,
        "la-reunion",
        introduction="Regardons-le ensemble à Saint-Denis.",
        contact="Réseau de La Réunion",
        pinned=True,
    )


def test_the_pages_of_the_agenda_have_no_accessibility_violation(visit, axe):
    page = visit(PATHS[0])
    found = {}
    for path in PATHS:
        page.goto(path)
        found[path] = axe(page)
    assert found == {path: [] for path in PATHS}


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_agenda_to_the_calendar(visit, javascript):
    page = visit("/la-reunion/agenda/", javascript=javascript)
    page.locator("details.filters summary").click()
    page.get_by_label("Type d’événement").select_option("atelier")
    follow(page.get_by_role("button", name="Afficher les dates"))
    follow(page.get_by_role("link", name="Atelier messagerie"))
    assert page.get_by_role("heading", level=1).inner_text() == "Atelier messagerie"
    with page.expect_download() as download:
        page.get_by_role("link", name="Ajouter à mon agenda").click()
    assert download.value.suggested_filename == "atelier.ics"


@pytest.mark.parametrize("javascript", [True, False])
def test_line_51_the_month_by_the_keyboard_alone(visit, javascript):
    page = visit("/la-reunion/agenda/", javascript=javascript)
    for name in ("Mois", "Plus tard", "Semaine", "Liste"):
        link = page.locator(".calendar-nav a").filter(has_text=re.compile(KEYS[name])).first
        link.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Agenda")


def test_a_person_takes_their_sign_ups_to_their_calendar(visit_as, sound):
    amina = UserFactory(name="Amina")
    page = visit_as(amina, "/agenda/abonnement/")
    follow(page.get_by_role("link", name="Ne recevoir que mes inscriptions"))
    sound(page)
    follow(page.get_by_role("button", name=re.compile("Obtenir")))
    expect(page.locator("code")).to_have_text(re.compile(r"/agenda/personnel/[\w-]{32}\.ics$"))
    sound(page)


def test_a_cancelled_event_says_so_first(visit):
    found = Event.objects.get(pages__slug="atelier")
    lifecycle.cancel_event(found, at=timezone.now(), message="La salle est prise.")
    page = visit("/la-reunion/agenda/atelier/", javascript=False)
    assert "La salle est prise." in page.get_by_role("main").inner_text()


@pytest.mark.parametrize(("width", "javascript"), [(360, False), (360, True), (1280, True)])
def test_a_session_for_seniors_is_found_and_joined_without_signing_up(
    visit, sound, width, javascript
):
    now = timezone.now()
    told = event(
        title="Questions d’impôts",
        slug="impots",
        start_date=now.date(),
        attendance_mode="en-ligne",
        registration_mode="none",
        audience="|seniors|",
        conference_url="https://visio.exemple.fr/salle",
        conference_access="public",
        conference_phone="+33199001234",
        conference_pin="4821#",
    )
    told.occurrences.update(starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1))
    page = visit("/agenda/", width=width, javascript=javascript)
    if width == 360:
        page.locator("details.filters summary").click()
    page.get_by_label("Pour qui").select_option("seniors")
    page.get_by_label("Avec des places libres").check()
    follow(page.get_by_role("button", name="Afficher les dates"))
    expect(page.locator("p.count")).to_have_text("1 date à venir")
    follow(page.get_by_role("link", name="Questions d’impôts"))
    follow(page.get_by_role("link", name="Rejoindre la visioconférence"))
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est l’heure")
    expect(page.get_by_role("link", name="01 99 00 12 34")).to_be_visible()
    link = page.get_by_role("link", name="Rejoindre la réunion")
    assert link.get_attribute("href") == f"/rejoindre/{told.occurrences.get().uuid}/entrer/"
    if javascript:
        sound(page)
