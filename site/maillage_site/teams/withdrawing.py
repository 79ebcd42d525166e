"""Invitations that wait for somebody end with what they were part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.models import Invitation
from maillage.personal_data import Person, address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage.territories.models import Territory
    from maillage_site.teams.journal import Roles

# In the condition that finds rows, only addresses count.
WRITTEN_TO = address("email")


def withdraw_waiting(
    person: User | None,
    territories: Iterable[Territory],
    *,
    at: datetime,
    also: str = "",
    but: Invitation | None = None,
) -> None:
    """Nothing that waits for the person there gives a role any more, expired ones included.

    They are found by each address that is theirs, and by the one in ``also``.
    """
    own = Person.of(person).addresses | {person.email} if person else frozenset()
    waiting = Invitation.objects.filter(
        WRITTEN_TO.matches(Person(person, frozenset(own | {also}))),
        team__territory__in=[one.pk for one in territories],
        accepted_at__isnull=True,
        revoked_at__isnull=True,
    )
    waiting.exclude(pk=but.pk if but else None).update(revoked_at=at)


def withdraw_where_taken(person: User, before: Roles, after: Roles, *, at: datetime) -> None:
    """Where a role was taken from the person; for a closed account, everywhere they had one."""
    kept = after if person.is_active else {}
    taken = [
        territory
        for territory, roles in before.items()
        if territory is not None and set(roles) - set(kept.get(territory, ()))
    ]
    withdraw_waiting(person, taken, at=at)
