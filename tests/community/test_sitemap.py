"""Circles and topics in the sitemap."""

from datetime import timedelta

import pytest

from maillage_community.models import Circle
from tests.community.factories import NOON, CircleFactory, TopicFactory
from tests.site.factories import national_portal
from tests.site.sitemap.protocol import Told, everything, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal():
    return national_portal()


def test_a_circle_changes_with_its_latest_topic_and_a_topic_with_its_latest_answer(client):
    circle = CircleFactory(slug="impots")
    topic = TopicFactory(circle=circle, last_activity_at=NOON)
    found = everything(client)
    path = f"/communautes/impots/sujets/{topic.uuid}/"
    assert found["/communautes/impots/"].changed == "2026-11-24T11:00:00+00:00"
    assert found[path] == Told(path, "2026-11-24T11:00:00+00:00")


def test_what_members_say_among_themselves_is_not_given_nor_when(client):
    circle = CircleFactory(slug="entre-nous", members_only=True)
    TopicFactory(circle=circle, last_activity_at=NOON + timedelta(days=300))
    Circle.objects.update(created_at=NOON)
    found = everything(client)
    assert not [path for path in found if "sujets" in path]
    assert found["/communautes/entre-nous/"].changed == "2026-11-24T11:00:00+00:00"


def test_a_hidden_topic_is_not_given(client):
    TopicFactory(hidden_at=NOON)
    assert not [path for path in everything(client) if "sujets" in path]


@pytest.mark.parametrize("kind", ["circles", "topics"])
def test_a_file_costs_the_same_with_one_as_with_many(client, django_assert_max_num_queries, kind):
    def cost():
        read(client, f"/sitemap-{kind}-1.xml")
        with django_assert_max_num_queries(12) as asked:
            assert client.get(f"/sitemap-{kind}-1.xml").status_code == 200
        return len(asked)

    TopicFactory()
    few = cost()
    TopicFactory.create_batch(6)
    assert cost() == few
