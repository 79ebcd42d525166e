"""What the tables of the search refuse, whoever writes in them."""

import pytest

from maillage.values import Audience
from maillage_search.models import IndexedDocument
from tests.constraints import assert_refused, constraints_of

pytestmark = pytest.mark.django_db
LABEL = "maillage_search"


def restricted_to_nobody() -> None:
    """A condition on readers that names none would be read by the first mistake in a query."""
    IndexedDocument.objects.create(
        uid="topic:1:fr", kind="topic", audience=Audience.RESTRICTED.value, acl="", title="Secret"
    )


REFUSED = [("restricted_document_has_acl", restricted_to_nobody)]


@pytest.mark.parametrize(("name", "act"), REFUSED)
def test_the_database_refuses(name, act):
    assert_refused(LABEL, name, act)


def test_every_constraint_is_broken_here():
    assert {name for name, _act in REFUSED} == set(constraints_of(LABEL))
