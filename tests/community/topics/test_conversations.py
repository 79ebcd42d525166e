"""Asking, answering, choosing the answer."""

import pytest

from maillage_community.circles import memberships
from maillage_community.models import Follow, Membership
from maillage_community.topics import conversations
from tests.community.factories import (
    NOON,
    CircleFactory,
    ReplyFactory,
    TopicFactory,
    member,
    moderator,
)
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_member_asks_and_follows_what_they_asked():
    circle = CircleFactory()
    amina = member(circle)
    topic = conversations.ask(amina, circle, title="Ameli ?", body="Code **perdu**", at=NOON)
    assert (topic.body_html, [f.user for f in topic.follows.all()]) == (
        "<p>Code <strong>perdu</strong></p>\n",
        [amina],
    )


def test_only_members_ask_and_answer():
    topic = TopicFactory()
    stranger = UserFactory()
    with pytest.raises(memberships.NotAMemberError):
        conversations.ask(stranger, topic.circle, title="x", body="x", at=NOON)
    with pytest.raises(memberships.NotAMemberError):
        conversations.answer(stranger, topic, body="x", at=NOON)


def test_an_answer_is_counted_and_brings_the_topic_up():
    topic = TopicFactory()
    later = NOON.replace(hour=12)
    conversations.answer(member(topic.circle), topic, body="Oui", at=later)
    topic.refresh_from_db()
    assert (topic.reply_count, topic.last_activity_at) == (1, later)


def test_the_author_and_moderators_choose_the_answer():
    topic = TopicFactory()
    Membership.objects.create(circle=topic.circle, user=topic.author, charter_version=1)
    reply = ReplyFactory(topic=topic)
    conversations.choose_answer(topic.author, topic, reply)
    assert topic.validated_reply == reply
    conversations.choose_answer(moderator(topic.circle), topic, None)
    assert topic.validated_reply is None
    with pytest.raises(memberships.NotAModeratorError):
        conversations.choose_answer(member(topic.circle), topic, reply)


def test_an_answer_comes_from_the_same_topic():
    topic = TopicFactory()
    with pytest.raises(ValueError, match="does not belong"):
        conversations.choose_answer(moderator(topic.circle), topic, ReplyFactory())


def test_moderators_alone_pin():
    topic = TopicFactory()
    with pytest.raises(memberships.NotAModeratorError):
        conversations.pin(member(topic.circle), topic, pinned=True)
    conversations.pin(moderator(topic.circle), topic, pinned=True)
    assert topic.is_pinned


def test_joining_takes_the_charter_in_force():
    circle = CircleFactory(charter_version=2)
    person = UserFactory()
    with pytest.raises(memberships.CharterNotAcceptedError):
        memberships.join(person, circle, charter_version=1)
    assert memberships.join(person, circle, charter_version=2).charter_version == 2


def test_leaving_stops_the_mails_and_keeps_the_messages():
    circle = CircleFactory()
    amina = member(circle)
    topic = conversations.ask(amina, circle, title="Ameli ?", body="?", at=NOON)
    memberships.leave(amina, circle)
    assert (list(circle.topics.all()), Follow.objects.count(), circle.members.count()) == (
        [topic],
        0,
        0,
    )
