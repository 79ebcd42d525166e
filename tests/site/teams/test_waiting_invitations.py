"""An invitation that waits ends with what it was part of: a role, a colleague, whoever invited."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from maillage.accounts.models import Invitation, PortalTeam, User
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.teams.departures import depart
from maillage_site.teams.invitations import InvitationRefused, accept, invite
from maillage_site.teams.members import change_roles
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal, verified

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
NOW = timezone.now()
ALIAS = "zoe@association.example"


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def groups(portal):
    return grant_portal_groups(portal)


@pytest.fixture
def odile(groups):
    person = verified("odile@exemple.fr")
    person.groups.add(groups[Role.PUBLISHER])
    return person


@pytest.fixture
def zoe(groups):
    """In the team as an editor, with two proved addresses."""
    person = verified("zoe@exemple.fr")
    person.groups.add(groups[Role.EDITOR])
    EmailAddress.objects.create(user=person, email=ALIAS, verified=True)
    return person


def offered(home, role, email="zoe@exemple.fr", *, by, at=NOW) -> Invitation:
    return invite(email, PortalTeam.objects.get(territory=home.territory, role=role), by=by, at=at)


def gives(invitation, person) -> bool:
    """Whether it puts the person in the team, asked as their next request does."""
    try:
        accept(invitation, User.objects.get(pk=person.pk), name="Zoé Payet", at=NOW)
    except InvitationRefused:
        return False
    return True


def removed(person, portal, by, _client):
    depart(person, portal, to=None, by=by, at=NOW)


def one_role_less(person, portal, by, _client):
    person.groups.add(grant_portal_groups(portal)[Role.COORDINATOR])
    change_roles(person, portal, {Role.COORDINATOR}, by=by, at=NOW)


def taken_by_an_administrator(person, _portal, _by, client):
    client.force_login(UserFactory(is_superuser=True))
    typed = {"email": person.email, "name": "Zoé", "is_active": "on", "groups": []}
    assert client.post(f"/gestion/users/edit/{person.pk}/", typed).status_code == 302
    assert not person.groups.exists()


def closed_with_others(person, _portal, _by, client):
    """Opened again at once: what was withdrawn stays so."""
    client.force_login(UserFactory(is_superuser=True))
    others = f"id={person.pk}&id={UserFactory().pk}"
    address = f"/gestion/bulk/maillage_accounts/user/set_active_state/?{others}"
    for active in ("False", "True"):
        assert client.post(address, {"mark_as_active": active}).status_code == 302
        assert str(User.objects.get(pk=person.pk).is_active) == active


TAKEN = [removed, one_role_less, taken_by_an_administrator, closed_with_others]


@pytest.mark.parametrize("taken", TAKEN)
def test_what_waits_ends_with_the_role_that_is_taken(client, portal, odile, zoe, taken):
    """By each of their addresses, in that portal alone, and nobody else's."""
    elsewhere = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    away = UserFactory()
    away.groups.add(grant_portal_groups(elsewhere)[Role.PUBLISHER])
    noor = verified("noor@exemple.fr")
    theirs = [
        offered(portal, Role.PUBLISHER, by=odile),
        Invitation.objects.create(
            email=ALIAS.upper(), invited_by=odile, invited_at=NOW, expires_at=NOW + timedelta(days=1),
            team=PortalTeam.objects.get(territory=portal.territory, role=Role.PUBLISHER),
        ),
    ]  # fmt: skip
    others = [
        (offered(portal, Role.PUBLISHER, noor.email, by=odile), noor),
        (offered(elsewhere, Role.PUBLISHER, by=away), zoe),
    ]
    taken(zoe, portal, odile, client)
    assert [gives(one, zoe) for one in theirs] == [False, False]
    assert [gives(one, person) for one, person in others] == [True, True]


def test_the_newer_one_replaces_the_older(portal, odile):
    zoe = verified("zoe@exemple.fr")
    older = offered(portal, Role.EDITOR, by=odile)
    newer = offered(portal, Role.COORDINATOR, "Zoe@exemple.fr", by=odile)
    again = offered(portal, Role.COORDINATOR, by=odile)
    assert (gives(older, zoe), newer, gives(newer, zoe)) == (False, again, True)


def test_accepting_one_leaves_no_other_waiting(portal, odile):
    """Two sent to two addresses before anybody knew that they were one person's."""
    first, second = (
        offered(portal, role, email, by=odile)
        for role, email in ((Role.EDITOR, "zoe@exemple.fr"), (Role.PUBLISHER, ALIAS))
    )
    zoe = verified("zoe@exemple.fr")
    EmailAddress.objects.create(user=zoe, email=ALIAS, verified=True)
    assert (gives(first, zoe), gives(second, zoe)) == (True, False)


def deactivated(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def deleted(person):
    person.delete()


@pytest.mark.parametrize("gone", [deactivated, deleted])
@pytest.mark.parametrize("national", [False, True])
def test_who_is_gone_vouches_for_nobody(portal, odile, gone, national):
    by = UserFactory(is_superuser=True) if national else odile
    zoe = verified("zoe@exemple.fr")
    invitation = offered(portal, Role.EDITOR, by=by)
    gone(by)
    invitation.refresh_from_db()
    assert not gives(invitation, zoe)
