"""Events and series in the sitemap."""

import pytest
import time_machine

from maillage_events.models import Event, EventSeries
from maillage_events.models.facts import Visibility
from tests.events.factories import NOON, event, event_page
from tests.site.factories import national_portal, territory_portal
from tests.site.sitemap.protocol import Told, everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(scope="module")
def portal(module_db):
    national_portal()
    return territory_portal()


def events(client):
    return {path: told for path, told in everything(client).items() if "/agenda/" in path}


def pages(client):
    lists = ("/agenda/", "/agenda/series/")
    return {path: told for path, told in events(client).items() if not path.endswith(lists)}


def test_an_event_to_come_is_given_at_its_page(client, portal):
    event_page(portal, slug="atelier")
    path = "/saone-et-loire/agenda/atelier/"
    assert pages(client) == {path: Told(path, "2026-11-23T12:00:00+00:00")}


def test_a_change_of_facts_is_a_change_of_the_page(client, portal):
    found = event(portal, slug="atelier")
    later = NOON.replace(hour=15)
    Event.objects.filter(pk=found.pk).update(content_modified_at=later)
    assert [told.changed for told in pages(client).values()] == ["2026-11-23T15:00:00+00:00"]


def test_an_event_that_is_over_a_draft_or_out_of_lists_is_not_given(client, portal):
    event(portal, start_date="2026-11-02")
    event_page(portal).unpublish()
    event(portal, visibility=Visibility.UNLISTED)
    assert pages(client) == {}


def test_a_cancelled_event_is_read_again(client, portal):
    found = event(portal, slug="atelier")
    Event.objects.filter(pk=found.pk).update(status=Event.Status.CANCELLED)
    assert list(pages(client)) == ["/saone-et-loire/agenda/atelier/"]


def test_a_series_is_given_in_the_languages_it_is_written_in(client, portal):
    told = event(portal, slug="atelier")
    one = EventSeries.objects.create(slug="cycle", title="Cycle", title_en="Cycle")
    one.events.add(told)
    both = (("fr", "/agenda/series/cycle/"), ("en", "/en/agenda/series/cycle/"))
    found = pages(client)
    assert [found[path].translations for _language, path in both] == [both, both]


def test_a_file_costs_the_same_with_one_event_as_with_many(
    client, portal, django_assert_max_num_queries
):
    def cost():
        client.get("/sitemap-events-1.xml")
        with django_assert_max_num_queries(12) as asked:
            assert client.get("/sitemap-events-1.xml").status_code == 200
        return len(asked)

    event(portal)
    few = cost()
    for _number in range(5):
        event(portal)
    assert cost() == few
