"""What waits for those who keep a territory's places; each line leads to the list of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.permissions import may_somewhere, rows_for, territories_where
from maillage.workload import Waiting, counted, counted_together
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
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from django.db.models import Model, QuerySet
    from django.utils.functional import Promise

    from maillage.accounts.models import User

URL = "maillage_cartography_admin:{}"


def _waiting(rows: QuerySet) -> QuerySet:
    return rows.waiting()


def _to_ask(rows: QuerySet) -> QuerySet:
    return rows.to_ask()


class _Kind(NamedTuple):
    """Rows that wait for an answer: how they are found, since when, and where they are answered."""

    label: str | Promise
    model: type[Model]
    waiting: Callable[[QuerySet], QuerySet]
    since: str
    screen: str
    part: str = ""


KINDS = (
    _Kind(_("Errors that readers report"), PlaceReport, _waiting, "sent_at", "readers"),
    _Kind(
        _("Places that readers propose"), ProposedPlace, _waiting, "sent_at", "readers", "#places"
    ),
    _Kind(_("What sources propose"), SourceProposal, _waiting, "proposed_at", "proposals"),
    _Kind(_("Possible duplicates"), Duplicate, _to_ask, "found_at", "duplicates"),
    _Kind(_("Positions to check"), DoubtfulPosition, _waiting, "found_at", "positions"),
)


def waiting(person: User, at: datetime) -> Iterator[Waiting]:
    kinds = [kind for kind in KINDS if may_somewhere(person, "change", kind.model)]
    asked = [(kind.waiting(rows_for(person, kind.model, "change")), kind.since) for kind in kinds]
    for kind, (number, since) in zip(kinds, counted_together(*asked), strict=True):
        yield _line(kind.label, number, since, kind.screen, kind.part)
    if kept := territories_where(person, "change", Place):
        places = to_check(Place.objects.in_any(kept), localdate(at))
        yield _line(_("Places to check"), *counted(places, "updated_on"), "to-check")


def _line(
    label: str | Promise, number: int, since: date | None, name: str, part: str = ""
) -> Waiting:
    return Waiting(label, number, since, reverse(URL.format(name)) + part)
