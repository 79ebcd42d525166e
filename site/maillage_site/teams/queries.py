"""Who is in which team, and which teams a person keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.accounts.models import Invitation, PortalTeam, User
from maillage.permissions import rows_for
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.portals.models import PortalPage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.territories.models import Territory

Role = PortalTeam.Role


@dataclass(frozen=True)
class Colleague:
    """Somebody in a territory's team, with their roles there."""

    user: User
    roles: tuple[Role, ...]

    @property
    def roles_in_words(self) -> str:
        return ", ".join(str(role.label) for role in self.roles)


def kept_teams(user: User) -> QuerySet[PortalTeam]:
    """The teams whose roles the person gives: the nation's are given by administrators."""
    return rows_for(user, PortalTeam, "change").filter(territory__isnull=False)


def kept_homes(user: User) -> QuerySet[PortalPage]:
    """The French homes of these teams' portals."""
    return _homes().filter(portal__territory__teams__in=kept_teams(user)).distinct()


def home_of(territory: Territory) -> PortalPage:
    """Raises DoesNotExist for a territory that has no portal."""
    return _homes().get(portal__territory=territory)


def _homes() -> QuerySet[PortalPage]:
    homes = PortalPage.objects.filter(
        portal__national=False, language__language_code=DEFAULT_LANGUAGE
    )
    return homes.select_related("portal__territory", "locale").order_by("title")


def people_of(territory: Territory) -> QuerySet[User]:
    found = User.objects.filter(groups__portal_team__territory=territory, is_active=True)
    return found.distinct().order_by("name", "email")


def colleagues(territory: Territory) -> list[Colleague]:
    """Two queries, however many they are."""
    held: dict[int, list[Role]] = {}
    links = User.groups.through.objects.filter(group__portal_team__territory=territory)
    rows = links.order_by("group__portal_team__pk").values_list(
        "user_id", "group__portal_team__role"
    )
    for pk, role in rows:
        held.setdefault(pk, []).append(Role(role))
    return [Colleague(one, tuple(held.get(one.pk, ()))) for one in people_of(territory)]


def roles_in(user: User, territory: Territory | None) -> frozenset[Role]:
    teams = PortalTeam.objects.filter(territory=territory, group__user=user)
    return frozenset(Role(role) for role in teams.values_list("role", flat=True))


def roles_everywhere(user: User) -> dict[Territory | None, frozenset[Role]]:
    """By territory, None standing for the nation."""
    found: dict[Territory | None, frozenset[Role]] = {}
    for team in PortalTeam.objects.filter(group__user=user).select_related("territory"):
        found[team.territory] = found.get(team.territory, frozenset()) | {Role(team.role)}
    return found


def open_invitations(territory: Territory) -> QuerySet[Invitation]:
    """Those that nobody has answered or withdrawn, expired ones too: they can be sent again."""
    found = Invitation.objects.filter(
        team__territory=territory, accepted_at__isnull=True, revoked_at__isnull=True
    )
    return found.select_related("team__group", "invited_by").order_by("expires_at")
