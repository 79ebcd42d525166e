"""A circle that changed its address is found at all the old ones."""

import pytest

from maillage_community.models import FormerCircleSlug
from tests.community.factories import CircleFactory, TopicFactory
from tests.site.factories import national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle():
    national_portal()
    territory_portal()
    found = CircleFactory(slug="impots")
    TopicFactory(circle=found)
    return rename(found, "impots-et-taxes")


def rename(circle, slug):
    circle.slug = slug
    circle.save()
    return circle


def led(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize("prefix", ["", "/en", "/saone-et-loire", "/en/saone-et-loire"])
def test_its_door_topics_and_feed_follow_in_every_portal_and_language(client, circle, prefix):
    topic = circle.topics.get()
    for end in ("/", f"/sujets/{topic.uuid}/", "/flux.rss"):
        new = f"{prefix}/communautes/impots-et-taxes{end}"
        assert led(client, f"{prefix}/communautes/impots{end}") == (301, new)
        assert client.get(new).status_code == 200


def test_the_query_and_the_api_follow(client, circle):
    assert led(client, "/communautes/impots/?page=2&a=b") == (
        301,
        "/communautes/impots-et-taxes/?page=2&a=b",
    )
    new = "/api/circles/impots-et-taxes/topics"
    assert led(client, "/api/circles/impots/topics") == (301, new)
    assert client.get(new).json()["count"] == 1


def test_every_name_it_had_leads_there_in_one_step(client, circle):
    rename(circle, "fisc")
    assert [led(client, f"/communautes/{slug}/") for slug in ("impots", "impots-et-taxes")] == [
        (301, "/communautes/fisc/")
    ] * 2


def test_renamed_back_it_has_one_address(client, circle):
    rename(circle, "impots")
    assert led(client, "/communautes/impots/") == (200, None)
    assert led(client, "/communautes/impots-et-taxes/") == (301, "/communautes/impots/")


def test_a_new_circle_may_take_the_address_and_keeps_it(client, circle):
    CircleFactory(slug="impots")
    assert led(client, "/communautes/impots/") == (200, None)
    assert not FormerCircleSlug.objects.exists()


def test_what_was_never_there_is_still_not_found(client, circle):
    paths = ("/communautes/rien/", "/communautes/impots", "/api/circles/rien/topics")
    assert [led(client, path)[0] for path in paths] == [404, 301, 404]
    circle.delete()
    assert led(client, "/communautes/impots/") == (404, None)


def test_a_save_that_renames_nothing_keeps_nothing(circle):
    circle.save()
    assert [former.slug for former in FormerCircleSlug.objects.all()] == ["impots"]
