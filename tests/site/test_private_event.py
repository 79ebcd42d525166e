"""An event that is made private is at none of the addresses that are its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from maillage_events.models import EventSeries
from maillage_site.creation.tree import create_portal
from tests.events.factories import event_page, taken_up
from tests.site.factories import TerritoryFactory, UserFactory
from tests.site.test_private_pages import CANARY, with_canary

pytestmark = pytest.mark.django_db
# Its page, its files and feeds, its sign-up, its door.
ADDRESSES = (
    *("agenda/atelier/", "agenda/atelier.ics", "agenda/national/atelier/"),
    *("agenda/national/atelier.ics", "agenda/series/cycle/", "agenda/series/cycle.ics"),
    *("agenda/series/cycle.rss", "agenda/series/cycle.json", "agenda/mois/{month}/"),
    *("agenda/semaine/{week}/", "inscriptions/{uuid}/", "inscriptions/{uuid}/merci/"),
    *("inscriptions/dates/{event}/", "inscriptions/series/cycle/", "rejoindre/{uuid}/"),
)


def addresses_of(event):
    date = event.occurrences.get()
    named = {
        "uuid": date.uuid,
        "event": event.uuid,
        "month": f"{date.starts_at:%Y-%m}",
        "week": f"{date.starts_at:%G-W%V}",
    }
    told = [address.format(**named) for address in ADDRESSES]
    places = [f"/{prefix}{path}" for prefix in ("", "en/", "saone-et-loire/") for path in told]
    return {*places, f"/api/events/{event.uuid}", f"/api/events/{date.uuid}"}


def by_itself(post, page):
    post(f"pages/{page.pk}/privacy/", {"restriction_type": "login"})


def by_its_agenda(post, page):
    by_itself(post, page.get_parent())


def by_its_portal(post, page):
    by_itself(post, page.get_parent().get_parent())


def by_unpublishing(post, page):
    post(f"pages/{page.pk}/unpublish/")


def by_deleting(post, page):
    post(f"pages/{page.pk}/delete/")


@pytest.mark.parametrize(
    "act", [by_itself, by_its_agenda, by_its_portal, by_unpublishing, by_deleting]
)
def test_an_event_is_at_none_of_its_own_addresses(client, act):
    national, saone = create_portal(None), create_portal(TerritoryFactory())
    soon = timezone.localdate() + timedelta(days=7)
    title = f"Atelier {CANARY}"
    online = {"attendance_mode": "en-ligne", "online_capacity": 5}
    page = event_page(national, title=title, slug="atelier", start_date=soon, **online)
    series = EventSeries.objects.create(title="Cycle", slug="cycle")
    series.events.add(page.event)
    taken_up(page.event, saone.slug)
    places = addresses_of(page.event)
    shown = with_canary(client, places)
    assert len(shown) >= 25
    client.force_login(UserFactory(is_superuser=True))

    def post(path, data=None):
        assert client.post(f"/gestion/{path}", data or {}).status_code in {200, 302}

    act(post, page)
    client.logout()
    assert with_canary(client, places) == set()
