"""What the tables of the search refuse, whoever writes in them."""

from datetime import UTC, datetime

import pytest

from maillage.values import Audience
from maillage_search.models import IndexedDocument, MissedQuestion, TitleWord
from tests.constraints import assert_refused, constraints_of

pytestmark = pytest.mark.django_db
LABEL = "maillage_search"


def restricted_to_nobody() -> None:
    """A condition on readers that names none would be read by the first mistake in a query."""
    IndexedDocument.objects.create(
        uid="topic:1:fr", kind="topic", audience=Audience.RESTRICTED.value, acl="", title="Secret"
    )


def the_same_word_twice() -> None:
    one = IndexedDocument.objects.create(
        uid="page:1:fr", kind="page", audience=Audience.PUBLIC.value, title="Impôts, impôts"
    )
    for position in (1, 2):
        TitleWord.objects.create(document=one, word="impots", position=position)


def read_before_the_fifth_time() -> None:
    """What one person alone asked is nobody's to read."""
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    MissedQuestion.objects.create(
        digest="d", text="mon divorce", count=4, outcome="nothing", since=now, last_at=now
    )


REFUSED = [
    ("restricted_document_has_acl", restricted_to_nobody),
    ("title_word_once", the_same_word_twice),
    ("question_written_the_fifth_time", read_before_the_fifth_time),
]


@pytest.mark.parametrize(("name", "act"), REFUSED)
def test_the_database_refuses(name, act):
    assert_refused(LABEL, name, act)


def test_every_constraint_is_broken_here():
    assert {name for name, _act in REFUSED} == set(constraints_of(LABEL))
