"""Series of events: their page, their feeds, who puts them together."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.models import PortalTeam, User
from maillage_events.models import Event, EventPage, EventSeries, Material
from maillage_events.series import programme
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.conformance.reading import values
from tests.events.factories import NOON, event, event_page, taken_up, weekly_event
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
PAGE = "/agenda/series/rendez-vous/"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def series_with(*events, **fields) -> EventSeries:
    said = {"slug": "rendez-vous", "title": "Les rendez-vous", **fields}
    found = EventSeries.objects.create(**said)
    found.events.set(events)
    return found


def morbihan():
    return territory_portal(TerritoryFactory(name="Morbihan", slug="morbihan", code="56"))


def cards(response) -> list[str]:
    soup = BeautifulSoup(response.content, "html.parser")
    section = soup.find(attrs={"aria-labelledby": "a-venir"})
    return [link.get_text(strip=True) for link in section.select("li h3 a")]


def test_the_page_tells_its_dates_in_time_order_and_never_a_draft(client):
    later = event(title="Deuxième", start_date=date(2027, 1, 12))
    sooner = event(title="Premier", start_date=date(2026, 12, 1))
    draft = event(title="Brouillon")
    EventPage.objects.filter(event=draft).update(live=False)
    hidden = event(title="Caché", visibility="unlisted")
    series_with(later, sooner, draft, hidden)
    response = client.get(PAGE)
    assert (response.status_code, cards(response)) == (200, ["Premier", "Deuxième"])
    assert not response.cookies


def listed(client, path="/agenda/series/") -> list[tuple[str, str]]:
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    return [
        (item.h2.get_text(strip=True), " ".join(item.find_all("p")[-1].get_text().split()))
        for item in soup.select("main li.card")
    ]


def test_the_list_has_each_series_the_next_date_first(client):
    series_with(event(start_date=date(2027, 1, 12)), slug="b", title="Plus tard")
    series_with(event(start_date=date(2026, 12, 1)), slug="c", title="Bientôt")
    series_with(event(start_date=date(2026, 9, 1)), slug="a", title="Finie")
    series_with(slug="vide", title="Sans événement")
    series_with(event(start_date=date(2026, 12, 2)), slug="cachee", title="Cachée", live=False)
    assert listed(client) == [
        ("Bientôt", "Prochaine date : mardi 1er décembre 2026, 10 h – 11 h 30"),
        ("Plus tard", "Prochaine date : mardi 12 janvier 2027, 10 h – 11 h 30"),
        ("Finie", "Aucune date n’est annoncée pour le moment."),
    ]
    assert 'href="/agenda/series/"' in client.get("/agenda/").content.decode()
    assert 'href="/agenda/series/"' in client.get("/agenda/series/c/").content.decode()


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_the_list_announces_no_date_that_does_not_take_place(client, state):
    off = event(start_date=date(2026, 12, 1))
    Event.objects.filter(pk=off.pk).update(status=state)
    series_with(off, event(start_date=date(2027, 1, 12)), title="Cycle")
    [(title, told)] = listed(client)
    assert (title, "12 janvier 2027" in told) == ("Cycle", True)


def test_the_list_of_a_portal_has_its_own_on_both_clocks(client):
    territory_portal()
    reunion = {"name": "La Réunion", "slug": "la-reunion", "code": "974"}
    territory_portal(TerritoryFactory(**reunion, time_zone="Indian/Reunion"))
    national = event(start_date=date(2026, 12, 1))
    series_with(national, title="Nationale")
    assert (listed(client, "/la-reunion/agenda/series/"), len(listed(client))) == ([], 1)
    taken_up(national, "la-reunion")
    [(title, told)] = listed(client, "/la-reunion/agenda/series/")
    told = told.replace("\u202f", " ")
    assert title == "Nationale"
    assert told.endswith("10 h – 11 h 30, heure de Paris (13 h, heure de La Réunion)")
    assert "Aucune série" in client.get("/saone-et-loire/agenda/series/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(client, count, django_assert_max_num_queries):
    for number in range(count):
        series_with(event(), slug=f"s{number}", title=f"Série {number}")
    client.get("/agenda/series/")
    with django_assert_max_num_queries(6):
        assert len(listed(client)) == count


def test_dates_that_are_over_lead_to_what_they_left(client, time_machine):
    page = event_page(title="Passé")
    series_with(page.event)
    Material.objects.create(
        occurrence=page.event.occurrences.get(),
        url="https://video.exemple.fr/1",
        available_from=NOON,
    )
    time_machine.move_to(NOON + timedelta(days=40), tick=False)
    response = client.get(PAGE)
    soup = BeautifulSoup(response.content, "html.parser")
    assert cards(response) == []
    again = soup.find(attrs={"aria-labelledby": "passees"}).select("p a")
    assert [link["href"] for link in again] == [f"{page.url}#revoir"]


def test_search_engines_read_a_series_and_its_dates(client):
    series_with(event(title="Premier"), introduction="Une heure par mois.")
    soup = BeautifulSoup(client.get(PAGE).content, "html.parser")
    told = json.loads(soup.find("script", type="application/ld+json").string)
    assert (told["@type"], told["description"]) == ("EventSeries", "Une heure par mois.")
    assert [one["name"] for one in told["subEvent"]] == ["Premier"]


@pytest.mark.parametrize("address", [PAGE, "/agenda/series/rendez-vous.rss"])
def test_three_dates_cost_no_more_than_one(client, address, django_assert_num_queries):
    found = series_with(event(title="Premier"))
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
        count = len(one)
    found.events.add(event(title="Deuxième"), event(title="Troisième"))
    client.get(address)
    with django_assert_num_queries(count):
        client.get(address)


def test_its_feeds_hold_its_dates_alone(client):
    inside, outside = event(title="Dedans"), event(title="Dehors")
    series_with(inside)
    calendar = client.get("/agenda/series/rendez-vous.ics")
    assert values(calendar.content, "UID") == [f":{inside.uid}"]
    assert values(calendar.content, "NAME") == [":Les rendez-vous"]
    assert "Content-Disposition" not in calendar
    rss = client.get("/agenda/series/rendez-vous.rss").text
    assert (inside.uid in rss, outside.uid in rss) == (True, False)
    told = client.get("/agenda/series/rendez-vous.json").json()
    assert (told["count"], [one["title"] for one in told["dates"]]) == (1, ["Dedans"])


@pytest.mark.parametrize("kind", ["ics", "rss", "json"])
def test_a_feed_that_did_not_change_is_not_sent_again(client, kind, time_machine):
    address = f"/agenda/series/rendez-vous.{kind}"
    found = series_with(event(title="Dedans"))
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    time_machine.move_to(NOON + timedelta(minutes=1), tick=False)
    found.events.add(event(title="De plus"))
    found.save()
    changed = client.get(address, headers={"If-None-Match": etag})
    assert (changed.status_code, changed["ETag"] == etag) == (200, False)


def test_taking_an_event_out_is_seen_by_its_date_too(client, time_machine):
    one, other = event(title="Un"), event(title="Autre")
    found = series_with(one, other)
    since = client.get("/agenda/series/rendez-vous.ics")["Last-Modified"]
    time_machine.move_to(NOON + timedelta(minutes=1), tick=False)
    found.events.remove(other)
    found.save()
    headers = {"If-Modified-Since": since}
    assert client.get("/agenda/series/rendez-vous.ics", headers=headers).status_code == 200


def test_a_portal_shows_its_own_and_the_national_ones_it_took_part_in(client):
    portal, other = territory_portal(), morbihan()
    national = event(title="National")
    series_with(national)
    series_with(event(portal, title="Ici"), slug="ici", territory=portal.territory)
    assert client.get(f"/saone-et-loire{PAGE}").status_code == 404
    taken_up(national)
    assert cards(client.get(f"/saone-et-loire{PAGE}")) == ["National"]
    assert client.get(f"/morbihan{PAGE}").status_code == 404
    assert cards(client.get("/saone-et-loire/agenda/series/ici/")) == ["Ici"]
    assert client.get(f"/{other.slug}/agenda/series/ici/").status_code == 404


@pytest.mark.parametrize("fields", [{"live": False}, {"empty": True}])
def test_what_is_not_shown_does_not_exist(client, fields):
    empty = fields.pop("empty", False)
    series_with(*([] if empty else [event()]), **fields)
    codes = [client.get(f"/agenda/series/rendez-vous{end}").status_code for end in ("/", ".ics")]
    assert (codes, list(programme.to_search())) == ([404, 404], [])


def test_bad_addresses_are_not_errors(client):
    assert client.get(f"/agenda/series/{'a' * 10_000}/").status_code == 404
    assert client.get("/agenda/series/%00/").status_code == 404


def test_an_event_leads_to_its_series_and_english_has_its_words(client):
    page = event_page(title="Premier")
    series_with(page.event, title_en="The monthly hour")
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert soup.select_one("p.series a")["href"] == PAGE
    assert "The monthly hour" in client.get(f"/en{PAGE}").text


def test_the_search_knows_it_in_each_language():
    found = series_with(weekly_event(), title_en="The monthly hour")
    told = [(one.title, one.url, one.national) for one in programme.documents(found)]
    assert told == [
        ("Les rendez-vous", PAGE, True),
        ("The monthly hour", f"/en{PAGE}", True),
    ]


def test_an_editor_puts_together_their_own_events_and_those_taken_up(client):
    portal, other = territory_portal(), morbihan()
    own, foreign = event(portal, title="Ici"), event(other, title="Ailleurs")
    national, not_taken = event(title="National"), event(title="Pas repris")
    taken_up(national)
    groups = grant_portal_groups(portal)
    editor = UserFactory()
    editor.groups.add(groups[PortalTeam.Role.COORDINATOR])
    client.force_login(editor)
    address = reverse("wagtailsnippets_maillage_events_eventseries:add")
    form = client.get(address).context["form"]
    assert set(form.fields["events"].queryset) == {own, national}
    sent = {
        "title": "Cycle",
        "slug": "cycle",
        "territory": portal.territory.pk,
        "live": "on",
        "events": [own.pk, national.pk],
    }
    for wrong in ({"events": [foreign.pk]}, {"events": [not_taken.pk]}, {"territory": ""}):
        assert client.post(address, sent | wrong).status_code == 200
    assert client.post(address, sent | {"territory": other.territory.pk}).status_code == 200
    assert not EventSeries.objects.exists()
    assert client.post(address, sent).status_code == 302
    assert set(EventSeries.objects.get().events.all()) == {own, national}


def test_the_national_team_chooses_among_all(client):
    one = event(morbihan(), title="Ici")
    client.force_login(User.objects.create_superuser("n@exemple.fr", "mot de passe long"))
    address = reverse("wagtailsnippets_maillage_events_eventseries:add")
    sent = {"title": "Cycle", "slug": "cycle", "live": "on", "events": [one.pk]}
    assert client.post(address, sent).status_code == 302
    assert EventSeries.objects.get().territory is None
