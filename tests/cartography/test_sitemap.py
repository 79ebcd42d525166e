"""Places and organisations in the sitemap."""

import pytest

from maillage_cartography.models import Place
from tests.cartography.factories import OrganisationFactory, PlaceFactory
from tests.community.factories import NOON
from tests.site.factories import national_portal
from tests.site.sitemap.protocol import Told, everything, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal():
    return national_portal()


def test_places_and_those_who_run_them_are_given_with_the_moment_they_changed(client):
    place = PlaceFactory(organisation=OrganisationFactory())
    OrganisationFactory(name="Sans lieu")
    Place.objects.update(changed_at=NOON)
    told = {path: one for path, one in everything(client).items() if path.count("/") > 2}
    paths = (
        f"/lieux/{place.uuid}/",
        f"/lieux/structures/{place.organisation.uuid}/",
    )
    moment = "2026-11-24T11:00:00+00:00"
    assert {path: one for path, one in told.items() if path.startswith("/lieux/")} == {
        path: Told(path, moment) for path in paths
    }


def test_a_place_that_was_withdrawn_is_not_given(client):
    PlaceFactory(withdrawn_at=NOON, organisation=OrganisationFactory())
    told = [path for path in everything(client) if path.startswith("/lieux/") and path != "/lieux/"]
    assert told == []


@pytest.mark.parametrize("kind", ["places", "organisations"])
def test_a_file_costs_the_same_with_one_as_with_many(client, django_assert_max_num_queries, kind):
    def cost():
        read(client, f"/sitemap-{kind}-1.xml")
        with django_assert_max_num_queries(12) as asked:
            assert client.get(f"/sitemap-{kind}-1.xml").status_code == 200
        return len(asked)

    PlaceFactory(organisation=OrganisationFactory())
    few = cost()
    for _number in range(6):
        PlaceFactory(organisation=OrganisationFactory())
    assert cost() == few
