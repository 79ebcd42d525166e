"""What the demo takes up and proposes, once."""

import pytest

from maillage_site.demo import taken_up
from maillage_site.syndication.models import PageProposal, TakenUpPage
from tests.site.syndication.world import NOON, index, published, somebody, taken

pytestmark = pytest.mark.django_db


def test_loading_the_demo_again_leaves_what_a_team_has_changed(client, saone, morbihan, nation):
    page = published(index(nation, "actualites"), "Ouverture", taken_up.TAKEN_UP)
    proposed = published(index(morbihan, "actualites"), "Guichet", taken_up.PROPOSED)
    people = [somebody(saone), somebody(morbihan)]
    portals = {"": nation, taken_up.BY: saone, taken_up.FROM: morbihan}
    taken_up.load(portals, now=NOON)
    shown = client.get(f"/saone-et-loire/partage/{taken_up.TAKEN_UP}/").text
    taken(page, saone, hidden=True)
    taken_up.load(portals, now=NOON)
    assert ("Le mot du portail" in shown, TakenUpPage.objects.get().hidden) == (True, True)
    waiting = PageProposal.objects.waiting().values_list("page", "proposed_by")
    assert list(waiting) == [(proposed.pk, people[1].pk)]
