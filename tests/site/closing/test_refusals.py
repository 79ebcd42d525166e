"""Which portals are not closed, and closing one twice."""

from datetime import timedelta

import pytest

from maillage.outbox.models import Message
from maillage_events.models import Event
from maillage_site.closing.refusals import HeirIsNotOpen, NationalPortal, NeverOpened
from maillage_site.closing.shutting import close_portal
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal
from maillage_site.portals.models import Portal
from tests.site.closing.world import NOW
from tests.site.factories import TerritoryFactory, national_portal

pytestmark = pytest.mark.django_db


def test_closing_twice_closes_once(home):
    first = close_portal(home.portal, at=NOW, by=None)
    sent = Message.objects.count()
    again = close_portal(home.portal, at=NOW + timedelta(days=1), by=None)
    assert (again.pk, again.at, Message.objects.count()) == (first.pk, NOW, sent)


def test_what_is_not_closed(home, region):
    with pytest.raises(NationalPortal):
        close_portal(national_portal().portal, at=NOW, by=None)
    draft = make_portal(
        Wanted(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"), Identity()), at=NOW
    ).portal
    with pytest.raises(NeverOpened):
        close_portal(draft.portal, at=NOW, by=None)
    for heir in (draft.portal, home.portal):
        with pytest.raises(HeirIsNotOpen):
            close_portal(home.portal, {"events": heir}, at=NOW, by=None)
    close_portal(region.portal, at=NOW, by=None)
    with pytest.raises(HeirIsNotOpen):
        close_portal(home.portal, {"circles": region.portal}, at=NOW, by=None)
    assert list(Portal.objects.exclude(closed_at=None)) == [region.portal]
    assert Event.objects.get().takes_place
