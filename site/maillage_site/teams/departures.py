"""Somebody leaves a portal's team: a colleague takes over what they held, then their roles end."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.plugin import contributions
from maillage.workload import HeldWork
from maillage_site.teams.emails import tell_taken_over
from maillage_site.teams.members import change_roles

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage.plugin import Text
    from maillage.territories.models import Territory
    from maillage_site.portals.models import PortalPage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Holding:
    """So many of something that a colleague takes over."""

    label: Text
    number: int


def holdings(person: User, territory: Territory, *, at: datetime) -> list[Holding]:
    """What the person holds there, by kind, without those of which there is none or that fail."""
    found = [
        Holding(work.label, _number(work, person, territory, at))
        for work in contributions(HeldWork)
    ]
    return [one for one in found if one.number]


def _number(work: HeldWork, person: User, territory: Territory, at: datetime) -> int:
    try:
        return work.held(person, territory, at)
    except Exception:
        logger.exception("What %s counts of a colleague failed", work.name)
        return 0


@transaction.atomic
def depart(
    person: User, portal: PortalPage, *, to: User | None, by: User, at: datetime
) -> list[Holding]:
    """Give to the colleague what the person holds, then take every role of theirs in the portal.

    Without a colleague nothing changes hands. Nothing is given when the roles cannot end. Raises
    LastPublisherError.
    """
    territory = portal.territory
    given = holdings(person, territory, at=at) if to else []
    if to is not None:
        for work in contributions(HeldWork):
            work.hand_over(person, to, territory, at)
    change_roles(person, portal, (), by=by, at=at)
    if to is not None and given:
        tell_taken_over(to, person, portal, [(one.label, one.number) for one in given], at=at)
    return given
