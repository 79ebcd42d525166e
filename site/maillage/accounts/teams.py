"""Who works for which portal, and with which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Territory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser

    from maillage.accounts.models import User


class PortalTeam(models.Model):
    """One of the three groups of a portal; without a territory, the national team.

    The group carries Wagtail's page and collection permissions; this row says what the group
    means: which territory its members work for, and what they may do there: write drafts, publish,
    or keep the territory's places and network (coordinators).
    """

    class Role(models.TextChoices):
        EDITOR = "editor", _("editors")
        PUBLISHER = "publisher", _("publishers")
        COORDINATOR = "coordinator", _("coordinators")

    group = models.OneToOneField(
        Group, models.CASCADE, related_name="portal_team", verbose_name=_("group")
    )
    territory = models.ForeignKey(
        Territory,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("territory"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)

    class Meta:
        verbose_name = _("portal team")
        verbose_name_plural = _("portal teams")
        constraints = (
            models.UniqueConstraint(fields=("territory", "role"), name="one_team_a_portal_role"),
            models.UniqueConstraint(
                fields=("role",),
                condition=Q(territory__isnull=True),
                name="one_national_team_a_role",
            ),
        )

    def __str__(self) -> str:
        return self.group.name


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


def coordinated_territories(user: User | AnonymousUser) -> list[Territory]:
    """The territories whose places and network the person keeps; none nationally."""
    return territories_in_role(user, PortalTeam.Role.COORDINATOR)


def territories_in_role(user: User | AnonymousUser, role: PortalTeam.Role) -> list[Territory]:
    """The territories where the person has that role."""
    return [team.territory for team in teams_of(user) if team.territory and team.role == role]


def is_coordinator(user: User | AnonymousUser) -> bool:
    """Whether the person keeps the places of some territory, or of all of them."""
    return is_national(user) or bool(coordinated_territories(user))


def may_publish_for(user: User | AnonymousUser, territories: Iterable[Territory]) -> bool:
    """Whether the person publishes for one of these territories, or nationally."""
    wanted = {territory.pk for territory in territories}
    return is_national(user) or any(
        team.role == PortalTeam.Role.PUBLISHER and team.territory_id in wanted
        for team in teams_of(user)
    )
