"""A département and a group of its communes: each has its own, whoever holds whom."""

import pytest

from tests.site.submitted_ids.furnished import one_inside_the_other, staged
from tests.site.submitted_ids.walk import Walk
from tests.site.submitted_ids.watch import Watch

pytestmark = pytest.mark.django_db
# Every territory that covers its commune keeps a place (docs/reference/rights.md).
NOT_OF_PLACES = r"^(?!.*(lieux-a-tenir|cartography))"
SHOWN_THERE = (
    # The confirmation names places that the team reads; nobody deletes any.
    "GET /gestion/bulk/maillage_cartography/",
    # What it announces is in the portal by right, whose team may hide it there (ADR 0043).
    "GET /gestion/nationaux/chez-nous/ ",
)
# The same forms as elsewhere, in test_every_form.
VERBS = NOT_OF_PLACES + r"(?!.*pages/(add|<int:page_id>/(edit|revisions)))"


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _media(settings, media):
    settings.MEDIA_ROOT = media


@pytest.fixture(scope="module")
def sides(module_db, media):
    with staged(one_inside_the_other, media) as found:
        yield found


def walk(client, sides, person) -> Walk:
    client.raise_request_exception = False
    client.force_login(person)
    found = Walk(client, sides, Watch(sides))
    found.go(VERBS)
    return found


@pytest.mark.once
@pytest.mark.timeout(900)
def test_publishers_of_a_departement_do_not_touch_what_its_groups_of_communes_own(client, sides):
    found = walk(client, sides, sides.people["publisher"])
    seen = [hole for hole in found.holes if not hole.startswith(SHOWN_THERE)]
    assert (seen, found.posts > 200) == ([], True)
