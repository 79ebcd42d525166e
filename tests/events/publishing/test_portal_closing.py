"""Events of a portal that closes: cancelled by email, or handed on with their people."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.conf import settings
from wagtail.models import Locale, Page

from maillage.outbox.models import Message
from maillage.portal_contributions import ClosingPortal
from maillage.territories.models import Territory
from maillage_events.emails import reminders
from maillage_events.emails.queue import TOPIC
from maillage_events.models import Event, EventPage, EventProposal, EventSeries, Registration
from maillage_events.proposals import drafts
from maillage_events.publishing import portal_closing
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.scopes import scope_of
from maillage_site.closing.shutting import close_portal
from maillage_site.portals.models import PortalPage
from tests.events.factories import event_page
from tests.events.signups import mails_asked, signed_up
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def home():
    return territory_portal()


@pytest.fixture
def heir():
    """Of another zone: what is handed on keeps its hours."""
    territory = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    return territory_portal(territory)


def coming(home, **fields):
    """An event on 8 December with somebody signed up; its page."""
    page = event_page(home, **fields)
    signed_up(page.event.occurrences.get(), at=NOW)
    return page


def states() -> dict[str, str]:
    return {page.title: page.event.status for page in EventPage.objects.order_by("pk")}


def test_without_an_heir_they_are_cancelled_and_people_told_once(home):
    coming(home)
    event_page(home, title="Passé", start_date=NOW.date() - timedelta(days=9))
    event_page(title="National")
    before = len(mails_asked())
    close_portal(home.portal, at=NOW, by=None)
    close_portal(home.portal, at=NOW, by=None)
    assert states() == {
        "Atelier messagerie": "cancelled",
        "Passé": "scheduled",
        "National": "scheduled",
    }
    assert mails_asked()[before:] == [("amina", "event-cancelled")]
    told = Event.objects.get(status="cancelled").cancellation_message
    assert told == "Le portail Saône-et-Loire est fermé."
    reopen_portal(home.portal, at=NOW, by=None)
    assert states()["Atelier messagerie"] == "cancelled"


def facts(event) -> tuple:
    date = event.occurrences.get()
    return date.starts_at, event.timezone, event.status, event.sequence, event.uid


def test_with_an_heir_they_live_there_with_their_people_and_come_back(
    client, home, heir, django_capture_on_commit_callbacks
):
    page = coming(home, slug="atelier")
    event_page(heir, title="Autre", slug="atelier")
    series = EventSeries.objects.create(title="Cycle", slug="cycle", territory=home.territory)
    before, mails = facts(page.event), len(mails_asked())
    with django_capture_on_commit_callbacks(execute=True):
        close_portal(home.portal, {"events": heir.portal}, at=NOW, by=None)
    event = Event.objects.get(pk=page.event.pk)
    series.refresh_from_db()
    assert (facts(event), len(mails_asked())) == (before, mails)
    assert (event.territory, series.territory) == (heir.territory, heir.territory)
    assert Registration.objects.get().occurrence.event == event
    there = client.get("/saone-et-loire/agenda/atelier/", follow=True)
    assert (there.status_code, there.redirect_chain[-1][0]) == (
        200,
        "/la-reunion/agenda/atelier-2/",
    )
    feed = client.get("/saone-et-loire/agenda.ics?theme=x")
    assert feed.url == "/la-reunion/agenda.ics?theme=x"
    with django_capture_on_commit_callbacks(execute=True):
        reopen_portal(home.portal, at=NOW, by=None)
    event.refresh_from_db()
    series.refresh_from_db()
    assert (facts(event), event.territory, series.territory) == (
        before,
        home.territory,
        home.territory,
    )
    assert client.get("/saone-et-loire/agenda/atelier/").status_code == 200
    assert Page.objects.get(pk=page.pk).get_parent().get_parent().pk == home.pk


def test_no_browser_keeps_a_redirect_of_a_hand_over_in_either_direction(
    client, home, heir, django_capture_on_commit_callbacks
):
    coming(home, slug="atelier")
    here, there = "/saone-et-loire/agenda/atelier", "/la-reunion/agenda/atelier"

    def led(path: str) -> tuple:
        answer = client.get(path)
        return answer.status_code, answer.headers.get("Location"), answer.headers["Cache-Control"]

    with django_capture_on_commit_callbacks(execute=True):
        close_portal(home.portal, {"events": heir.portal}, at=NOW, by=None)
    assert led(f"{here}/") == (302, f"{there}/", "no-store")
    feed = "/saone-et-loire/agenda.ics"
    assert led(feed) == (302, "/la-reunion/agenda.ics", "no-store")
    with django_capture_on_commit_callbacks(execute=True):
        reopen_portal(home.portal, at=NOW, by=None)
    assert client.get(f"{here}/").status_code == 200
    assert led(f"{there}/") == (301, f"{here}/", "no-cache")
    assert led(f"{there}.ics") == (301, f"{here}.ics", "no-cache")


def test_what_the_heir_has_moved_on_stays_there(home, heir):
    page = coming(home)
    third = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    event_page(third)
    close_portal(home.portal, {"events": heir.portal}, at=NOW, by=None)
    other = Page.objects.get(slug="agenda", path__startswith=third.path)
    EventPage.objects.get(pk=page.pk).move(other, pos="last-child")
    reopen_portal(home.portal, at=NOW, by=None)
    assert Event.objects.get(pk=page.event.pk).territory == third.territory


def test_a_link_to_ones_place_stays_good(client, home):
    """Somebody signed up for a national event in the portal that closes."""
    close_portal(home.portal, at=NOW, by=None)
    answers = [
        client.get(f"/saone-et-loire/inscriptions/ma-place/{'a' * 22}/"),
        client.get("/en/saone-et-loire/agenda/personnel/abc.ics"),
        client.post(f"/saone-et-loire/inscriptions/ma-place/{'a' * 22}/"),
    ]
    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, f"/inscriptions/ma-place/{'a' * 22}/"),
        (302, "/en/agenda/personnel/abc.ics"),
        (307, f"/inscriptions/ma-place/{'a' * 22}/"),
    ]


def test_feeds_tell_its_own_dates_cancelled_and_nobody_elses(client, home):
    coming(home, title="Le mien")
    series = EventSeries.objects.create(title="Cycle", slug="cycle", territory=home.territory)
    series.events.set(Event.objects.all())
    nested = TerritoryFactory(kind=Territory.Kind.EPCI, code="200070308", name="MBA", slug="mba")
    nested.ancestors.add(home.territory)
    event_page(territory_portal(nested), title="Le leur")
    close_portal(home.portal, at=NOW, by=None)
    paths = [
        f"{prefix}/saone-et-loire/agenda{name}.{kind}"
        for prefix in ("", "/en")
        for name in ("", "/series/cycle")
        for kind in ("ics", "rss", "json")
    ]
    texts = {path: client.get(path) for path in paths}
    assert {path: found.status_code for path, found in texts.items()} == dict.fromkeys(paths, 200)
    assert all("Le mien" in found.text for found in texts.values())
    assert not any("Le leur" in found.text for found in texts.values())
    calendar = texts[paths[0]].text
    assert "STATUS:CANCELLED" in calendar
    assert "SUMMARY:" in calendar
    assert '"status":"cancelled"' in texts[paths[2]].text


def test_numbers_are_of_what_is_to_come(home):
    coming(home)
    event_page(home, title="Passé", start_date=NOW.date() - timedelta(days=9))
    assert portal_closing.numbers(home.territory, NOW) == ["1 événement à venir", "1 inscription"]


def test_undoing_without_what_was_kept_changes_nothing(home):
    opened = ClosingPortal(scope_of(home.portal, home), NOW)
    portal_closing.reopen(opened, {})
    assert not Event.objects.exists()


def test_an_event_that_the_heir_cannot_show_is_cancelled(home, heir):
    english, _created = Locale.objects.get_or_create(language_code="en")
    national_portal().copy_for_translation(english).save_revision().publish()
    there = PortalPage.objects.get(pk=home.pk).copy_for_translation(english)
    there.save_revision().publish()
    coming(there, title="Workshop")
    coming(home, title="Atelier")
    before = len(mails_asked())
    close_portal(home.portal, {"events": heir.portal}, at=NOW, by=None)
    assert states() == {"Workshop": "cancelled", "Atelier": "scheduled"}
    assert mails_asked()[before:] == [("amina", "event-cancelled")]


@pytest.mark.parametrize("handed", [False, True])
def test_reminders_are_of_what_takes_place(home, heir, handed):
    date = coming(home).event.occurrences.get()
    eve = date.starts_at - timedelta(days=1)
    close_portal(home.portal, {"events": heir.portal} if handed else {}, at=NOW, by=None)
    assert reminders.plan(eve) == int(handed)


def test_reminders_that_were_planned_are_out_of_date_once_cancelled(home):
    date = coming(home).event.occurrences.get()
    reminders.plan(date.starts_at - timedelta(days=1, hours=12))
    close_portal(home.portal, at=NOW, by=None)
    planned = [row for row in Message.objects.filter(topic=TOPIC) if ":tomorrow" in row.key]
    registration = Registration.objects.get()
    assert [reminders.is_out_of_date(row, registration) for row in planned] == [True]


def proposed(home, title, email) -> EventPage:
    day, start, end = NOW.date() + timedelta(days=9), time(14), time(16)
    facts = {"title": title, "start_date": day, "start_time": start, "end_time": end}
    facts["event_type"] = "rencontre"
    said = drafts.Proposed({**facts, "summary": "Parler des écrans."}, "Nadia", email)
    return drafts.propose(Page.objects.get(pk=home.pk), said, language="fr", at=NOW)


@pytest.mark.parametrize("handed", [False, True])
def test_who_proposed_an_event_learns_that_nobody_will_answer(client, home, heir, handed):
    page = proposed(home, "Café des écrans", "nadia@exemple.fr")
    waits = proposed(heir, "Ailleurs", "zoe@exemple.fr").proposal
    close_portal(home.portal, {"events": heir.portal} if handed else {}, at=NOW, by=None)
    sent = Message.objects.get(topic="mail", key__startswith="proposal:").payload
    assert (sent["recipient"], sent["subject"]) == (
        "nadia@exemple.fr",
        "Votre événement n’a pas été publié : Café des écrans",
    )
    address = "/la-reunion/agenda/proposer/" if handed else "/agenda/proposer/"
    assert settings.BASE_URL + address in sent["text"]
    assert client.get(address).status_code == 200
    assert list(EventProposal.objects.all()) == [waits]
    reopen_portal(home.portal, at=NOW, by=None)
    assert EventPage.objects.filter(pk=page.pk, live=False).exists()
