"""A round that is not saved yet, or not yet changed, as the form of its place shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.territories.models import Commune
from maillage_cartography.provenance.fields import STOPS, written
from maillage_cartography.rounds.forms import Cells, lines_of
from maillage_cartography.rounds.stop_dates import passings
from maillage_cartography.rounds.stops import parse, unsaved
from maillage_cartography.rounds.wording import passing_wording

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_cartography.models import Place

SHOWN = 8


def lines(place: Place) -> list[Cells]:
    """The lines of the form: each commune by its name and its code."""
    text = written(place, STOPS)
    communes = Commune.objects.in_bulk({one.commune for one in parse(text)})
    names = {code: f"{found.name} ({code})" for code, found in communes.items()}
    return lines_of(text, names)


def preview(text: str, at: datetime) -> tuple[str, ...] | None:
    """The next stops as readers see them; None without any stop."""
    if not text:
        return None
    found = passings(unsaved(text), at, SHOWN)
    return tuple(
        f"{passing_wording(one)}, {one.stop.spot}, {one.stop.commune.name}" for one in found
    )
