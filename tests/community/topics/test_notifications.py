"""One mail per answer to those who follow, with a link that stops it in one click."""

import re

import pytest
from django.utils.translation import override

from maillage.outbox.models import Message
from maillage_community.circles import memberships
from maillage_community.models import Follow
from maillage_community.moderation import reports as moderation
from maillage_community.topics import conversations
from maillage_community.topics.following import follow, unfollow_token
from tests.community.factories import NOON, CircleFactory, TopicFactory, member, moderator
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db


def _recipients():
    return sorted(m.payload["recipient"] for m in Message.objects.filter(topic="mail"))


def test_an_answer_writes_to_followers_but_not_to_who_answers():
    circle = CircleFactory()
    asker, other, answerer = member(circle), member(circle), member(circle)
    topic = conversations.ask(asker, circle, title="Ameli ?", body="?", at=NOON)
    follow(other, topic)
    conversations.answer(answerer, topic, body="Par courrier", at=NOON)
    assert _recipients() == sorted([asker.email, other.email])


def test_each_follower_is_written_to_in_the_language_they_follow_in():
    circle = CircleFactory()
    asker, reader = member(circle), member(circle)
    with override("fr"):
        topic = conversations.ask(asker, circle, title="Ameli ?", body="?", at=NOON)
    with override("en"):
        follow(reader, topic)
        conversations.answer(member(circle), topic, body="Par courrier", at=NOON)
    mails = [message.payload for message in Message.objects.filter(topic="mail")]
    told = {
        mail["recipient"]: (
            mail["subject"],
            f"/en/communautes/{circle.slug}/sujets/" in mail["text"],
            "/en/communautes/desabonnement/" in mail["headers"]["List-Unsubscribe"],
            '<html lang="en"' in mail["html"],
        )
        for mail in mails
    }
    assert told == {
        asker.email: ("Réponse à «\u202fAmeli ?\u202f»", False, False, False),
        reader.email: ("Reply to “Ameli ?”", True, True, True),
    }


def test_whoever_can_no_longer_read_gets_nothing():
    circle = CircleFactory(members_only=True)
    asker = member(circle)
    topic = conversations.ask(asker, circle, title="CANARI", body="?", at=NOON)
    gone = UserFactory()
    Follow.objects.create(user=gone, topic=topic)
    conversations.answer(asker, topic, body="Moi-même", at=NOON)
    assert _recipients() == []


def test_the_mail_carries_one_click_unsubscription(client):
    circle = CircleFactory()
    asker = member(circle)
    topic = conversations.ask(asker, circle, title="Ameli ?", body="?", at=NOON)
    conversations.answer(member(circle), topic, body="Par courrier", at=NOON)
    payload = Message.objects.get(topic="mail").payload
    assert payload["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.fullmatch(r"<http://[^/]+(/.+)>", payload["headers"]["List-Unsubscribe"])[1]
    assert client.get(path).status_code == 200
    assert Follow.objects.filter(user=asker).exists(), "reading the page changes nothing"
    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert not Follow.objects.filter(user=asker).exists()


def test_unsubscribing_twice_is_harmless(client):
    topic = TopicFactory()
    found = Follow.objects.create(user=topic.author, topic=topic)
    path = f"/communautes/desabonnement/{unfollow_token(found)}/"
    assert [client.post(path).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("change", [lambda t: t[:-3], lambda t: f"x{t}", lambda _: "x" * 400])
def test_a_truncated_or_forged_link_says_so(client, change):
    topic = TopicFactory()
    found = Follow.objects.create(user=topic.author, topic=topic)
    response = client.post(f"/communautes/desabonnement/{change(unfollow_token(found))}/")
    assert (response.status_code, Follow.objects.count()) == (404, 1)


def test_a_title_cannot_add_a_header():
    circle = CircleFactory()
    topic = conversations.ask(member(circle), circle, title="A\r\nBcc: x@y.fr", body="?", at=NOON)
    conversations.answer(member(circle), topic, body="Non", at=NOON)
    assert "\n" not in Message.objects.get(topic="mail").payload["subject"]


def test_hiding_an_answer_leaves_no_new_mail():
    topic = TopicFactory()
    moderation.hide(moderator(topic.circle), topic, at=NOON)
    memberships.leave(topic.author, topic.circle)
    assert _recipients() == []
