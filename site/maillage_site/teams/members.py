"""Giving somebody a role in a portal's team, by their address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.accounts.models import PortalTeam, User
from maillage.accounts.teams import is_national
from maillage_site.teams.emails import tell_change, tell_role
from maillage_site.teams.journal import write_change
from maillage_site.teams.queries import people_of, roles_in
from maillage_site.teams.withdrawing import withdraw_waiting

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from maillage_site.portals.models import PortalPage


@dataclass(frozen=True)
class Member:
    """Somebody who has the role; ``new`` since this call, ``invited`` when the account is too."""

    user: User
    role: PortalTeam.Role
    new: bool
    invited: bool


class LastPublisherError(Exception):
    """Nobody in the portal's team would publish, nor invite, any more."""


def known_address(email: str) -> str:
    """The address as accounts have it. Raises ValidationError when nobody can be given a role."""
    found = email.strip().lower()
    try:
        validate_email(found)
    except ValidationError:
        message = _("“%(email)s” is not an email address: write it as prenom.nom@exemple.fr.")
        raise ValidationError(message % {"email": email}) from None
    if User.objects.filter(email__iexact=found, is_active=False).exists():
        message = _("The account of %(email)s is closed: write another address.")
        raise ValidationError(message % {"email": found})
    return found


@transaction.atomic
def give_role(
    email: str,
    portal: PortalPage,
    role: PortalTeam.Role,
    *,
    at: datetime,
    by: User | None = None,
) -> Member:
    """Put the person in the portal's group of that role, and tell them by email.

    Who has no account gets one without a password: a code sent by email opens it. Nothing happens,
    and nothing is sent, to who has the role already. Raises ValidationError (``known_address``).
    The portal's groups must be there (``grant_portal_groups``), and the portal not closed.
    """
    if portal.portal.closed_at is not None:
        message = _("The portal %(slug)s is closed: open it again under “Portals” first.")
        raise ValidationError(message % {"slug": portal.portal.slug})
    address = known_address(email)
    team = PortalTeam.objects.select_related("group").get(territory=portal.territory, role=role)
    user = User.objects.filter(email__iexact=address).first()
    invited = user is None
    if user is None:
        user = User.objects.create_user(address, None, territory=portal.territory)
    new = not user.groups.filter(pk=team.group_id).exists()
    if new:
        before = roles_in(user, portal.territory)
        user.groups.add(team.group)
        write_change(user, portal.territory, before, before | {role}, by=by, at=at)
        tell_role(user, portal, role, at=at, invited=invited)
    return Member(user, role, new, invited)


@transaction.atomic
def change_roles(
    person: User,
    portal: PortalPage,
    roles: Collection[PortalTeam.Role],
    *,
    by: User,
    at: datetime,
) -> None:
    """Give a colleague these roles in the portal's team and no other, and tell them by email.

    Without any role they leave the team: the next request of an open session is refused, and an
    invitation that waits for them gives nothing back. Raises LastPublisherError, unless it is the
    nation that does so: it invites the next one.
    """
    territory = portal.territory
    teams = PortalTeam.objects.select_for_update(of=("self",)).filter(territory=territory)
    groups = {PortalTeam.Role(team.role): team.group for team in teams.select_related("group")}
    before, after = roles_in(person, territory), frozenset(roles)
    if before == after:
        return
    publisher = PortalTeam.Role.PUBLISHER
    if publisher in before - after and not is_national(by):
        others = people_of(territory).filter(groups=groups[publisher]).exclude(pk=person.pk)
        if not others.exists():
            raise LastPublisherError
    person.groups.add(*(groups[role] for role in after - before))
    person.groups.remove(*(groups[role] for role in before - after))
    withdraw_waiting(person, [territory], at=at)
    write_change(person, territory, before, after, by=by, at=at)
    tell_change(person, portal, after, at=at)
