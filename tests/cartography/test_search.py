"""What the search asks of places."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from maillage_cartography.models import Hours
from maillage_cartography.search import open_at
from tests.cartography.factories import HoursFactory, PlaceFactory, StopFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def keys(places):
    return {str(place.uuid) for place in places}


def test_what_is_open_is_told_in_one_query_each_distinct_hours_evaluated_once(
    django_assert_num_queries,
):
    closed = [
        PlaceFactory(hours=None),
        PlaceFactory(hours=HoursFactory(text="sur rendez-vous", osm="")),
        PlaceFactory(hours=HoursFactory(text="Sa 09:00-12:00")),
    ]
    opened = PlaceFactory.create_batch(3)
    overseas = PlaceFactory(hours=HoursFactory(zone="Indian/Reunion"))
    every = [*keys(closed), *keys(opened), *keys([overseas]), "not-a-place", "0" * 36]
    monday = datetime(2026, 12, 7, 10, tzinfo=PARIS)  # 13 h in La Réunion
    with django_assert_num_queries(1):
        assert open_at(every, monday) == keys(opened)
    noon = datetime(2026, 12, 7, 12, tzinfo=PARIS)
    assert open_at(every, noon) == keys([overseas])
    assert open_at(keys(opened[:1]), monday) == keys(opened[:1])
    assert Hours.objects.count() == 4


def test_a_mobile_place_is_open_where_it_stops_and_not_at_home():
    always = HoursFactory(text="toujours", osm="24/7")
    bus = PlaceFactory(hours=HoursFactory(text="jamais", osm="Feb 29 10:00-10:01"))
    garage = PlaceFactory(hours=always)
    over = PlaceFactory(hours=always)
    StopFactory(place=bus, hours=always)
    StopFactory(place=garage, hours=HoursFactory(text="rien", osm="Feb 29 11:00-11:01"))
    StopFactory(place=over, hours=bus.hours, last_on=date(2020, 1, 1))
    now = datetime(2026, 12, 7, 10, tzinfo=PARIS)
    assert open_at(keys([bus, garage, over]), now) == keys([bus, over])
