"""Positions to check: noting one, and the four answers that somebody may give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_cartography.models import DoubtfulPosition
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.fields import POSITION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage.values import Point
    from maillage_cartography.models import Place
    from maillage_cartography.standards.localities import Doubt

State = DoubtfulPosition.State


def note(found: Iterable[tuple[Place, Doubt]], *, source: str, at: datetime) -> None:
    """Ask about these positions, once each: one that was decided asks nothing again."""
    DoubtfulPosition.objects.bulk_create(
        (
            DoubtfulPosition(
                place=place,
                source=source,
                latitude=doubt.point.latitude,
                longitude=doubt.point.longitude,
                lies_in_id=doubt.lies_in or None,
                found_at=at,
            )
            for place, doubt in found
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def accept(doubt: DoubtfulPosition, *, by: User, at: datetime) -> None:
    """The place is there, far from its commune as it may be. Raises AlreadyDecided."""
    _decide(doubt, State.ACCEPTED, by=by, at=at)
    _place_at(doubt.place, doubt.point, by=by, at=at)


@transaction.atomic
def accept_commune(doubt: DoubtfulPosition, *, by: User, at: datetime) -> None:
    """The place is there, and in the commune of that land. Raises AlreadyDecided."""
    _decide(doubt, State.ACCEPTED, by=by, at=at)
    locks.edit(doubt.place, {"commune": doubt.lies_in_id or doubt.place.commune_id}, by=by, at=at)
    _place_at(doubt.place, doubt.point, by=by, at=at)


@transaction.atomic
def move(doubt: DoubtfulPosition, point: Point, *, by: User, at: datetime) -> None:
    """The place is elsewhere, at that point. Raises AlreadyDecided."""
    _decide(doubt, State.MOVED, by=by, at=at)
    _place_at(doubt.place, point, by=by, at=at)


@transaction.atomic
def refuse(doubt: DoubtfulPosition, *, by: User, at: datetime) -> None:
    """The place is not there; nobody knows where. Raises AlreadyDecided."""
    _decide(doubt, State.REFUSED, by=by, at=at)


def _decide(doubt: DoubtfulPosition, state: State, *, by: User, at: datetime) -> None:
    waiting = DoubtfulPosition.objects.filter(pk=doubt.pk, state=State.WAITING)
    if not waiting.update(state=state, decided_at=at, decided_by=by):
        raise locks.AlreadyDecided


def _place_at(place: Place, point: Point, *, by: User, at: datetime) -> None:
    locks.edit(place, {POSITION: f"{point.latitude},{point.longitude}"}, by=by, at=at)
