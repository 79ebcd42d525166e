"""Somebody leaves a portal's team: a colleague takes over what they held, then their roles end."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from maillage.plugin import contributions
from maillage.workload import HELD_NAMED, HeldWork
from maillage_site.teams.emails import tell_taken_over
from maillage_site.teams.members import change_roles

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage.plugin import Text
    from maillage.territories.models import Territory
    from maillage.workload import HeldThing
    from maillage_site.portals.models import PortalPage

logger = logging.getLogger(__name__)


class UncountedWorkError(Exception):
    """What a plugin says of somebody's work cannot be known: they would leave it behind."""

    def __init__(self, label: Text) -> None:
        super().__init__(str(label))
        self.label = label


@dataclass(frozen=True)
class Holding:
    """So many of something that a colleague takes over, and the titles of the first."""

    label: Text
    number: int
    named: tuple[HeldThing, ...] = ()

    @property
    def others(self) -> int:
        """How many are not named."""
        return self.number - len(self.named)


def holdings(person: User, territory: Territory, *, at: datetime, reader: User) -> list[Holding]:
    """What the person holds there, by kind; it names only what ``reader`` may open.

    Raises UncountedWorkError: nobody is taken out of a team on a count that is not known.
    """
    found = (_holding(work, person, territory, at, reader) for work in contributions(HeldWork))
    return [one for one in found if one.number]


def _holding(
    work: HeldWork, person: User, territory: Territory, at: datetime, reader: User
) -> Holding:
    try:
        number = work.held(person, territory, at)
        named = tuple(work.named(person, territory, at, reader)) if number else ()
    except Exception as error:
        logger.exception("What %s counts of a colleague failed", work.name)
        raise UncountedWorkError(work.label) from error
    return Holding(work.label, number, named[:HELD_NAMED])


@transaction.atomic
def depart(
    person: User, portal: PortalPage, *, to: User | None, by: User, at: datetime
) -> list[Holding]:
    """Give to the colleague what the person holds, then take every role of theirs in the portal.

    Without a colleague nothing changes hands. Nothing is given when the roles cannot end. Raises
    LastPublisherError, UncountedWorkError.
    """
    territory = portal.territory
    held = holdings(person, territory, at=at, reader=by)
    given = held if to else []
    if to is not None:
        for work in contributions(HeldWork):
            work.hand_over(person, to, territory, at)
    change_roles(person, portal, (), by=by, at=at)
    if to is not None and given:
        tell_taken_over(to, person, portal, [(one.label, one.number) for one in given], at=at)
    return given
