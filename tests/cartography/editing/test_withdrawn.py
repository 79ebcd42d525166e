"""Places that vanished from their source, brought back by who knows that they exist."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from maillage_cartography.imports import runs
from maillage_cartography.models import Place
from tests.cartography.factories import PlaceFactory, PlaceSourceFactory
from tests.cartography.people import member
from tests.site.factories import TerritoryFactory, national_portal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIST = "maillage_cartography_admin:withdrawn"


@pytest.fixture
def gone():
    """A place that its source has not named for two months."""
    national_portal()
    row = PlaceSourceFactory(missing_since=NOON - timedelta(days=60))
    assert runs.retire_vanished(NOON) == 1
    return row.place


def back(place):
    return reverse("maillage_cartography_admin:bring-back", args=[place.uuid])


def test_a_place_that_was_brought_back_stays(client, gone):
    client.force_login(member())
    assert gone.name in client.get(reverse(LIST)).content.decode()
    client.post(back(gone))
    assert runs.retire_vanished(NOON + timedelta(days=90)) == 0
    assert list(Place.objects.all()) == [gone]
    assert gone.name not in client.get(reverse(LIST)).content.decode().split("nice-padding")[-1]
    assert client.post(back(gone)).status_code == 404


def test_a_merged_place_is_not_among_the_withdrawn(client, gone):
    Place.records.filter(pk=gone.pk).update(merged_into=PlaceFactory())
    client.force_login(member())
    assert gone.name not in client.get(reverse(LIST)).content.decode()
    assert client.post(back(gone)).status_code == 404


def test_coordinators_bring_back_at_home_only(client, gone):
    away = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(member(territory=away))
    assert gone.name not in client.get(reverse(LIST)).content.decode()
    assert client.post(back(gone)).status_code == 404
    client.force_login(member("editor"))
    assert [client.get(reverse(LIST)).status_code, client.post(back(gone)).status_code] == [
        302,
        302,
    ]
    assert not Place.objects.exists()
