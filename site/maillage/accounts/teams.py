"""Which territories a person works for, and with which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.models import PortalTeam

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import AnonymousUser

    from maillage.accounts.models import User
    from maillage.territories.models import Territory


def teams_of(user: User | AnonymousUser) -> list[PortalTeam]:
    """The teams a person belongs to, read once a request; none for an inactive account."""
    if not user.is_active:
        return []
    if not hasattr(user, "maillage_teams"):
        found = (
            PortalTeam.objects.filter(group__user=user).select_related("territory").order_by("pk")
        )
        vars(user)["maillage_teams"] = list(found)
    return user.maillage_teams


def is_national(user: User | AnonymousUser) -> bool:
    """The national team sees every territory: superusers and members of a national group."""
    if not user.is_active:
        return False
    return user.is_superuser or any(team.territory_id is None for team in teams_of(user))


def edited_territories(user: User | AnonymousUser) -> list[Territory]:
    """The territories whose team the person is in, whatever the role; none nationally."""
    found = {team.territory_id: team.territory for team in teams_of(user) if team.territory}
    return list(found.values())


def acts_nationally(user: User | AnonymousUser, roles: Collection[str]) -> bool:
    """Whether the person has one of these roles in the national team; superusers have each."""
    if not user.is_active or not roles:
        return False
    return user.is_superuser or any(
        team.territory_id is None and team.role in roles for team in teams_of(user)
    )


def territories_in_roles(user: User | AnonymousUser, roles: Collection[str]) -> list[Territory]:
    """The territories where the person has one of these roles; none nationally."""
    found = {
        team.territory_id: team.territory
        for team in teams_of(user)
        if team.territory and team.role in roles
    }
    return list(found.values())
