"""National events that portals take up: lists, feeds, search, seats, and who may do it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse

from maillage.accounts.models import PortalTeam, User
from maillage_events.models import EventShare, Registration
from maillage_events.search import documents, events
from maillage_events.sharing import taking_up
from tests.events.conformance.reading import events as entries
from tests.events.editing.test_editing import publish
from tests.events.factories import NOON, event, event_page, pool, taken_up
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import date_with_seats
from tests.site.factories import TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db
LIST = "/saone-et-loire/agenda/"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def portal(_at_noon):
    return territory_portal()


@pytest.fixture
def reunion(portal):
    where = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    return territory_portal(where)


def titles(client, address: str) -> list[str]:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [link.text for link in soup.select("main ul.list a")]


def test_a_portal_shows_it_in_its_own_words_and_links_to_one_page(client, portal, settings):
    page = event_page(title="Webinaire", slug="webinaire")
    taken_up(page.event, introduction="Ensemble à Mâcon.", contact="03 85 00 00 00")
    address = "/saone-et-loire/agenda/national/webinaire/"
    local = BeautifulSoup(client.get(address).content, "html.parser")
    own = client.get("/agenda/webinaire/").text
    assert (
        titles(client, LIST),
        "Ensemble à Mâcon." in local.text and "03 85 00 00 00" in local.text,
        "Ensemble à Mâcon." in own,
        local.select_one("link[rel=canonical]")["href"].removeprefix(settings.BASE_URL),
    ) == (["Webinaire"], True, False, "/agenda/webinaire/")


def test_it_is_the_same_event_in_both_feeds(client, portal):
    taken_up(event(title="Webinaire"))
    (local,) = entries(client.get("/saone-et-loire/agenda.ics").content)
    (own,) = entries(client.get("/agenda.ics").content)
    assert (local["UID"], local["URL"], local["SEQUENCE"]) == (
        own["UID"],
        own["URL"],
        own["SEQUENCE"],
    )


def test_one_pool_whatever_the_portal_and_the_sign_up_says_which(client, portal):
    date = date_with_seats(2)
    taken_up(date.event)
    for prefix, name in (("", "amina"), ("/saone-et-loire", "bruno"), ("/saone-et-loire", "chloe")):
        address = f"{prefix}/inscriptions/{date.uuid}/"
        client.post(address, {"name": name, "email": f"{name}@exemple.fr"})
    rows = Registration.objects.order_by("pk").values_list("via_portal", "seats_held")
    assert (list(rows), date.pools.get().seats_taken) == (
        [("", 1), ("saone-et-loire", 1), ("saone-et-loire", 0)],
        2,
    )


def test_withdrawing_hides_it_here_and_deletes_nothing(client, portal):
    page = event_page(title="Webinaire", slug="webinaire")
    share = taken_up(page.event, introduction="Ensemble.", pinned=True)
    taking_up.withdraw_share(share, at=NOON)
    answer = client.get("/saone-et-loire/agenda/national/webinaire/")
    share.refresh_from_db()
    assert (
        titles(client, LIST),
        entries(client.get("/saone-et-loire/agenda.ics").content),
        (answer.status_code, answer["Location"]),
        titles(client, "/agenda/"),
        (share.hidden, share.pinned, share.introduction),
    ) == ([], [], (302, "/agenda/webinaire/"), ["Webinaire"], (True, False, "Ensemble."))


def test_a_program_that_sends_a_date_learns_what_was_withdrawn(client, portal, time_machine):
    share = taken_up(event())
    date = client.get("/saone-et-loire/agenda.ics")["Last-Modified"]
    time_machine.shift(timedelta(minutes=5))
    known = {"if-modified-since": date}
    before = client.get("/saone-et-loire/agenda.ics", headers=known).status_code
    taking_up.withdraw_share(share, at=NOON + timedelta(minutes=5))
    assert (before, client.get("/saone-et-loire/agenda.ics", headers=known).status_code) == (
        304,
        200,
    )


def test_the_search_of_a_portal_finds_what_it_took_up(portal, reunion):
    told = event(title="Webinaire")
    taken_up(told)
    taken_up(told, "la-reunion", hidden=True)
    (document,) = documents(events().get())
    assert (document.national, document.territories) == (False, ("dep:71",))


def test_what_is_put_forward_comes_first_without_a_filter(client, portal):
    event(portal, title="Atelier d’ici")
    taken_up(event(title="Webinaire", start_time=time(15), end_time=time(16)), pinned=True)
    assert (titles(client, LIST), titles(client, f"{LIST}?type=atelier")) == (
        ["Webinaire", "Atelier d’ici", "Webinaire"],
        ["Atelier d’ici", "Webinaire"],
    )


def test_what_is_put_forward_costs_one_query(client, portal, django_assert_max_num_queries):
    for number in range(3):
        taken_up(event(title=f"Webinaire {number}"), pinned=True)
    client.get(LIST)
    with django_assert_max_num_queries(8):
        assert len(titles(client, LIST)) == 6


def test_a_territory_s_event_is_not_taken_up(portal, reunion):
    with pytest.raises(taking_up.NotOfferedError):
        taken_up(event(portal), "la-reunion")


@pytest.mark.parametrize(
    ("start", "end", "odd"),
    [
        (time(10), time(11), {"Martinique": "05:00"}),
        (time(12), time(13), {}),
        (time(18), time(18, 30), {"La Réunion": "21:00"}),
        (time(9), time(10), {"Martinique": "04:00"}),
    ],
)
def test_the_hours_of_overseas_are_looked_at(start, end, odd):
    where = [
        TerritoryFactory(code="71"),
        TerritoryFactory(code="972", name="Martinique", time_zone="America/Martinique", slug="mq"),
        TerritoryFactory(code="974", name="La Réunion", time_zone="Indian/Reunion", slug="re"),
    ]
    date = pool(2, start_time=start, end_time=end).occurrence
    found = taking_up.odd_hours(date, where)
    assert {one.territory.name: f"{one.start:%H:%M}" for one in found} == odd


def take_up_address(told, territory) -> str:
    return reverse("maillage_events_share", args=[told.uuid, territory.pk])


def test_an_editor_takes_it_up_changes_it_and_withdraws_it(client, portal):
    told = event(title="Webinaire")
    client.force_login(editor_of(portal.territory))
    shown = client.get(reverse("maillage_events_national"))
    address = take_up_address(told, portal.territory)
    assert ("Webinaire" in shown.text, address in shown.text) == (True, True)
    words = {"introduction": "Ici.", "contact": ""}
    client.post(address, {**words, "state": "put-forward"})
    one = EventShare.objects.get()
    before = (one.introduction, one.pinned, one.hidden, titles(client, LIST)[:1])
    client.post(address, {**words, "state": "hidden"})
    one.refresh_from_db()
    assert (before, (one.pinned, one.hidden), titles(client, LIST)) == (
        ("Ici.", True, False, ["Webinaire"]),
        (False, True),
        [],
    )


def test_who_does_not_publish_prepares_and_touches_nothing_public(client, portal):
    told = event()
    user = editor_of(portal.territory)
    PortalTeam.objects.filter(territory=portal.territory).update(role="editor")
    client.force_login(user)
    address = take_up_address(told, portal.territory)
    client.post(address, {"introduction": "Brouillon.", "state": "shown"})
    one = EventShare.objects.get()
    assert (one.introduction, one.hidden) == ("Brouillon.", True)
    taking_up.take_up(told, portal.territory, at=NOON)
    assert client.post(address, {"introduction": "Public."}).status_code in {302, 403}
    one.refresh_from_db()
    assert (one.introduction, one.hidden) == ("", False)


def test_another_territory_s_editor_sees_and_changes_nothing(client, portal, reunion):
    told = event()
    taken_up(told, introduction="Secret d’ici.")
    client.force_login(editor_of(reunion.territory))
    address = take_up_address(told, portal.territory)
    listed = client.get(reverse("maillage_events_national")).text
    answers = [client.get(address), client.post(address, {"state": "hidden"})]
    assert (
        [answer.status_code for answer in answers],
        address in listed,
        EventShare.objects.filter(introduction="Secret d’ici.", hidden=False).count(),
    ) == ([404, 404], False, 1)


@pytest.mark.parametrize("data", [{}, {"state": "faux"}, {"introduction": "\0", "state": "shown"}])
def test_a_broken_form_changes_nothing(client, portal, data):
    told = event()
    client.force_login(editor_of(portal.territory))
    answer = client.post(take_up_address(told, portal.territory), data)
    assert (answer.status_code, EventShare.objects.count()) == (200, 0)


@pytest.fixture
def national(client):
    client.force_login(User.objects.create_superuser("nationale@exemple.fr", "mot de passe long"))


def test_the_national_team_shows_it_in_every_portal_that_has_not_decided(
    client, national, portal, reunion
):
    editor_of(portal.territory), editor_of(reunion.territory)
    page = event_page()
    taken_up(page.event, "la-reunion", hidden=True)
    address = reverse("maillage_events_territories", args=[page.pk])
    assert "L’afficher dans ces portails" in client.get(address).text
    client.post(address)
    client.post(address)
    rows = EventShare.objects.order_by("territory__name")
    assert list(rows.values_list("territory__name", "hidden")) == [
        ("La Réunion", True),
        ("Saône-et-Loire", False),
    ]


def test_publishing_a_night_slot_warns_of_it(client, national, reunion):
    editor_of(reunion.territory)
    answer = publish(client, start_time="18:00", end_time="19:00")
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    (warning,) = [line for line in said if "La Réunion" in line]
    assert warning == (
        "La Réunion\u202f: mardi 8 décembre à 21\u202fh jusqu’à 22\u202fh, heure de là-bas. "
        "Peu de personnes pourront venir."
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client, portal, count, django_assert_max_num_queries
):
    for number in range(count):
        taken_up(event(title=f"Webinaire {number}"))
    client.force_login(editor_of(portal.territory))
    address = reverse("maillage_events_national")
    client.get(address)
    with django_assert_max_num_queries(25):
        assert client.get(address).text.count("Webinaire ") == 2 * count
