"""What readers say of places, and what the team makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_cartography.models import PlaceReport, ProposedPlace
from maillage_cartography.models.reader_reports import State
from maillage_cartography.provenance import locks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage.territories.models import Commune
    from maillage_cartography.models import Place
    from maillage_cartography.models.reader_reports import ReaderWord


def report(
    place: Place, kind: PlaceReport.Kind, message: str, *, email: str = "", at: datetime
) -> PlaceReport:
    """Tell the team that a record is wrong; the same words twice are one report."""
    found, _created = PlaceReport.objects.waiting().get_or_create(
        place=place,
        kind=kind,
        message=message,
        email=email,
        defaults={"sent_at": at},
    )
    return found


def propose(
    commune: Commune,
    values: Mapping[str, str],
    message: str,
    *,
    email: str = "",
    at: datetime,
) -> ProposedPlace:
    """Tell the team of a place that is missing; the same words twice are one proposal."""
    same = ProposedPlace.objects.waiting().filter(commune=commune, message=message, email=email)
    for known in same:
        if known.values == values:
            return known
    return ProposedPlace.objects.create(
        commune=commune, values=dict(values), message=message, email=email, sent_at=at
    )


def treat(word: ReaderWord, *, note: str, by: User, at: datetime) -> None:
    """The record was mended. Raises AlreadyDecided."""
    _decide(word, State.TREATED, note, by=by, at=at)


def reject(word: ReaderWord, *, note: str, by: User, at: datetime) -> None:
    """Nothing is to be changed. Raises AlreadyDecided."""
    _decide(word, State.REJECTED, note, by=by, at=at)


@transaction.atomic
def add(proposed: ProposedPlace, *, note: str, by: User, at: datetime) -> Place:
    """Make the place that a reader proposed. Raises AlreadyDecided."""
    _decide(proposed, State.TREATED, note, by=by, at=at)
    place = locks.create(proposed.values, by=by, at=at)
    ProposedPlace.objects.filter(pk=proposed.pk).update(place=place)
    return place


def _decide(word: ReaderWord, state: State, note: str, *, by: User, at: datetime) -> None:
    """The reader's address served to answer; it goes with the decision."""
    waiting = type(word).objects.waiting().filter(pk=word.pk)
    done = {"state": state, "note": note, "decided_at": at, "decided_by": by, "email": ""}
    if not waiting.update(**done):
        raise locks.AlreadyDecided
