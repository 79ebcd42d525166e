"""A canary word in a members' circle is found by no one outside it."""

import pytest
from django.utils import timezone

from maillage.accounts.closing import close_account
from maillage.contributions import SearchSource
from maillage.outbox.models import Message
from maillage.plugin import contributions
from maillage.scope import Scope
from maillage.values import Audience
from maillage_community.blocks import LatestTopicsBlock
from maillage_community.models import Circle, Membership, Reply, Topic
from maillage_community.moderation.reports import hide
from maillage_community.search import viewer_acl
from maillage_community.topics.conversations import answer
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.indexing.rebuild import rebuild
from maillage_search.query.request import SearchRequest, Viewer
from maillage_search.results.failover import search
from tests.community.factories import (
    NOON,
    CircleFactory,
    ReplyFactory,
    TopicFactory,
    member,
    moderator,
)
from tests.site.factories import UserFactory, national_portal
from tests.site.sitemap import protocol

pytestmark = pytest.mark.django_db
CANARY = "XYLOPHONIQUE"


@pytest.fixture
def private_topic():
    national_portal()
    circle = CircleFactory(members_only=True)
    topic = TopicFactory(circle=circle, title=CANARY, body=CANARY)
    topic.validated_reply = ReplyFactory(topic=topic, body=CANARY)
    topic.save()
    return topic


@pytest.mark.parametrize("logged_in", [False, True])
def test_the_canary_is_on_no_page_feed_or_api(client, private_topic, logged_in):
    if logged_in:
        client.force_login(UserFactory())
    slug, uuid = private_topic.circle.slug, private_topic.uuid
    door, conversation = f"/communautes/{slug}/", f"/communautes/{slug}/sujets/{uuid}/"
    paths = [
        "/",
        "/communautes/",
        door,
        *(f"{door}{end}" for end in ("flux.rss", "espace/", "rejoindre/", "moderation/")),
        conversation,
        *(f"{conversation}{end}" for end in ("participer/", "signaler/")),
        "/api/circles/",
        f"/api/circles/{slug}/topics",
        *("/sitemap-circles-1.xml", "/sitemap-topics-1.xml"),
        f"/recherche/?q={CANARY}",
    ]
    pages = {path: client.get(path).content.decode().replace(f"q={CANARY}", "") for path in paths}
    pages.pop(f"/recherche/?q={CANARY}")
    assert [path for path, page in pages.items() if CANARY in page] == []


def test_its_search_document_is_restricted_to_members(private_topic):
    source = next(s for s in contributions(SearchSource) if s.kind == "topic")
    (document,) = source.documents(source.queryset().get(pk=private_topic.pk))
    token = private_topic.circle.acl_token
    assert (document.audience, document.acl) == (Audience.RESTRICTED, (token,))
    assert viewer_acl(member(private_topic.circle)) == [token]
    assert viewer_acl(UserFactory()) == []


def test_the_latest_topics_block_shows_public_ones_only(private_topic):
    public = TopicFactory()
    public.validated_reply = ReplyFactory(topic=public)
    public.save()
    block = LatestTopicsBlock()
    rows = block.rows(Scope(), block.to_python({"count": 10}))
    assert list(rows["topics"]) == [public]


def test_leaving_the_platform_keeps_the_words_and_forgets_the_person():
    reply = ReplyFactory(body="Utile à d'autres")
    person = reply.author
    Membership.objects.create(circle=reply.topic.circle, user=person, charter_version=1)
    close_account(person, at=NOON)
    assert list(Reply.objects.values_list("body", "author")) == [("Utile à d'autres", None)]
    assert (Topic.objects.count(), Membership.objects.count()) == (1, 0)


def test_closing_a_circle_tells_the_search_about_its_topics():
    topic = TopicFactory()
    Message.objects.all().delete()
    topic.circle.visibility = "members"
    topic.circle.save()
    told = set(Message.objects.filter(topic="search").values_list("key", flat=True))
    assert told == {f"circle:{topic.circle.uuid}", f"topic:{topic.uuid}"}


def found(client):
    return client.get("/api/search/", {"q": CANARY}).json()


@pytest.fixture
def public_topic():
    national_portal()
    topic = TopicFactory(title=CANARY, body="Ouvert")
    ReplyFactory(topic=topic, body=CANARY)
    rebuild()
    return topic


def test_topics_of_a_circle_closed_to_its_members_leave_the_search_at_once(client, public_topic):
    assert found(client)["total"] == 1
    circle = public_topic.circle
    circle.visibility = Circle.Visibility.MEMBERS
    circle.save()
    assert (found(client)["total"], found(client)["facets"]["kinds"]) == (0, {})
    drain(100)
    assert found(client)["total"] == 0
    response = search(SearchRequest(text=CANARY), Viewer((circle.acl_token,)))
    assert [hit.plain_title for hit in response.hits] == [CANARY]


def test_a_hidden_reply_leaves_the_search_at_once(client, public_topic):
    person = member(public_topic.circle)
    reply = answer(person, public_topic, body="ZINZOLIN", at=timezone.now())
    rebuild()
    asked = {"q": "zinzolin"}
    assert client.get("/api/search/", asked).json()["total"] == 1
    hide(moderator(public_topic.circle), reply, at=timezone.now())
    assert client.get("/api/search/", asked).json()["total"] == 0
    drain(100)
    assert (client.get("/api/search/", asked).json()["total"], found(client)["total"]) == (0, 1)


def test_search_engines_are_told_the_addresses_of_public_topics_alone(
    client, private_topic, public_topic
):
    told = protocol.text(client)
    assert (str(public_topic.uuid) in told, str(private_topic.uuid) in told) == (True, False)
