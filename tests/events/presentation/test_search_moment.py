"""The national search tells an hour of La Réunion on its own clock."""

import pytest
import time_machine
from bs4 import BeautifulSoup

from maillage_events.models import Occurrence
from maillage_events.presentation.hours import moment
from maillage_events.search import documents
from maillage_search.full_text import writing
from tests.events import factories
from tests.events.signups import NOW
from tests.search.factories import ready
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def overseas():
    national_portal()
    reunion = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    return factories.occurrence(territory_portal(reunion), slug="marche", title="Au marché")


def told(client, path):
    with time_machine.travel(NOW, tick=False):
        page = BeautifulSoup(client.get(path, {"q": "marché"}).content, "html.parser")
    return page.select_one(".search-result__facts").get_text(" ")


def test_the_hour_is_that_of_the_place_and_says_so(client, overseas):
    writing.write(ready(*documents(overseas.event)))
    start = overseas.local_start
    assert str(overseas.event.timezone) == "Indian/Reunion"
    hour = f"à {start.hour}\u202fh"
    assert f"{hour}, heure de La Réunion" in told(client, "/recherche/").replace("\xa0", "\u202f")
    own = told(client, "/la-reunion/recherche/")
    assert (hour in own, "heure de" in own) == (True, False)


def test_the_map_says_the_same(overseas):
    date = Occurrence.objects.select_related("event").get(pk=overseas.pk)
    assert moment(date, "Europe/Paris").endswith(", heure de La Réunion")
    assert "heure de" not in moment(date, "Indian/Reunion")
