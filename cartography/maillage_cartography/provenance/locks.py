"""What the team's hand does to a place: edit, give back to the source, choose between the two.

**The editor wins over the import.** A field that was edited is locked: a source that says something
else later makes a proposal, which a person accepts or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from maillage.generations.counters import PLACES, bump
from maillage.outbox.writing import index_later
from maillage_cartography.models import FieldChange, FieldOrigin, Origin, Place, SourceProposal
from maillage_cartography.provenance.fields import EDITED, columns, write, written
from maillage_cartography.rounds.stops import save_round

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.accounts.models import User

State = SourceProposal.State
SEARCH_KIND = "place"


class ChangedMeanwhile(Exception):
    """Somebody else changed the place since it was read."""


class AlreadyDecided(Exception):
    """Somebody else answered that proposal."""


@transaction.atomic
def edit(
    place: Place,
    values: Mapping[str, str],
    *,
    by: User | None,
    at: datetime,
    origin: Origin = Origin.EDITOR,
    source: str = "",
    read_at: datetime | None = None,
) -> list[str]:
    """Give fields these values and lock those that change; the names of the latter.

    ``source`` names the source whose word it is, when ``origin`` is one.

    ``read_at`` is the ``changed_at`` that the person saw. Raises ChangedMeanwhile.
    """
    locked = _locked(place.pk)
    if read_at is not None and locked.changed_at != read_at:
        raise ChangedMeanwhile
    before = {field: written(locked, field) for field in values}
    changed = [field for field in values if before[field] != values[field]]
    # The commune first: opening hours are read in its zone.
    for field in sorted(changed, key=EDITED.index):
        write(locked, field, values[field])
        record(locked, field, before[field], by=by, at=at, origin=origin, source=source)
        _lock_field(locked, field, before[field], by=by, at=at, origin=origin, source=source)
    if changed:
        save(locked, changed)
    return changed


@transaction.atomic
def create(values: Mapping[str, str], *, by: User | None, at: datetime) -> Place:
    """A place that no source describes yet: its fields are the team's."""
    place = Place(updated_on=timezone.localdate(at))
    for field in sorted(values, key=EDITED.index):
        write(place, field, values[field])
    place.search_text = place.search_words(place.commune.name)
    place.save()
    save_round(place)
    for field in filter(values.get, values):
        _lock_field(place, field, "", by=by, at=at, origin=Origin.EDITOR)
    index_later(SEARCH_KIND, place.uuid)
    bump(PLACES)
    return place


@transaction.atomic
def give_back(place: Place, field: str, *, by: User, at: datetime) -> None:
    """Unlock a field: the source's last word comes back, and its next ones."""
    locked = _locked(place.pk)
    held = FieldOrigin.objects.filter(place=locked, field=field, locked=True).first()
    if held is None:
        return
    # A place that no source describes keeps what it has: there is nothing to give back.
    if locked.sources.exists() and held.source_value != written(locked, field):
        before = written(locked, field)
        write(locked, field, held.source_value)
        record(locked, field, before, by=by, at=at, origin=Origin.SOURCE)
        save(locked, [field])
    held.delete()
    SourceProposal.objects.waiting().filter(place=locked, field=field).update(
        state=State.ACCEPTED, decided_at=at, decided_by=by
    )


@transaction.atomic
def accept(proposal: SourceProposal, *, by: User, at: datetime) -> None:
    """Take the source's value; the field follows the source again. Raises AlreadyDecided."""
    place = _decide(proposal, State.ACCEPTED, by=by, at=at)
    before = written(place, proposal.field)
    if before != proposal.value:
        write(place, proposal.field, proposal.value)
        record(
            place,
            proposal.field,
            before,
            by=by,
            at=at,
            origin=Origin.SOURCE,
            source=proposal.source,
        )
        save(place, [proposal.field])
    FieldOrigin.objects.filter(place=place, field=proposal.field).delete()


@transaction.atomic
def keep(proposal: SourceProposal, *, by: User, at: datetime) -> None:
    """Keep the team's value; the source repeating its own asks nothing. Raises AlreadyDecided."""
    _decide(proposal, State.KEPT, by=by, at=at)


@transaction.atomic
def bring_back(place: Place, *, by: User, at: datetime) -> bool:
    """Show a withdrawn place again, whatever its sources say; False when it was shown already.

    Its name becomes the team's word, which keeps it from vanishing with its source once more.
    """
    locked = _locked(place.pk)
    if locked.withdrawn_at is None or locked.merged_into_id:
        return False
    locked.withdrawn_at = None
    locked.save(update_fields=["withdrawn_at"])
    _lock_field(locked, "name", locked.name, by=by, at=at, origin=Origin.EDITOR)
    save(locked, ["name"])
    return True


def save(place: Place, fields: list[str]) -> None:
    """Save these fields, and tell the search and the pages drawn from places."""
    place.search_text = place.search_words(place.commune.name)
    place.save(update_fields=[*columns(fields), "search_text", "changed_at"])
    save_round(place)
    index_later(SEARCH_KIND, place.uuid)
    bump(PLACES)


def _locked(pk: int) -> Place:
    return Place.records.select_for_update(of=("self",)).select_related("commune").get(pk=pk)


def _decide(proposal: SourceProposal, state: State, *, by: User, at: datetime) -> Place:
    place = _locked(proposal.place_id)
    waiting = SourceProposal.objects.waiting().filter(pk=proposal.pk)
    if not waiting.update(state=state, decided_at=at, decided_by=by):
        raise AlreadyDecided
    return place


def record(
    place: Place,
    field: str,
    before: str,
    *,
    by: User | None,
    at: datetime,
    origin: Origin,
    source: str = "",
) -> None:
    """Write the change of one field into the place's history."""
    FieldChange.objects.create(
        place=place,
        field=field,
        before=before,
        after=written(place, field),
        origin=origin,
        source=source,
        at=at,
        by=by,
    )


def _lock_field(
    place: Place,
    field: str,
    before: str,
    *,
    by: User | None,
    at: datetime,
    origin: Origin,
    source: str = "",
) -> None:
    """What the source said is remembered from the first edit only: later ones hide no source."""
    origins = FieldOrigin.objects.filter(place=place, field=field)
    now = {
        "origin": origin,
        "on": timezone.localdate(at),
        "by": by,
        "locked": True,
        "source": source,
    }
    if not origins.update(**now):
        FieldOrigin.objects.create(place=place, field=field, source_value=before, **now)
