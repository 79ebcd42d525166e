"""What a closed portal holds is in no answer from that moment on, and found again once it opens.

Nothing is swept or rebuilt between.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from wagtail.models import Page

from maillage.outbox.models import Message
from maillage_cartography.provenance.locks import edit
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.results import failover as searching
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.shutting import close_portal
from maillage_site.home.models import ContentPage
from tests.cartography.factories import PlaceFactory
from tests.events.factories import event_page
from tests.site.factories import national_portal, territory_portal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORD, SLUG = "zibeline", "saone-et-loire"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW) as traveller:
        yield traveller


def embedded(_request, _monkeypatch):
    return lambda: drain(100)


def elasticsearch(request, monkeypatch):
    from tests.search.patient_elastic import PatientEngine, empty_indices

    empty_indices(request)
    monkeypatch.setattr(searching, "ElasticEngine", PatientEngine)
    return lambda: drain(100, refresh=True)


@pytest.fixture(
    params=[
        pytest.param(embedded, id="embedded"),
        pytest.param(elasticsearch, id="elasticsearch", marks=pytest.mark.elasticsearch),
    ]
)
def drained(request, monkeypatch):
    """Has the engine read what waits for it."""
    return request.param(request, monkeypatch)


@pytest.fixture
def home(drained):
    """A portal with a page and an event; a place of its territory, which is nobody's."""
    national_portal()
    found = territory_portal()
    Message.objects.all().delete()
    page = ContentPage(title=f"La {WORD}", slug=WORD, summary=f"Une {WORD}.", live=False)
    Page.objects.get(pk=found.pk).add_child(instance=page)
    page.save_revision().publish()
    event_page(found, title=f"Atelier {WORD}", slug="atelier")
    edit(PlaceFactory(), {"name": f"Maison {WORD}"}, by=None, at=NOW)
    return found


def found(client) -> tuple[dict[str, str], bool]:
    """Title → address, and whether the engine that was asked answered."""
    answer = client.get("/api/search/", {"q": WORD}).json()
    return {hit["title"]: hit["url"] for hit in answer["hits"]}, answer["degraded"]


PAGE, EVENT, PLACE = f"La {WORD}", f"Atelier {WORD}", f"Maison {WORD}"


def closed(home, heir=None):
    close_portal(home.portal, {"events": heir.portal} if heir else {}, at=NOW, by=None)


def reopened(home, clock, drained):
    clock.shift(timedelta(days=1))
    reopen_portal(home.portal, at=NOW + timedelta(days=1), by=None)
    drained()


def test_nothing_of_it_is_found_until_it_opens_again(client, home, drained, clock):
    drained()
    before, degraded = found(client)
    assert (set(before), degraded) == ({PAGE, EVENT, PLACE}, False)
    closed(home)
    place = {PLACE: before[PLACE]}
    assert found(client) == (place, False)
    drained()
    assert found(client) == (place, False)
    reopened(home, clock, drained)
    # What was cancelled stays so.
    assert found(client) == (place | {PAGE: before[PAGE]}, False)


def test_what_is_handed_on_is_found_there_and_comes_back(client, home, drained, clock):
    drained()
    before, _degraded = found(client)
    closed(home, national_portal())
    there, degraded = found(client)
    assert (set(there), degraded) == ({EVENT, PLACE}, False)
    assert client.get(there[EVENT], follow=True).status_code == 200
    drained()
    there, degraded = found(client)
    assert (there, degraded) == ({PLACE: before[PLACE], EVENT: "/agenda/atelier/"}, False)
    reopened(home, clock, drained)
    assert found(client) == (before, False)
