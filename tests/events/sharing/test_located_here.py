"""Events that another territory's team announces in a commune of ours (ADR 0043)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from maillage.accounts.models import PortalTeam
from maillage.contributions import MapQuery
from maillage.scope import Scope
from maillage.territories.models import Territory
from maillage_events import maps
from maillage_events.models import Event, EventShare, Occurrence
from maillage_events.search import documents, events
from maillage_events.sharing import taking_up
from maillage_events.sharing.waiting import waiting
from tests.events.conformance.reading import events as entries
from tests.events.factories import NOON, event, taken_up
from tests.events.organiser.test_organisers import editor_of
from tests.site.factories import CommuneFactory, TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db
SCREEN = "/gestion/nationaux/chez-nous/"
WAITING = f"{SCREEN}?etat=a-decider"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def ours(_at_noon):
    """Saône-et-Loire's portal, and what it lies in and holds."""
    home = territory_portal()
    editor_of(home.portal.territory)
    region = TerritoryFactory(kind="reg", code="27", name="Bourgogne", slug="bourgogne")
    town = TerritoryFactory(kind="com", code="71270", name="Mâcon", slug="macon")
    home.portal.territory.ancestors.add(region)
    town.ancestors.add(region, home.portal.territory)
    return home


@pytest.fixture
def loiret(ours):
    return territory_portal(TerritoryFactory(code="45", name="Loiret", slug="loiret"))


@pytest.fixture
def macon(ours):
    return CommuneFactory()


def portal_of(slug):
    return territory_portal(Territory.objects.get(slug=slug))


def here(macon, portal=None, **fields):
    where = {"commune": macon, "latitude": 46.3069, "longitude": 4.8287}
    return event(portal, **{"attendance_mode": "sur-place", **where, **fields})


def told(client, ours):
    """Titles in each place where the portal of Saône-et-Loire tells events."""
    soup = BeautifulSoup(client.get("/saone-et-loire/agenda/").content, "html.parser")
    feed = entries(client.get("/saone-et-loire/agenda.ics").content)
    scope = Scope(slug="saone-et-loire", territory=ours.portal.territory)
    api = client.get("/api/events/?territoire=saone-et-loire").json()
    found = [one for row in events() for one in documents(row) if "dep:71" in one.territories]
    return {
        "agenda": {link.text for link in soup.select("main ul.list a")},
        "feed": {one["SUMMARY"] for one in feed},
        "api": {one["title"] for one in api["dates"]},
        "map": {one.title for one in maps.features(MapQuery(scope=scope))},
        "search": {one.title for one in found},
    }


def everywhere(*titles):
    return {key: set(titles) for key in ("agenda", "feed", "api", "map", "search")}


def test_another_team_s_event_stands_nowhere_here_until_it_is_taken_up(client, ours, loiret, macon):
    guest = here(macon, loiret, title="Atelier invité")
    before = told(client, ours)
    taken_up(guest)
    assert (before, told(client, ours)) == (everywhere(), everywhere("Atelier invité"))


def test_what_the_nation_what_contains_us_and_what_lies_in_us_announce_stands_by_right(
    client, ours, macon
):
    here(macon, title="De la nation")
    here(macon, portal_of("bourgogne"), title="De la région")
    here(macon, portal_of("macon"), title="De la ville")
    assert told(client, ours) == everywhere("De la nation", "De la région", "De la ville")


@pytest.mark.parametrize("owner", [None, "bourgogne", "macon"])
def test_what_stands_by_right_is_hidden_by_the_team(client, ours, macon, owner):
    found = here(macon, portal_of(owner) if owner else None)
    taken_up(found, hidden=True)
    assert told(client, ours) == everywhere()
    assert Event.objects.shown_in(Scope()).get() == found


def test_nobody_hides_their_own_event_nor_takes_up_what_lies_elsewhere(ours, loiret, macon):
    for portal, fields in ((ours, {"commune": macon}), (loiret, {})):
        with pytest.raises(taking_up.NotOfferedError):
            taken_up(event(portal, **fields), hidden=True)


def test_an_event_handed_to_the_portal_that_hid_it_is_its_own(ours, macon):
    found = here(macon)
    taken_up(found, hidden=True)
    Event.objects.filter(pk=found.pk).update(territory=ours.portal.territory)
    assert Occurrence.objects.in_territory(ours.portal.territory).get().event == found


def test_it_waits_for_those_who_publish_here_until_they_decide(client, ours, loiret, macon):
    publisher = editor_of(ours.portal.territory)
    guest = here(macon, loiret)
    here(macon, loiret, visibility="unlisted", title="Sur invitation")
    lines = {line.url: line.number for line in waiting(publisher, NOON)}
    taken_up(guest, hidden=True)
    after = {line.url: line.number for line in waiting(publisher, NOON)}
    assert (lines[WAITING], after[WAITING]) == (1, 0)


def test_the_screen_lists_them_and_says_how_each_stands(client, ours, loiret, macon):
    guest = here(macon, loiret, title="Atelier invité")
    here(macon, portal_of("bourgogne"), title="De la région")
    event(loiret, title="Ailleurs")
    event(ours, title="Le nôtre", commune=macon)
    client.force_login(editor_of(ours.portal.territory))
    screen = BeautifulSoup(client.get(SCREEN).content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in screen.select("tbody tr")]
    assert len(rows) == 2
    assert any("Atelier invité" in row and "attend votre décision" in row for row in rows)
    assert any("De la région" in row and "affiché" in row for row in rows)
    address = f"/gestion/nationaux/{guest.uuid}/{ours.portal.territory.pk}/"
    answer = client.post(address, {"state": "shown"})
    share = EventShare.objects.get(event=guest)
    assert (answer["Location"], share.hidden) == (SCREEN, False)


def test_an_editor_neither_takes_up_nor_hides(client, ours, loiret, macon):
    guest, region = here(macon, loiret), here(macon, portal_of("bourgogne"))
    person = editor_of(ours.portal.territory)
    PortalTeam.objects.filter(territory=ours.portal.territory).update(role="editor")
    client.force_login(person)
    for one in (guest, region):
        address = f"/gestion/nationaux/{one.uuid}/{ours.portal.territory.pk}/"
        assert client.post(address, {"state": "hidden"}).status_code in {302, 403}
    assert not EventShare.objects.exists()


def test_the_screen_takes_as_many_queries_for_ten_as_for_one(
    client, ours, loiret, macon, django_assert_max_num_queries
):
    client.force_login(editor_of(ours.portal.territory))
    for number in range(10):
        here(macon, loiret, title=f"Atelier {number}")
    client.get(SCREEN)
    with django_assert_max_num_queries(20):
        assert client.get(SCREEN).text.count("Atelier ") >= 10


def test_a_feed_that_is_followed_says_what_was_taken_up(client, ours, loiret, macon, time_machine):
    guest = here(macon, loiret)
    client.get("/saone-et-loire/agenda.ics")
    time_machine.shift(timedelta(minutes=5))
    taken_up(guest)
    assert len(entries(client.get("/saone-et-loire/agenda.ics").content)) == 1
