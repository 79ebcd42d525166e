"""Deciding of two places: one, two services at one address, or two; and taking a merge back.

**The page that people know stays.** The place kept keeps its identifier; the other's leads to it.
Nothing is lost: the absorbed place is withdrawn with all it had, and comes back as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.audit import record
from maillage.generations.counters import PLACES, bump
from maillage.outbox.writing import index_all_later
from maillage.territories.models import Territory
from maillage_cartography.duplicates.comparison import Comparison
from maillage_cartography.models import (
    Duplicate,
    FieldOrigin,
    Merge,
    Origin,
    Place,
    PlaceReport,
    PlaceSource,
)
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.fields import EDITED, columns, write, written
from maillage_cartography.rounds.stops import save_round

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from maillage.accounts.models import User

State = Duplicate.State
SEARCH_KIND = "place"
# Never taken from the other by itself: they say where the place is and what it is called.
OF_ITS_OWN = {"commune", "position", "name", "address", "postal_code", "credit"}
LONGEST_CHAIN = 20


class AlreadyMerged(Exception):
    """One of the two places is shown no more: it was merged, or withdrawn."""


class NotTheLast(Exception):
    """What was merged into another since is taken out first."""


def blanks(kept: Place, absorbed: Place) -> list[str]:
    """The fields that only the other one knows."""
    return [
        field
        for field in EDITED
        if field not in OF_ITS_OWN and not written(kept, field) and written(absorbed, field)
    ]


@transaction.atomic
def merge(
    kept: Place,
    absorbed: Place,
    *,
    by: User | None,
    at: datetime,
    take: Collection[str] | None = None,
) -> Merge:
    """One place from now on. ``take``: the fields that the kept one takes from the other.

    None: those that it does not know. A field taken is locked and follows the other's source.
    Raises AlreadyMerged.
    """
    kept, absorbed = _both(kept, absorbed)
    fields = blanks(kept, absorbed) if take is None else [f for f in EDITED if f in set(take)]
    taken = _take(kept, absorbed, fields, by=by, at=at)
    moved = list(absorbed.sources.values_list("pk", flat=True))
    PlaceSource.objects.filter(pk__in=moved).update(place=kept, second=True)
    reports = list(absorbed.reports.waiting().values_list("pk", flat=True))
    PlaceReport.objects.filter(pk__in=reports).update(place=kept)
    absorbed.withdrawn_at, absorbed.merged_into = at, kept
    absorbed.save(update_fields=["withdrawn_at", "merged_into"])
    try:
        with transaction.atomic():
            done = Merge.objects.create(
                kept=kept,
                absorbed=absorbed,
                at=at,
                by=by,
                sources=moved,
                reports=reports,
                taken=taken,
            )
    except IntegrityError as error:
        raise AlreadyMerged from error
    _settle(kept, absorbed, State.MERGED, by=by, at=at)
    _tell(kept, absorbed)
    _note("maillage.places_merged", kept, absorbed, by=by, at=at)
    return done


def merge_all(pairs: list[Duplicate], *, by: User | None, at: datetime) -> list[Place]:
    """Merge each pair, the fuller record kept; the places kept.

    A pair whose place went into another meanwhile is left for the next search.
    """
    kept = []
    for pair in pairs:
        comparison = Comparison(pair.first, pair.second)
        try:
            merge(comparison.best, comparison.other, by=by, at=at)
        except AlreadyMerged:
            continue
        kept.append(comparison.best)
    return kept


@transaction.atomic
def unmerge(done: Merge, *, by: User | None, at: datetime) -> None:
    """Two places again, remembered as such; what was edited since the merge stays.

    Raises AlreadyMerged when it was undone before, NotTheLast when the kept one was itself merged.
    """
    if not Merge.objects.filter(pk=done.pk, undone_at=None).update(undone_at=at):
        raise AlreadyMerged
    kept = _locked(done.kept_id)
    if kept.merged_into_id:
        raise NotTheLast
    absorbed = _locked(done.absorbed_id)
    absorbed.withdrawn_at = absorbed.merged_into = None
    absorbed.save(update_fields=["withdrawn_at", "merged_into"])
    rows = PlaceSource.objects.filter(pk__in=done.sources, place=kept)
    rows.update(place=absorbed, second=False, fingerprint="")
    PlaceReport.objects.filter(pk__in=done.reports, place=kept).update(place=absorbed)
    _give_back(kept, done, by=by, at=at)
    _settle(kept, absorbed, State.DISTINCT, by=by, at=at)
    _tell(kept, absorbed)
    _note("maillage.places_taken_apart", kept, absorbed, by=by, at=at)


def _note(action: str, kept: Place, absorbed: Place, *, by: User | None, at: datetime) -> None:
    """In the journal of every territory that holds the place."""
    if by is None:
        return
    holding = Territory.objects.covering(kept.commune)
    record(action, kept, by=by, at=at, territories=holding, other=absorbed.name)


def set_apart(pair: Duplicate, state: str, *, by: User, at: datetime) -> bool:
    """Remember that they are two: ``DISTINCT``, or ``SITE``; False when it was decided before."""
    waiting = Duplicate.objects.filter(pk=pair.pk, state=State.WAITING)
    with transaction.atomic():
        done = bool(waiting.update(state=state, decided_at=at, decided_by=by))
        if done:
            bump(PLACES)
    return done


def heir_of(uuid: UUID) -> Place | None:
    """The place that holds what the one of that identifier was merged into; None: no such."""
    found = Place.records.filter(uuid=uuid, merged_into__isnull=False).first()
    for _step in range(LONGEST_CHAIN):
        if found is None or found.merged_into_id is None:
            break
        found = Place.records.get(pk=found.merged_into_id)
    return found if found and found.withdrawn_at is None else None


def _both(kept: Place, absorbed: Place) -> tuple[Place, Place]:
    """Both locked, always in the same order; whoever comes second waits."""
    found = {pk: _locked(pk) for pk in sorted({kept.pk, absorbed.pk})}
    if len(found) < 2 or any(place.withdrawn_at for place in found.values()):
        raise AlreadyMerged
    return found[kept.pk], found[absorbed.pk]


def _locked(pk: int) -> Place:
    rows = Place.records.select_for_update(of=("self",)).select_related("commune", "hours")
    return rows.get(pk=pk)


def _take(
    kept: Place, absorbed: Place, fields: list[str], *, by: User | None, at: datetime
) -> list[dict]:
    before = {field: written(kept, field) for field in fields}
    values = {field: written(absorbed, field) for field in fields}
    held = {row.field: row for row in kept.origins.filter(field__in=fields)}
    source = _source_of(absorbed)
    changed = locks.edit(
        kept, values, by=by, at=at, origin=Origin.SOURCE if source else Origin.EDITOR, source=source
    )
    kept.refresh_from_db()
    return [
        {
            "field": field,
            "before": before[field],
            "after": values[field],
            "origin": _as_json(held.get(field)),
        }
        for field in changed
    ]


def _source_of(place: Place) -> str:
    first = place.sources.order_by("pk").first()
    return first.source if first else ""


def _as_json(row: FieldOrigin | None) -> dict | None:
    if row is None:
        return None
    return {
        "origin": row.origin,
        "source": row.source,
        "on": row.on.isoformat(),
        "locked": row.locked,
        "source_value": row.source_value,
        "by_id": row.by_id,
    }


def _give_back(kept: Place, done: Merge, *, by: User | None, at: datetime) -> None:
    """Put back what the merge changed and nobody changed since."""
    fields = []
    for row in done.taken:
        field = row["field"]
        if written(kept, field) != row["after"]:
            continue
        before = written(kept, field)
        write(kept, field, row["before"])
        locks.record(kept, field, before, by=by, at=at, origin=Origin.EDITOR)
        FieldOrigin.objects.filter(place=kept, field=field).delete()
        if row["origin"]:
            FieldOrigin.objects.create(place=kept, field=field, **row["origin"])
        fields.append(field)
    if fields:
        kept.search_text = kept.search_words(kept.commune.name)
        kept.save(update_fields=[*columns(fields), "search_text", "changed_at"])
        save_round(kept)


def _settle(one: Place, other: Place, state: str, *, by: User | None, at: datetime) -> None:
    first, second = sorted((one.pk, other.pk))
    decided = {"state": state, "decided_at": at, "decided_by": by}
    Duplicate.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults=decided,
        create_defaults=decided | {"verdict": Duplicate.Verdict.SAME, "score": 0, "found_at": at},
    )


def _tell(*places: Place) -> None:
    index_all_later(SEARCH_KIND, {place.uuid for place in places})
    bump(PLACES)
