"""What the tables of circles refuse, whoever writes in them."""

import pytest

from maillage_community.models import Follow, Report
from tests.community.factories import NOON, MembershipFactory, TopicFactory
from tests.constraints import again, assert_refused, change, constraints_of

pytestmark = pytest.mark.django_db
LABEL = "maillage_community"


def followed() -> Follow:
    topic = TopicFactory()
    return Follow.objects.create(topic=topic, user=topic.author)


def report() -> Report:
    topic = TopicFactory()
    return Report.objects.create(
        circle=topic.circle, topic=topic, reason=Report.Reason.values[0], created_at=NOON
    )


REFUSED = [
    ("member_once_a_circle", lambda: again(MembershipFactory())),
    ("follow_a_topic_once", lambda: again(followed())),
    ("report_handled_when_closed", lambda: change(report(), handled_at=NOON)),
    ("report_handled_when_closed", lambda: change(report(), state=Report.State.HIDDEN)),
]


@pytest.mark.parametrize(("name", "act"), REFUSED)
def test_the_database_refuses(name, act):
    assert_refused(LABEL, name, act)


def test_every_constraint_is_broken_here():
    assert {name for name, _act in REFUSED} == set(constraints_of(LABEL))
