"""What the wizard says is what happens: who opens portals, when one opens, how colours are read."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from maillage.accounts.models import PortalTeam
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal
from maillage_site.portals.models import PortalPage
from maillage_site.portals.models.colours import told_contrast
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def somebody(role: str, name: str):
    person = UserFactory(name=name)
    person.groups.add(grant_portal_groups(national_portal())[role])
    return person


def test_who_may_not_open_portals_reads_who_does(client):
    somebody(Role.PUBLISHER, "Nadia")
    client.force_login(somebody(Role.COORDINATOR, "Peio"))
    said = client.get(reverse("maillage_opening:portals")).text
    assert "équipe nationale\u202f: Nadia." in said
    assert reverse("maillage_opening:add") not in said


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (None, "Le portail Saône-et-Loire est en ligne."),
        (datetime(2026, 12, 1, 8, tzinfo=UTC), "Le portail Saône-et-Loire ouvre mardi 1er"),
    ],
)
def test_a_portal_that_opens_later_is_not_said_to_be_online(client, time_machine, hour, said):
    time_machine.move_to(NOW, tick=False)
    client.force_login(somebody(Role.PUBLISHER, "Nadia"))
    made = make_portal(Wanted(TerritoryFactory(), Identity()), at=NOW).portal
    home = PortalPage.objects.get(pk=made.pk)
    home.go_live_at = hour
    home.save_revision()
    address = reverse("maillage_opening:online", args=[made.portal_id])
    answer = client.post(address, follow=True)
    assert said in answer.text
    assert PortalPage.objects.get(pk=made.pk).live == (hour is None)
    assert ("Il ouvre mardi 1er décembre" in answer.text) == (hour is not None)


def test_a_contrast_is_told_alike_wherever_it_is_and_never_above_what_it_is(client):
    client.force_login(somebody(Role.PUBLISHER, "Nadia"))
    TerritoryFactory()
    # 1.25 on its background: 1,2 here and 1,3 there, once.
    typed = {"territory": "71", "strong": "#e0e0e0", "check": "1"}
    said = client.post(reverse("maillage_opening:add"), typed).context["form"]
    told = str(said.errors["strong"])
    weak = {one.ratio for one in said.contrasts() if not one.enough}
    assert weak
    assert [ratio for ratio in weak if f"est de {ratio}" not in told] == []
    assert [told_contrast(ratio) for ratio in (1.25, 4.46, 4.5, 21)] == [
        "1,2",
        "4,4",
        "4,5",
        "21,0",
    ]
