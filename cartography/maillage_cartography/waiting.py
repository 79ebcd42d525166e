"""What waits for those who keep a territory's places; each line leads to the list of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.permissions import may_somewhere, rows_for, territories_where
from maillage.workload import Waiting, counted
from maillage_cartography.freshness.checks import to_check
from maillage_cartography.models import (
    DoubtfulPosition,
    Duplicate,
    Place,
    PlaceReport,
    ProposedPlace,
    SourceProposal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from maillage.accounts.models import User

URL = "maillage_cartography_admin:{}"


def waiting(person: User, at: datetime) -> Iterator[Waiting]:
    if may_somewhere(person, "change", PlaceReport):
        reports = rows_for(person, PlaceReport, "change").waiting()
        yield _line(_("Errors that readers report"), *counted(reports, "sent_at"), "readers")
    if may_somewhere(person, "change", ProposedPlace):
        proposed = rows_for(person, ProposedPlace, "change").waiting()
        found = counted(proposed, "sent_at")
        yield _line(_("Places that readers propose"), *found, "readers", "#places")
    if may_somewhere(person, "change", SourceProposal):
        proposals = rows_for(person, SourceProposal, "change").waiting()
        yield _line(_("What sources propose"), *counted(proposals, "proposed_at"), "proposals")
    if may_somewhere(person, "change", Duplicate):
        pairs = rows_for(person, Duplicate, "change").to_ask()
        yield _line(_("Possible duplicates"), *counted(pairs, "found_at"), "duplicates")
    if may_somewhere(person, "change", DoubtfulPosition):
        found = counted(rows_for(person, DoubtfulPosition, "change").waiting(), "found_at")
        yield _line(_("Positions to check"), *found, "positions")
    if kept := territories_where(person, "change", Place):
        places = to_check(Place.objects.in_any(kept), localdate(at))
        yield _line(_("Places to check"), *counted(places, "updated_on"), "to-check")


def _line(label: str, number: int, since: date | None, name: str, part: str = "") -> Waiting:
    return Waiting(label, number, since, reverse(URL.format(name)) + part)
