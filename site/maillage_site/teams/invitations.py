"""Inviting somebody in a portal's team: a role, an address, seven days, once.

The link of the email names the invitation and holds no secret: who opens it proves, by signing in,
that the address is theirs.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.accounts.models import Invitation, PortalTeam, User
from maillage.permissions import may
from maillage.personal_data import Person
from maillage.personal_data.subjects import spellings
from maillage_site.teams.emails import send_invitation
from maillage_site.teams.journal import write_change, write_invitation
from maillage_site.teams.members import known_address
from maillage_site.teams.queries import home_of, roles_in
from maillage_site.teams.withdrawing import withdraw_waiting

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_site.portals.models import EndedInvitation

LASTS = timedelta(days=7)
State = Invitation.State


class Refusal(Enum):
    """Why an invitation gives nothing any more."""

    ACCEPTED = auto()
    EXPIRED = auto()
    REVOKED = auto()
    # Whoever invited does not give this role any more.
    UNVOUCHED = auto()


class InvitationRefused(Exception):
    """Nothing was given, for that reason."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.name)
        self.reason = reason


@transaction.atomic
def invite(email: str, team: PortalTeam, *, by: User, at: datetime) -> Invitation:
    """Offer the role to that address for seven days, and write to it.

    An invitation that waits there, or that has expired, is sent again; one to another role of the
    same portal is replaced. Raises ValidationError for
    an address that cannot be invited, PermissionDenied when the role is not theirs to give.
    """
    _refuse_what_is_not_theirs(team, by)
    PortalTeam.objects.select_for_update().get(pk=team.pk)  # one at a time
    address = known_address(email)
    person = User.objects.filter(email__iexact=address).first()
    if person is not None and person.groups.filter(pk=team.group_id).exists():
        message = _("%(email)s has this role already.")
        raise ValidationError(message % {"email": address})
    waiting = Invitation.objects.select_for_update().filter(
        email__iexact=address, team=team, accepted_at__isnull=True, revoked_at__isnull=True
    )
    facts = {"invited_by": by, "invited_at": at, "expires_at": at + LASTS}
    if waiting.update(**facts):
        invitation = waiting.get()
    else:
        invitation = Invitation.objects.create(email=address, team=team, **facts)
    withdraw_waiting(person, [team.territory], at=at, also=address, but=invitation)
    send_invitation(invitation, home_of(team.territory), known=person is not None, at=at)
    write_invitation(invitation, by=by, at=at)
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime) -> None:
    """The link gives nothing from now on. Raises PermissionDenied, InvitationRefused."""
    _refuse_what_is_not_theirs(invitation.team, by)
    _close(invitation, at)


@transaction.atomic
def decline(invitation: Invitation, user: User, *, at: datetime) -> None:
    """The person does not want it. Raises PermissionDenied, InvitationRefused."""
    if not is_for(invitation, user):
        raise PermissionDenied
    _close(invitation, at)


@transaction.atomic
def accept(invitation: Invitation, user: User, *, name: str, at: datetime) -> None:
    """Put the person in the team, once, under that name; what else waits for them is replaced.

    Raises PermissionDenied, InvitationRefused.
    """
    if not is_for(invitation, user):
        raise PermissionDenied
    # One after the other with whoever takes the person out of the team at that moment.
    teams = PortalTeam.objects.filter(territory=invitation.team.territory_id)
    list(teams.select_for_update().order_by("pk"))
    found = _locked(invitation)
    if reason := refusal(found, at):
        raise InvitationRefused(reason)
    found.accepted_at = at
    found.save(update_fields=["accepted_at"])
    territory = found.team.territory
    before = roles_in(user, territory)
    user.name = name
    user.save(update_fields=["name"])
    user.groups.add(found.team.group)
    withdraw_waiting(user, [territory], at=at, but=found)
    write_change(user, territory, before, before | {found.team.role}, by=found.invited_by, at=at)


def refusal(invitation: Invitation, at: datetime) -> Refusal | None:
    """Why it cannot be accepted at that moment; None when it can."""
    ended = {
        State.ACCEPTED: Refusal.ACCEPTED,
        State.REVOKED: Refusal.REVOKED,
        State.EXPIRED: Refusal.EXPIRED,
    }
    if reason := ended.get(invitation.state(at)):
        return reason
    by = invitation.invited_by
    return None if by is not None and may_give(by, invitation.team) else Refusal.UNVOUCHED


def is_for(invitation: Invitation | EndedInvitation, user: User) -> bool:
    """Whether its address is one that the person has proved to be theirs."""
    own = set(spellings(Person.of(user).addresses))
    return not own.isdisjoint(spellings(frozenset({invitation.email})))


def may_give(user: User, team: PortalTeam) -> bool:
    """The nation's roles are given by administrators, in their list of accounts."""
    return team.territory_id is not None and may(user, "change", team)


def _refuse_what_is_not_theirs(team: PortalTeam, by: User) -> None:
    if not may_give(by, team):
        raise PermissionDenied


def _close(invitation: Invitation, at: datetime) -> None:
    found = _locked(invitation)
    if found.state(at) is State.ACCEPTED:
        raise InvitationRefused(Refusal.ACCEPTED)
    if found.state(at) is not State.REVOKED:
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("team__group", "team__territory", "invited_by").get(pk=invitation.pk)
