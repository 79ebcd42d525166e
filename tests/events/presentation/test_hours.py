"""An hour is never read on the wrong clock: where the reader's shows another one, it says which."""

from __future__ import annotations

import re
from datetime import time
from html import unescape

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.urls import reverse

from maillage.accounts.models import PortalTeam, User
from maillage.contributions import MapQuery
from maillage.outbox.draining import drain_all
from maillage.scope import Scope
from maillage_events import maps
from maillage_events.blocks import NextEventsBlock
from maillage_events.emails.to_organiser import request_to_answer
from maillage_events.models import Event, EventSeries, Registration
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.factories import NOON, event_page, taken_up
from tests.events.signups import signed_up
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
TAG = re.compile(r"<[^>]+>")
SPACES = re.compile(r"[\s\u202f\xa0]+")
TWICE = "FREQ=WEEKLY;BYDAY=TU;COUNT=2"
ZONES = {"Indian/Reunion": "heure de La Réunion", "Europe/Paris": "heure de Paris"}
# The zone of the event, and the portal whose clock shows another hour.
AFAR = {
    "of La Réunion, read in Saône-et-Loire": ("Indian/Reunion", "saone-et-loire"),
    "of Paris, read at La Réunion": ("Europe/Paris", "la-reunion"),
}
PAGES = {
    "list": "agenda/", "month": "agenda/mois/2026-12/", "week": "agenda/semaine/2026-W50/",
    "frame": "agenda/integrer/liste/", "RSS": "agenda.rss", "its page": "agenda/national/essai/",
    "list of series": "agenda/series/", "series": "agenda/series/essais/",
    "RSS of a series": "agenda/series/essais.rss", "sign-up": "inscriptions/{date}/",
    "dates of a series": "inscriptions/series/essais/", "door": "rejoindre/{date}/",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def portals(_at_noon) -> dict[str, Scope]:
    reunion = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    found = {}
    for portal in (territory_portal(), territory_portal(reunion)):
        grant_portal_groups(portal)
        where = portal.portal.territory
        found[where.slug] = Scope(slug=where.slug, territory=where, zone=where.time_zone)
    return found


def national(zone: str, scope: Scope) -> Event:
    """Twice from 10:17 to 11:43 on that clock, taken up by the portal, in a series."""
    page = event_page(
        slug="essai", timezone=zone, start_time=time(10, 17), end_time=time(11, 43), rrule=TWICE,
        latitude=46.3, longitude=4.8, attendance_mode="mixte", registration_mode="internal",
        themes="|sante|", organizer_email="orga@exemple.fr",
    )  # fmt: skip
    taken_up(page.event, scope.slug)
    EventSeries.objects.create(slug="essais", title="Essais").events.set([page.event])
    return page.event


def plain(text: str) -> str:
    return SPACES.sub(" ", unescape(TAG.sub(" ", text))).replace(" ,", ",")


def hours(text: str) -> list[str]:
    """What follows each hour of the event, up to its clock."""
    return re.findall(r"10 h 17(?: – 11 h 43)?(?:, heure de (?:La )?\w+)?", plain(text))


def named(text: str, clock: str) -> bool:
    found = hours(text)
    return bool(found) and all(one.endswith(f", {clock}") for one in found)


@pytest.mark.parametrize("afar", AFAR)
def test_pages_and_feeds_name_the_clock_that_is_not_the_portal_s(client, portals, afar):
    zone, slug = AFAR[afar]
    date = national(zone, portals[slug]).occurrences.in_time_order().first()
    said = {
        name: client.get(f"/{slug}/{address.format(date=date.uuid)}").text
        for name, address in PAGES.items()
    }
    assert {name: named(text, ZONES[zone]) for name, text in said.items()} == dict.fromkeys(
        PAGES, True
    ), {name: hours(text) for name, text in said.items()}


def test_a_portal_s_own_clock_goes_without_saying(client, portals):
    scope = portals["la-reunion"]
    date = national("Indian/Reunion", scope).occurrences.in_time_order().first()
    for address in PAGES.values():
        text = client.get(f"/la-reunion/{address.format(date=date.uuid)}").text
        assert hours(text), address
        assert "heure de" not in plain(text), address


@pytest.mark.parametrize("afar", AFAR)
def test_the_home_the_map_and_the_emails_name_it_too(portals, afar):
    zone, slug = AFAR[afar]
    scope = portals[slug]
    date = national(zone, scope).occurrences.in_time_order().first()
    block = NextEventsBlock()
    home = render_to_string(block.meta.template, block.rows(scope, {"count": 3}) | {"scope": scope})
    [feature] = maps.features(MapQuery(scope))
    signed_up(date, "amina")
    Registration.objects.update(zone=scope.zone, via_portal=scope.slug)
    while drain_all():
        pass
    told = {"home": home, "map": feature.summary, **{one.subject: one.body for one in mail.outbox}}
    assert len(told) == 3
    assert {name: named(text, ZONES[zone]) for name, text in told.items()} == dict.fromkeys(
        told, True
    )


SCREENS = {
    "sign-ups": "/gestion/inscriptions/", "those of a date": "/gestion/inscriptions/{date}/",
    "door": "/gestion/inscriptions/{date}/accueil/", "cancel": "/gestion/inscriptions/{date}/annuler/",
    "message": "/gestion/inscriptions/{date}/ecrire/", "after": "/gestion/inscriptions/{date}/apres/",
    "dates": "/gestion/evenements/{page}/dates/",
    "note": "/gestion/evenements/{page}/dates/{date}/noter/",
    "national events": "/gestion/nationaux/",
}  # fmt: skip


def test_the_admin_names_the_clock_of_an_event_of_overseas(client, portals):
    event = national("Indian/Reunion", portals["saone-et-loire"])
    date = event.occurrences.in_time_order().first()
    signed_up(date, "amina")
    client.force_login(User.objects.create_superuser("nation@exemple.fr", "mot de passe long"))
    page = event.pages.get()
    said = {
        name: client.get(address.format(date=date.uuid, page=page.pk)).text
        for name, address in SCREENS.items()
    }
    assert {name: named(text, ZONES[event.timezone]) for name, text in said.items()} == (
        dict.fromkeys(SCREENS, True)
    )
    people = plain(said["those of a date"])
    assert "16 h, heure de La Réunion" in people  # signed up at noon in UTC


def test_who_takes_a_national_event_up_overseas_reads_its_clock(client, portals):
    event = national("Europe/Paris", portals["saone-et-loire"])
    where = portals["la-reunion"].territory
    publisher = UserFactory()
    team = PortalTeam.objects.get(territory=where, role=PortalTeam.Role.PUBLISHER)
    publisher.groups.add(team.group)
    client.force_login(publisher)
    for address in (
        reverse("maillage_events_national"),
        reverse("maillage_events_share", args=[event.uuid, where.pk]),
    ):
        assert named(client.get(address).text, "heure de Paris"), address


def test_the_organiser_reads_it_unless_it_is_the_portal_s(portals):
    event = national("Indian/Reunion", portals["saone-et-loire"])
    asked = signed_up(event.occurrences.in_time_order().first(), "amina")
    facts = dict(request_to_answer(asked).facts)
    assert named(facts["Quand"], ZONES[event.timezone])
