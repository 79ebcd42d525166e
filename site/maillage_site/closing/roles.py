"""The roles in a portal that closes: they end, people keep their accounts; they can come back.

So do the invitations that wait for an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.models import Invitation, PortalTeam, User
from maillage_site.closing.emails import tell_open_again, tell_roles_ended
from maillage_site.portals.models import EndedInvitation, EndedRole, EndedTeam
from maillage_site.teams.journal import write_change
from maillage_site.teams.queries import open_invitations
from maillage_site.teams.withdrawing import withdraw_waiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.territories.models import Territory
    from maillage_site.portals.models import Closing, PortalPage


def people_with_a_role(territory: Territory) -> QuerySet[User]:
    return User.objects.filter(groups__portal_team__territory=territory).distinct()


def end_roles(
    closing: Closing, home: PortalPage, became: Sequence[tuple[str, str]], *, at: datetime
) -> None:
    """The portal has no team any more, and nobody is in its groups; each person is told once.

    ``became`` says which portal received what this one held.
    """
    roles: dict[User, list[PortalTeam.Role]] = {}
    teams = PortalTeam.objects.filter(territory=home.territory).select_related("group")
    for team in teams.order_by("pk"):
        ended = EndedTeam.objects.create(closing=closing, group=team.group, role=team.role)
        members = list(team.group.user_set.order_by("pk"))
        EndedRole.objects.bulk_create(EndedRole(team=ended, user=person) for person in members)
        _end_invitations(team, ended)
        team.group.user_set.clear()
        team.delete()
        for person in members:
            roles.setdefault(person, []).append(PortalTeam.Role(team.role))
    for person, held in roles.items():
        write_change(person, home.territory, held, (), by=closing.by, at=at)
        if person.is_active:
            tell_roles_ended(person, home, held, became, at=at)


def give_back(closing: Closing, home: PortalPage, *, at: datetime, by: User | None) -> None:
    """Everybody has the roles they had, unless their account is closed; each is told once.

    Invitations wait again, with the days that are left: an expired one is there to be sent again.
    """
    gone: list[User] = []
    roles: dict[User, list[PortalTeam.Role]] = {}
    for ended in closing.ended_teams.select_related("group").order_by("pk"):
        team, _made = PortalTeam.objects.get_or_create(
            territory=home.territory, role=ended.role, defaults={"group": ended.group}
        )
        _give_invitations_back(team, ended)
        for one in ended.ended_roles.select_related("user").order_by("pk"):
            if one.user.is_active:
                one.user.groups.add(team.group)
                roles.setdefault(one.user, []).append(PortalTeam.Role(team.role))
            else:
                gone.append(one.user)
    for person in gone:
        withdraw_waiting(person, [home.territory], at=at)
    for person, given in roles.items():
        write_change(person, home.territory, (), given, by=by, at=at)
        tell_open_again(person, home, given, at=at)


WHAT_WAS_SAID = ("uuid", "email", "invited_by_id", "invited_at", "expires_at")


def _end_invitations(team: PortalTeam, ended: EndedTeam) -> None:
    waiting = open_invitations(team.territory).filter(team=team).values(*WHAT_WAS_SAID)
    EndedInvitation.objects.bulk_create(EndedInvitation(team=ended, **one) for one in waiting)


def _give_invitations_back(team: PortalTeam, ended: EndedTeam) -> None:
    """Where the same address was invited meanwhile, the newer invitation stays."""
    waiting = ended.ended_invitations.order_by("pk").values(*WHAT_WAS_SAID)
    Invitation.objects.bulk_create(
        (Invitation(team=team, **one) for one in waiting), ignore_conflicts=True
    )


def forget(closing: Closing) -> None:
    """Groups that nobody is in, with what they could do: a new team gets new ones."""
    for ended in closing.ended_teams.select_related("group"):
        ended.group.delete()
