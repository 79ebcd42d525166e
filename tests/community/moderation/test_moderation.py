"""Reporting and hiding."""

import pytest

from maillage_community.circles import memberships
from maillage_community.models import Report, Topic
from maillage_community.moderation import reports as moderation
from tests.community.factories import NOON, ReplyFactory, TopicFactory, member, moderator
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db


def _report(message, person=None):
    return moderation.report(person or UserFactory(), message, reason="insult", comment="", at=NOON)


def test_reporting_twice_is_one_report():
    topic, person = TopicFactory(), UserFactory()
    assert _report(topic, person) == _report(topic, person)


def test_a_hidden_topic_is_seen_by_nobody_and_its_reports_are_closed():
    topic = TopicFactory()
    found = _report(topic)
    judge = moderator(topic.circle)
    moderation.hide(judge, topic, at=NOON)
    found.refresh_from_db()
    assert (list(Topic.objects.visible_to(judge)), found.state, found.handled_by) == (
        [],
        Report.State.HIDDEN,
        judge,
    )


def test_hiding_the_chosen_answer_takes_it_back():
    reply = ReplyFactory(topic__reply_count=1)
    topic = reply.topic
    topic.validated_reply = reply
    topic.save()
    moderation.hide(moderator(topic.circle), reply, at=NOON)
    topic.refresh_from_db()
    assert (topic.validated_reply, topic.reply_count, list(topic.replies.shown())) == (None, 0, [])


def test_keeping_a_message_closes_its_reports_and_leaves_it_seen():
    topic = TopicFactory()
    found = _report(topic)
    moderation.keep(moderator(topic.circle), found, at=NOON)
    assert (list(Report.objects.open()), list(Topic.objects.public())) == ([], [topic])


def test_members_do_not_moderate():
    topic = TopicFactory()
    with pytest.raises(memberships.NotAModeratorError):
        moderation.hide(member(topic.circle), topic, at=NOON)
