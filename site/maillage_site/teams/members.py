"""Giving somebody a role in a portal's team, by their address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.accounts.models import PortalTeam, User
from maillage_site.teams.emails import tell_role

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_site.portals.models import PortalPage


@dataclass(frozen=True)
class Member:
    """Somebody who has the role; ``new`` since this call, ``invited`` when the account is too."""

    user: User
    role: PortalTeam.Role
    new: bool
    invited: bool


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
def give_role(email: str, portal: PortalPage, role: PortalTeam.Role, *, at: datetime) -> Member:
    """Put the person in the portal's group of that role, and tell them by email.

    Who has no account gets one without a password: a code sent by email opens it. Nothing happens,
    and nothing is sent, to who has the role already. Raises ValidationError (``known_address``).
    The portal's groups must be there (``grant_portal_groups``).
    """
    address = known_address(email)
    team = PortalTeam.objects.select_related("group").get(territory=portal.territory, role=role)
    user = User.objects.filter(email__iexact=address).first()
    invited = user is None
    if user is None:
        user = User.objects.create_user(address, None, territory=portal.territory)
    new = not user.groups.filter(pk=team.group_id).exists()
    if new:
        user.groups.add(team.group)
        tell_role(user, portal, role, at=at, invited=invited)
    return Member(user, role, new, invited)
