"""Two places side by side, and what is taken of each when they become one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from maillage_cartography.provenance.fields import EDITED, label, shown, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_cartography.models import Place

SIDES = ("first", "second")


@dataclass(frozen=True)
class Line:
    """One field of both; ``chosen`` is the side proposed when they differ."""

    field: str
    label: str
    first: str
    second: str
    differs: bool
    chosen: str


class Comparison:
    """A pair of places; the one that says more is proposed to be kept."""

    def __init__(self, first: Place, second: Place) -> None:
        self.first, self.second = first, second

    @cached_property
    def best_side(self) -> str:
        said = [sum(bool(written(place, field)) for field in EDITED) for place in self.both]
        return SIDES[1] if said[1] > said[0] else SIDES[0]

    @property
    def both(self) -> tuple[Place, Place]:
        return self.first, self.second

    @property
    def best(self) -> Place:
        return self.by_side(self.best_side)[0]

    @property
    def other(self) -> Place:
        return self.by_side(self.best_side)[1]

    def by_side(self, side: str) -> tuple[Place, Place]:
        """The place of that side, then the other."""
        return self.both if side == SIDES[0] else (self.second, self.first)

    @property
    def lines(self) -> list[Line]:
        """The fields of which one at least says something."""
        found = []
        for field in EDITED:
            one, other = written(self.first, field), written(self.second, field)
            if not one and not other:
                continue
            told = {SIDES[0]: one, SIDES[1]: other}
            best = self.best_side
            rest = SIDES[1 - SIDES.index(best)]
            found.append(
                Line(
                    field=field,
                    label=label(field),
                    first=shown(field, one),
                    second=shown(field, other),
                    differs=one != other,
                    chosen=best if told[best] else rest,
                )
            )
        return found

    def taken(self, kept_side: str, posted: Mapping[str, str]) -> list[str]:
        """The fields that the kept place takes from the other, as a person chose."""
        other = SIDES[1 - SIDES.index(kept_side)]
        return [
            field
            for field in EDITED
            if posted.get(f"take-{field}") == other
            and written(self.first, field) != written(self.second, field)
        ]
