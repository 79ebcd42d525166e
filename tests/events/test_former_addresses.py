"""What hangs on the address of an event or of a series that changed is still found."""

import pytest
import time_machine
from wagtail.models import Locale, Page

from maillage_events.models import EventPage, EventSeries
from tests.events.factories import NOON, agenda_of, event_page, taken_up
from tests.site.factories import national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(scope="module")
def portal(module_db):
    national_portal()
    return territory_portal()


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def renamed(page, slug):
        fresh = EventPage.objects.get(pk=page.pk)
        fresh.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            fresh.save_revision().publish()

    return renamed


def led(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


def test_the_page_and_the_file_of_an_event_renamed(client, portal, rename):
    rename(event_page(portal, slug="atelier"), "messagerie")
    for end in ("/", ".ics", ".ics?a=1"):
        new = f"/saone-et-loire/agenda/messagerie{end}"
        assert led(client, f"/saone-et-loire/agenda/atelier{end}") == (301, new)
        assert client.get(new).status_code == 200


def test_a_national_event_renamed_stays_in_the_portal(client, portal, rename):
    page = event_page(slug="webinaire")
    taken_up(page.event)
    rename(page, "ameli")
    for prefix in ("/saone-et-loire", "/en/saone-et-loire"):
        for end in ("/", ".ics"):
            new = f"{prefix}/agenda/national/ameli{end}"
            assert led(client, f"{prefix}/agenda/national/webinaire{end}") == (301, new)
            assert client.get(new).status_code == 200
    assert led(client, "/agenda/national/webinaire/") == (301, "/agenda/ameli/")
    assert led(client, "/agenda/webinaire.ics") == (301, "/agenda/ameli.ics")


def test_an_event_renamed_in_english_alone(client, portal, rename):
    page = event_page(portal, slug="atelier")
    english = page.copy_for_translation(
        Locale.objects.get_or_create(language_code="en")[0], copy_parents=True
    )
    english.slug = "workshop"
    english.save_revision().publish()
    rename(english, "mail-workshop")
    for end in ("/", ".ics"):
        new = f"/en/saone-et-loire/agenda/mail-workshop{end}"
        assert led(client, f"/en/saone-et-loire/agenda/workshop{end}") == (301, new)
        assert client.get(new).status_code == 200
        assert led(client, f"/saone-et-loire/agenda/atelier{end}") == (200, None)


def test_an_event_that_moved_from_the_nation_to_a_portal(
    client, portal, django_capture_on_commit_callbacks
):
    page, agenda = event_page(slug="webinaire"), agenda_of(portal)
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=page.pk).move(agenda, pos="last-child")
    told = {end: f"/saone-et-loire/agenda/webinaire{end}" for end in ("/", ".ics")}
    for end, new in told.items():
        for old in (f"/agenda/webinaire{end}", f"/saone-et-loire/agenda/national/webinaire{end}"):
            assert led(client, old) == (301, new)
        assert client.get(new).status_code == 200


def test_an_event_that_nobody_may_read_any_more_leads_nowhere(client, portal, rename):
    page = event_page(portal, slug="atelier")
    rename(page, "messagerie")
    EventPage.objects.get(pk=page.pk).unpublish()
    ends = ("/", ".ics")
    assert [led(client, f"/saone-et-loire/agenda/atelier{end}") for end in ends] == [
        (404, None)
    ] * 2


def test_a_series_renamed_is_found_with_its_feeds_and_its_sign_up(client, portal):
    series = EventSeries.objects.create(slug="cycle", title="Cycle")
    series.events.add(event_page(slug="webinaire").event)
    series.slug = "rendez-vous"
    series.save()
    for end in ("/", ".ics", ".rss", ".json"):
        for prefix in ("", "/en"):
            new = f"{prefix}/agenda/series/rendez-vous{end}"
            assert led(client, f"{prefix}/agenda/series/cycle{end}") == (301, new)
            assert client.get(new).status_code == 200
    assert led(client, "/inscriptions/series/cycle/") == (301, "/inscriptions/series/rendez-vous/")


def test_an_address_that_never_was_costs_little(client, portal, django_assert_max_num_queries):
    client.get("/saone-et-loire/agenda/rien.ics")
    with django_assert_max_num_queries(8):
        assert led(client, "/saone-et-loire/agenda/rien.ics") == (404, None)
