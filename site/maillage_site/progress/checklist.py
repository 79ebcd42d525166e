"""How far portals are, whoever brings the steps; as many queries for forty as for one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.plugin import contributions
from maillage.portal_contributions import PortalStep
from maillage_site.progress.reading import one_reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from maillage.plugin import Text
    from maillage.portal_contributions import Progress
    from maillage.territories.models import Territory

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Step:
    """A step in one portal; ``progress`` is None when nobody can tell it there."""

    label: Text
    progress: Progress | None


@dataclass(frozen=True)
class Checklist:
    """The steps of one portal, in their order."""

    territory: Territory
    steps: tuple[Step, ...]

    @property
    def known(self) -> list[Step]:
        return [step for step in self.steps if step.progress is not None]

    @property
    def done(self) -> int:
        return sum(step.progress.done for step in self.known if step.progress)

    @property
    def complete(self) -> bool:
        return self.done == len(self.known)


def checklists(territories: Sequence[Territory], on: date) -> list[Checklist]:
    """In the order of the territories. A step that fails is logged, and told nowhere."""
    with one_reading():
        columns = [(step.label, _told(step, territories, on)) for step in contributions(PortalStep)]
    return [
        Checklist(
            territory,
            tuple(Step(label, found.get(territory.pk)) for label, found in columns),
        )
        for territory in territories
    ]


def _told(step: PortalStep, territories: Sequence[Territory], on: date) -> dict[int, Progress]:
    try:
        return dict(step.progress(territories, on))
    except Exception:
        logger.exception("The step %s of portals failed", step.name)
        return {}
