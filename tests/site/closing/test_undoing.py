"""A closed portal opens again as it was within thirty days, as a new one afterwards."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from maillage_community.models import Circle
from maillage_events.models import Event
from maillage_site.closing.refusals import TooLate
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.settling import settle
from maillage_site.closing.shutting import close_portal
from maillage_site.creation.opening import put_online
from maillage_site.portals.models import Closing, EndedRole
from tests.site.closing.world import ADDRESSES, NOW, SLUG, statuses, teams

pytestmark = pytest.mark.django_db


def snapshot_of(home) -> dict:
    """What opening again must find as it was."""
    pages = Page.objects.filter(path__startswith=home.path)
    return {
        "pages": list(pages.order_by("path").values_list("url_path", "live", "live_revision")),
        "people": sorted(home.territory.teams.values_list("role", "group__user__email")),
        "circles": list(Circle.objects.values_list("territory", "read_only_since")),
    }


def test_opened_again_it_is_as_it_was(client, home):
    before = snapshot_of(home)
    close_portal(home.portal, at=NOW, by=None)
    reopen_portal(home.portal, at=NOW + timedelta(days=29), by=None)
    assert snapshot_of(home) == before
    assert set(statuses(client, *ADDRESSES[:5]).values()) == {200}
    assert not Closing.objects.exists()
    reopen_portal(home.portal, at=NOW, by=None)
    assert snapshot_of(home) == before


def test_after_thirty_days_its_pages_are_drafts_and_it_opens_as_a_new_one(client, home):
    closing = close_portal(home.portal, at=NOW, by=None)
    assert settle(NOW + timedelta(days=29)) == 0
    late = NOW + timedelta(days=30)
    assert (settle(late), settle(late)) == (1, 0)
    closing.refresh_from_db()
    assert (closing.kept, EndedRole.objects.count(), teams()) == ({}, 0, [])
    assert not Group.objects.filter(name__startswith="Saône-et-Loire").exists()
    below = Page.objects.filter(path__startswith=home.path)
    assert not below.filter(live=True).exists()
    with pytest.raises(TooLate):
        reopen_portal(home.portal, at=late, by=None)
    assert client.get(f"/{SLUG}/").status_code == 410
    put_online(home)
    assert teams() == ["coordinator", "editor", "publisher"]
    found = statuses(client, f"/{SLUG}/", f"/{SLUG}/zibeline/")
    assert found == {f"/{SLUG}/": 200, f"/{SLUG}/zibeline/": 404}


def test_a_restriction_taken_away_by_hand_comes_back(client, home):
    close_portal(home.portal, at=NOW, by=None)
    PageViewRestriction.objects.all().delete()
    assert Event.objects.listed().exists()
    assert settle(NOW) == 0
    assert not Event.objects.listed().exists()
    reopen_portal(home.portal, at=NOW, by=None)
    assert Event.objects.listed().exists()
    assert not PageViewRestriction.objects.exists()
