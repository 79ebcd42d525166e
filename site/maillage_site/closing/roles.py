"""The roles in a portal that closes: they end, people keep their accounts; they can come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.models import PortalTeam, User
from maillage_site.closing.emails import tell_open_again, tell_roles_ended
from maillage_site.portals.models import EndedRole, EndedTeam
from maillage_site.teams.journal import write_change

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

    ``became`` says which portal received what this one held. Invitations that wait go with the
    teams.
    """
    roles: dict[User, list[PortalTeam.Role]] = {}
    teams = PortalTeam.objects.filter(territory=home.territory).select_related("group")
    for team in teams.order_by("pk"):
        ended = EndedTeam.objects.create(closing=closing, group=team.group, role=team.role)
        members = list(team.group.user_set.order_by("pk"))
        EndedRole.objects.bulk_create(EndedRole(team=ended, user=person) for person in members)
        team.group.user_set.clear()
        team.delete()
        for person in members:
            roles.setdefault(person, []).append(PortalTeam.Role(team.role))
    for person, held in roles.items():
        write_change(person, home.territory, held, (), by=closing.by, at=at)
        if person.is_active:
            tell_roles_ended(person, home, held, became, at=at)


def give_back(closing: Closing, home: PortalPage, *, at: datetime, by: User | None) -> None:
    """Everybody has the roles they had, unless their account is closed; each is told once."""
    roles: dict[User, list[PortalTeam.Role]] = {}
    for ended in closing.ended_teams.select_related("group").order_by("pk"):
        team, _made = PortalTeam.objects.get_or_create(
            territory=home.territory, role=ended.role, defaults={"group": ended.group}
        )
        for one in ended.ended_roles.select_related("user").order_by("pk"):
            if one.user.is_active:
                one.user.groups.add(team.group)
                roles.setdefault(one.user, []).append(PortalTeam.Role(team.role))
    for person, given in roles.items():
        write_change(person, home.territory, (), given, by=by, at=at)
        tell_open_again(person, home, given, at=at)


def forget(closing: Closing) -> None:
    """Groups that nobody is in, with what they could do: a new team gets new ones."""
    for ended in closing.ended_teams.select_related("group"):
        ended.group.delete()
