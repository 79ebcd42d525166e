"""Invitations in a portal's team end when it closes, and wait again when it opens again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.accounts.models import Invitation
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.settling import settle
from maillage_site.closing.shutting import close_portal
from maillage_site.portals.models import EndedInvitation
from maillage_site.teams.invitations import LASTS, Refusal, accept, invite, refusal
from tests.site.closing.world import NOW, Role
from tests.site.factories import verified

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHAT_WAS_SAID = ("uuid", "email", "team__role", "invited_by", "invited_at", "expires_at")


@pytest.fixture
def publisher(home):
    return home.territory.teams.get(role=Role.PUBLISHER).group.user_set.get()


@pytest.fixture
def invitation(home, publisher):
    """Bérénice may be an editor, until seven days after the portal closes."""
    return invite(
        "berenice@exemple.fr", home.territory.teams.get(role=Role.EDITOR), by=publisher, at=NOW
    )


def waiting() -> list[tuple]:
    return list(Invitation.objects.order_by("email").values_list(*WHAT_WAS_SAID))


def test_what_waits_comes_back_with_the_days_that_are_left(home, invitation):
    before = waiting()
    close_portal(home.portal, at=NOW, by=None)
    assert waiting() == []
    reopen_portal(home.portal, at=NOW + 2 * DAY, by=None)
    assert waiting() == before
    assert not EndedInvitation.objects.exists()
    found = Invitation.objects.get(uuid=invitation.uuid)
    berenice = verified("berenice@exemple.fr")
    accept(found, berenice, name="Bérénice Roy", at=NOW + LASTS - DAY)
    assert berenice.groups.filter(pk=found.team.group_id).exists()


def test_the_person_learns_that_the_portal_is_closed_and_nobody_else_does(
    client, home, invitation, clock
):
    address = reverse("maillage_invitation:answer", args=[invitation.uuid])
    signed_out = client.get(address).content
    close_portal(home.portal, at=NOW, by=None)
    assert client.get(address).content == signed_out
    client.force_login(verified("autre@exemple.fr"))
    other = client.get(address)
    assert (other.status_code, "fermé" in other.text) == (403, False)
    client.force_login(verified("berenice@exemple.fr"))
    for answer in (client.get(address), client.post(address, {"decline": "1"})):
        assert answer.status_code == 200
        assert "Ce portail est fermé" in answer.text
        assert "Saône-et-Loire" in answer.text
        assert "S’il rouvre d’ici le" in answer.text
    assert EndedInvitation.objects.count() == 1
    clock.move_to(NOW + LASTS + DAY, tick=False)
    assert "S’il rouvre" not in client.get(address).text


def test_one_that_expires_meanwhile_is_there_to_be_sent_again(home, invitation, publisher):
    close_portal(home.portal, at=NOW, by=None)
    reopened = NOW + LASTS + DAY
    reopen_portal(home.portal, at=reopened, by=None)
    found = Invitation.objects.get()
    assert refusal(found, reopened) is Refusal.EXPIRED
    again = invite(found.email, found.team, by=publisher, at=reopened)
    assert (again.uuid, again.expires_at) == (invitation.uuid, reopened + LASTS)


def test_what_was_answered_or_withdrawn_does_not_wait_again(home, invitation):
    accept(invitation, verified("berenice@exemple.fr"), name="Bérénice Roy", at=NOW)
    close_portal(home.portal, at=NOW, by=None)
    assert not EndedInvitation.objects.exists()
    reopen_portal(home.portal, at=NOW, by=None)
    assert waiting() == []


def test_nothing_waits_for_somebody_of_the_team_whose_account_was_closed(home, publisher):
    editor = home.territory.teams.get(role=Role.EDITOR).group.user_set.get()
    invite(editor.email, home.territory.teams.get(role=Role.PUBLISHER), by=publisher, at=NOW)
    close_portal(home.portal, at=NOW, by=None)
    editor.is_active = False
    editor.save()
    reopen_portal(home.portal, at=NOW, by=None)
    assert not Invitation.objects.filter(revoked_at=None).exists()


@pytest.mark.usefixtures("invitation")
def test_they_are_kept_no_longer_than_what_undoes_the_closing(home):
    close_portal(home.portal, at=NOW, by=None)
    assert EndedInvitation.objects.count() == 1
    settle(NOW + 30 * DAY)
    assert not EndedInvitation.objects.exists()


@pytest.mark.usefixtures("invitation")
def test_the_nation_reads_how_many_wait(home, nation):
    said = nation.get(reverse("maillage_closing:close", args=[home.portal.pk])).text
    assert "1 invitation en attente" in said
