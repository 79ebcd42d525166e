"""Circles as readers and members meet them."""

import pytest

from maillage_community.models import Membership, Reply, Report, Topic
from tests.community.factories import (
    NOON,
    CircleFactory,
    MembershipFactory,
    ReplyFactory,
    TopicFactory,
    member,
    moderator,
)
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def _portal(client):
    """The national portal, already read once: what it remembers is not counted."""
    national_portal()
    client.get("/communautes/")


def _address(topic, end=""):
    return f"/communautes/{topic.circle.slug}/sujets/{topic.uuid}/{end}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_circles_costs_the_same_whatever_its_length(
    client, rows, django_assert_max_num_queries
):
    CircleFactory.create_batch(rows)
    with django_assert_max_num_queries(3):
        response = client.get("/communautes/")
    assert response.content.decode().count("/communautes/cercle-") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_circle_costs_the_same_whatever_its_topics(client, rows, django_assert_max_num_queries):
    circle = CircleFactory()
    TopicFactory.create_batch(rows, circle=circle)
    with django_assert_max_num_queries(5):
        response = client.get(f"/communautes/{circle.slug}/")
    assert response.content.decode().count("/sujets/") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_costs_the_same_whatever_its_replies(client, rows, django_assert_max_num_queries):
    topic = TopicFactory()
    ReplyFactory.create_batch(rows, topic=topic)
    with django_assert_max_num_queries(6):
        response = client.get(_address(topic))
    assert response.content.decode().count("Voici comment.") == rows


def test_a_portal_names_the_national_address_of_what_it_shows(client):
    topic = TopicFactory()
    portal = territory_portal()
    for path in (f"/communautes/{topic.circle.slug}/", _address(topic)):
        page = client.get(f"/{portal.slug}{path}").content.decode()
        assert f'<link rel="canonical" href="http://localhost:8000{path}">' in page


def test_what_people_wrote_is_said_to_be_french_on_english_pages(client):
    topic = TopicFactory()
    page = client.get(f"/en{_address(topic)}").content.decode()
    assert f'<h1 lang="fr">{topic.title}</h1>' in page
    assert '<div class="prose" lang="fr">' in page


def test_public_pages_are_the_same_for_everyone_and_do_not_vary(client):
    topic = TopicFactory()
    anonymous = [client.get(p).content for p in ("/communautes/", _address(topic))]
    client.force_login(member(topic.circle))
    answers = [client.get(p) for p in ("/communautes/", _address(topic))]
    assert [a.content for a in answers] == anonymous
    assert [a.headers.get("Vary", "") for a in answers] == ["", ""]


def test_a_portal_shows_its_circles_and_those_open_to_all(client):
    here = TerritoryFactory()
    elsewhere = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    territory_portal(here)
    CircleFactory(name="Du pays", territory=here)
    CircleFactory(name="De loin", territory=elsewhere)
    CircleFactory(name="De partout")
    page = client.get("/saone-et-loire/communautes/").content.decode()
    assert ["Du pays" in page, "De loin" in page, "De partout" in page] == [True, False, True]


def test_a_members_circle_shows_its_door_and_nothing_else(client):
    topic = TopicFactory(circle=CircleFactory(members_only=True), title="CANARI")
    door = client.get(f"/communautes/{topic.circle.slug}/")
    assert (door.status_code, "CANARI" in door.content.decode()) == (200, False)


def test_a_private_topic_and_an_unknown_one_answer_alike(client):
    topic = TopicFactory(circle=CircleFactory(members_only=True))
    unknown = _address(topic).replace(str(topic.uuid), UNKNOWN)
    assert client.get(_address(topic)).status_code == client.get(unknown).status_code == 302
    client.force_login(UserFactory())
    assert client.get(_address(topic)).status_code == client.get(unknown).status_code == 404


def test_a_member_reads_the_private_topic_on_a_page_never_stored(client):
    topic = TopicFactory(circle=CircleFactory(members_only=True), title="CANARI")
    client.force_login(member(topic.circle))
    response = client.get(_address(topic))
    assert ("CANARI" in response.content.decode(), "no-store" in response["Cache-Control"]) == (
        True,
        True,
    )


def test_one_joins_by_accepting_the_charter_then_asks(client):
    circle = CircleFactory()
    person = UserFactory()
    client.force_login(person)
    asked = client.get(f"/communautes/{circle.slug}/nouveau-sujet/")
    assert asked["Location"] == f"/communautes/{circle.slug}/rejoindre/"
    client.post(asked["Location"], {"charter_version": 1, "accept": "on"})
    assert list(circle.members.all()) == [person]
    client.post(
        f"/communautes/{circle.slug}/nouveau-sujet/",
        {"kind": "question", "title": "Ameli ?", "body": "Code perdu"},
    )
    assert [(t.title, t.author) for t in Topic.objects.all()] == [("Ameli ?", person)]


def test_a_charter_that_changed_meanwhile_is_read_again(client):
    circle = CircleFactory(charter_version=2)
    client.force_login(UserFactory())
    response = client.post(
        f"/communautes/{circle.slug}/rejoindre/", {"charter_version": 1, "accept": "on"}
    )
    assert (response.status_code, Membership.objects.count()) == (200, 0)


def test_a_member_replies_and_the_author_chooses(client):
    topic = TopicFactory()
    MembershipFactory(circle=topic.circle, user=topic.author)
    client.force_login(member(topic.circle))
    client.post(_address(topic, "participer/"), {"body": "Par courrier."})
    reply = Reply.objects.get()
    client.force_login(topic.author)
    client.post(_address(topic, "reponse/"), {"reply": str(reply.uuid)})
    page = client.get(_address(topic)).content.decode()
    assert page.count("Par courrier.") == 2


def test_an_empty_reply_is_refused(client):
    topic = TopicFactory()
    client.force_login(member(topic.circle))
    response = client.post(_address(topic, "participer/"), {"body": " "})
    assert (response.status_code, Reply.objects.count()) == (200, 0)


def test_a_report_is_sent_then_handled_by_a_moderator(client):
    topic = TopicFactory()
    client.force_login(UserFactory())
    client.post(_address(topic, "signaler/"), {"reason": "insult", "comment": "voir"})
    client.force_login(moderator(topic.circle))
    queue = f"/communautes/{topic.circle.slug}/moderation/"
    assert "voir" in client.get(queue).content.decode()
    client.post(queue, {"report": Report.objects.get().pk, "action": "hide"})
    assert client.get(_address(topic)).status_code == 404


def test_the_moderation_queue_is_for_moderators(client):
    circle = CircleFactory()
    client.force_login(member(circle))
    assert client.get(f"/communautes/{circle.slug}/moderation/").status_code == 403


def test_a_hidden_reply_is_read_through_no_other_page(client):
    """Who knows its identifier from before reads it no more by reporting it or choosing it."""
    reply = ReplyFactory(body="CANARI", hidden_at=NOON)
    client.force_login(reply.topic.author)
    MembershipFactory(circle=reply.topic.circle, user=reply.topic.author)
    answers = [
        client.get(_address(reply.topic, "signaler/"), {"reponse": str(reply.uuid)}),
        client.post(_address(reply.topic, "reponse/"), {"reply": str(reply.uuid)}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("query", ["?page=1000000000", "?page=%00", "?page=x", "?q=%F0%9F%92%A5"])
def test_odd_queries_are_no_error(client, query):
    topic = TopicFactory()
    for path in ("/communautes/", f"/communautes/{topic.circle.slug}/", _address(topic)):
        assert client.get(path + query).status_code == 200


@pytest.mark.parametrize("value", ["x", "\x00", "", "9" * 40])
def test_odd_posts_are_no_error(client, value):
    topic = TopicFactory()
    client.force_login(moderator(topic.circle))
    queue = f"/communautes/{topic.circle.slug}/moderation/"
    answers = [
        client.post(_address(topic, "reponse/"), {"reply": value}).status_code,
        client.get(_address(topic, "signaler/"), {"reponse": value}).status_code,
        client.post(queue, {"report": value}).status_code,
    ]
    assert all(status in {200, 302, 404} for status in answers)


def test_a_public_circle_has_a_feed_and_a_members_one_has_none(client):
    topic = TopicFactory()
    private = TopicFactory(circle=CircleFactory(members_only=True), title="CANARI")
    feed = client.get(f"/communautes/{topic.circle.slug}/flux.rss")
    assert f"urn:uuid:{topic.uuid}" in feed.content.decode()
    assert client.get(f"/communautes/{private.circle.slug}/flux.rss").status_code == 404
