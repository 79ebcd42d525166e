"""Holding the positions that places have already against their communes' land."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from maillage_cartography.models import FieldOrigin, Origin, Place
from maillage_cartography.positions import doubts
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.fields import POSITION, write, written
from maillage_cartography.standards.communes import CommuneIndex
from maillage_cartography.standards.localities import Doubt

if TYPE_CHECKING:
    from datetime import datetime

BATCH = 500


@dataclass(frozen=True)
class Carried:
    """Places with a position before, and those of them that are to be checked."""

    located: int
    doubtful: int


def carry_over(*, at: datetime, dry_run: bool = False) -> Carried:
    """Take away the positions that stray, and ask about them; what the team gave stays."""
    index = CommuneIndex()
    given = FieldOrigin.objects.filter(field=POSITION, locked=True).values("place")
    located = Place.objects.located()
    straying = [
        place
        for place in located.exclude(pk__in=given).iterator(BATCH)
        if index.strays(index.by_code[place.commune_id], place.point)
    ]
    if not dry_run:
        for start in range(0, len(straying), BATCH):
            with transaction.atomic():
                _ask_about(straying[start : start + BATCH], index, at)
    return Carried(located.count() + (0 if dry_run else len(straying)), len(straying))


def _ask_about(places: list[Place], index: CommuneIndex, at: datetime) -> None:
    found = [
        (place, Doubt(point, index.lying_at(point))) for place in places if (point := place.point)
    ]
    doubts.note(found, source="", at=at)
    for place, _doubt in found:
        before = written(place, POSITION)
        write(place, POSITION, "")
        locks.record(place, POSITION, before, by=None, at=at, origin=Origin.SOURCE)
        locks.save(place, [POSITION])
