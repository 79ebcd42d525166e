"""What the journal of sensitive actions keeps of roles: who gave, changed or took which.

One entry for each, about the account; of an invitation, which has no account yet, about itself and
without its address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from maillage.accounts.models import PortalTeam
from maillage.audit import record
from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from maillage.accounts.models import Invitation, User
    from maillage.territories.models import Territory

    Roles = Mapping[Territory | None, Collection[str]]

Role = PortalTeam.Role
GIVEN, CHANGED = "maillage.role_given", "maillage.role_changed"
REMOVED, INVITED = "maillage.role_removed", "maillage.invited"


def write_change(
    person: User,
    territory: Territory | None,
    before: Iterable[str],
    after: Iterable[str],
    *,
    by: User | None,
    at: datetime,
) -> None:
    """Say it as what it is: given where there was none, changed, or removed."""
    old, new = in_words(before), in_words(after)
    if old == new:
        return
    action = CHANGED if old and new else GIVEN if new else REMOVED
    readers = [territory] if territory else []
    record(action, person, by=by, at=at, territories=readers, before=old, roles=new)


def write_changes(
    person: User, before: Roles, after: Roles, *, by: User | None, at: datetime
) -> None:
    """The same in each territory, None standing for the nation."""
    for territory in before.keys() | after.keys():
        write_change(
            person, territory, before.get(territory, ()), after.get(territory, ()), by=by, at=at
        )


def write_invitation(invitation: Invitation, *, by: User | None, at: datetime) -> None:
    team = invitation.team
    readers = [team.territory] if team.territory else []
    record(INVITED, invitation, by=by, at=at, territories=readers, roles=in_words([team.role]))


def in_words(roles: Iterable[str]) -> str:
    """In French, in the order in which roles are declared."""
    held = set(roles)
    with translation.override(DEFAULT_LANGUAGE):
        return ", ".join(str(role.label) for role in Role if role in held)
