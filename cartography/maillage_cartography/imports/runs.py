"""The life of an import: looked at, applied in the background, undone.

``begin`` lets one import of a source run at a time; one that a crash left half way is whole batches
behind, and goes on where it was when it is applied again: what is done changes nothing.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from maillage.generations.counters import PLACES, bump
from maillage.outbox.writing import index_all_later
from maillage_cartography.imports.applying import Order, Report, TooManyVanish, import_places, look
from maillage_cartography.imports.dialects import UnknownDialect
from maillage_cartography.imports.dialects.chosen import is_chosen
from maillage_cartography.imports.dialects.declared import BadMapping, parse
from maillage_cartography.imports.tables import UnreadableFile, read_table
from maillage_cartography.models import (
    FieldOrigin,
    Merge,
    Place,
    PlaceImport,
    PlaceSource,
    SourceProposal,
)
from maillage_cartography.provenance.fields import columns, write, written

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

State = PlaceImport.State
# An import that has said nothing for that long was killed.
STALE = timedelta(minutes=10)
GRACE = timedelta(days=30)
SEARCH_KIND = "place"


class SourceIsBusy(Exception):
    """Another import of that source is under way."""


class NotReady(Exception):
    """The import is not in a state where that can be done."""


@task(queue_name="import")
def look_later(uuid: str) -> None:
    """Look at a file in the background."""
    run = PlaceImport.objects.filter(uuid=uuid, state=State.LOOKING).first()
    if run:
        look_at(run)


@task(queue_name="import")
def apply_later(uuid: str) -> None:
    """Apply an import in the background; after a crash the task comes back and goes on."""
    run = PlaceImport.objects.filter(uuid=uuid, state=State.APPLYING).first()
    if run:
        carry_on(run)


def look_at(run: PlaceImport) -> None:
    """Write what the file would change into the run's report."""
    try:
        with file_of(run) as path:
            report = look(path, _order(run))
    except UnknownDialect as error:
        if _reads_as_before(run):
            look_at(run)
        else:
            _stop(run, str(error))
        return
    except (UnreadableFile, BadMapping) as error:
        _stop(run, str(error))
        return
    run.report = report.as_json() | {"too_many_vanish": report.too_many_vanish}
    run.state = State.LOOKED
    run.save(update_fields=["report", "state"])


def may_choose_columns(run: PlaceImport) -> bool:
    """Before anything was written: of columns that nobody knew, or that were chosen so."""
    if run.state not in {State.LOOKED, State.FAILED} or run.rows_done or run.content is None:
        return False
    return is_chosen(run.mapping) if run.report else _has_columns(run)


def _has_columns(run: PlaceImport) -> bool:
    try:
        with file_of(run) as path, read_table(path):
            return True
    except UnreadableFile:
        return False


def read_with(run: PlaceImport, mapping: str) -> None:
    """Look at the file anew, with that declaration. Raises NotReady once it is being applied."""
    ready = PlaceImport.objects.filter(
        pk=run.pk, state__in=[State.LOOKED, State.FAILED], rows_done=0
    )
    if not ready.update(mapping=mapping, report={}, reason="", state=State.LOOKING):
        raise NotReady


def begin(run: PlaceImport, *, at: datetime) -> None:
    """Take the source. Raises SourceIsBusy, NotReady."""
    stale = PlaceImport.objects.filter(
        source=run.source, state=State.APPLYING, beat_at__lt=at - STALE
    )
    stale.update(state=State.FAILED, reason=_("It was interrupted. Apply it again to go on."))
    ready = PlaceImport.objects.filter(pk=run.pk, state__in=[State.LOOKED, State.FAILED])
    try:
        with transaction.atomic():
            if not ready.update(state=State.APPLYING, beat_at=at, reason=""):
                raise NotReady
    except IntegrityError as error:
        raise SourceIsBusy from error
    run.refresh_from_db()


def carry_on(run: PlaceImport) -> Report | None:
    """Apply a run that has begun; None when it had to stop, and the run says why."""
    try:
        with file_of(run) as path:
            return apply_file(run, path)
    except (UnreadableFile, UnknownDialect, BadMapping) as error:
        _stop(run, str(error))
    except TooManyVanish as error:
        _stop(run, vanished_message(error.report))
    return None


def apply_file(run: PlaceImport, path: Path) -> Report:
    """Import the file as that run. Raises UnreadableFile, UnknownDialect, TooManyVanish."""

    def beat(report: Report) -> None:
        PlaceImport.objects.filter(pk=run.pk).update(rows_done=report.read, beat_at=timezone.now())

    report = import_places(path, run.source, on=run.on, order=_order(run), run=run, progress=beat)
    run.report = report.as_json()
    run.state, run.applied_at, run.rows_done = State.APPLIED, timezone.now(), report.read
    run.save(update_fields=["report", "state", "applied_at", "rows_done"])
    return report


def vanished_message(report: Report) -> str:
    return _(
        "%(vanished)s of %(known)s places of the source are not in the file: over a tenth. "
        "Nothing was changed. If the file is right, say so and apply again."
    ) % {"vanished": report.vanished, "known": report.known}


@transaction.atomic
def undo(run: PlaceImport) -> None:
    """Put back what the last import of a source changed; what people edited since stays.

    Raises NotReady for one that is not the last, or was never applied.
    """
    locked = PlaceImport.objects.select_for_update().get(pk=run.pk)
    later = PlaceImport.objects.filter(
        source=run.source, pk__gt=run.pk, state__in=[State.APPLIED, State.APPLYING]
    )
    if locked.state not in {State.APPLIED, State.FAILED} or later.exists():
        raise NotReady
    touched = _put_values_back(locked) | _forget_created(locked)
    locked.missed.update(missing_since=None, missed_by=None)
    locked.state = State.UNDONE
    locked.save(update_fields=["state"])
    index_all_later(SEARCH_KIND, touched)
    bump(PLACES)


def retire_vanished(at: datetime) -> int:
    """Withdraw places that every source has dropped for a month and that nobody edited."""
    gone = PlaceSource.objects.filter(missing_since__lt=at - GRACE).values("place")
    described = PlaceSource.objects.filter(missing_since=None).values("place")
    edited = FieldOrigin.objects.filter(locked=True).values("place")
    found = Place.objects.filter(pk__in=gone).exclude(pk__in=described).exclude(pk__in=edited)
    with transaction.atomic():
        uuids = dict(found.values_list("pk", "uuid"))
        for start in range(0, len(uuids), 500):
            some = list(uuids)[start : start + 500]
            Place.objects.filter(pk__in=some).update(withdrawn_at=at)
        if uuids:
            index_all_later(SEARCH_KIND, uuids.values())
            bump(PLACES)
    return len(uuids)


def _put_values_back(run: PlaceImport) -> set[object]:
    touched = set()
    changes: dict[int, list] = {}
    for change in run.changes.order_by("-pk"):
        changes.setdefault(change.place_id, []).append(change)
    locks = set(FieldOrigin.objects.filter(locked=True).values_list("place_id", "field"))
    places = Place.records.select_related("commune", "hours").in_bulk(changes)
    for pk, place in places.items():
        fields = []
        for change in changes[pk]:
            if (pk, change.field) not in locks and written(place, change.field) == change.after:
                write(place, change.field, change.before)
                fields.append(change.field)
        if fields:
            place.search_text = place.search_words(place.commune.name)
            place.save(update_fields=[*columns(fields), "search_text", "changed_at"])
            touched.add(place.uuid)
    run.changes.all().delete()
    # The next import must read these rows anew.
    PlaceSource.objects.filter(source=run.source, place__in=places).update(fingerprint="")
    for proposal in run.proposals.filter(state=SourceProposal.State.WAITING):
        FieldOrigin.objects.filter(place=proposal.place_id, field=proposal.field).update(
            source_value=proposal.previously
        )
        PlaceSource.objects.filter(source=run.source, place=proposal.place_id).update(
            fingerprint=""
        )
        proposal.delete()
    return touched


def _forget_created(run: PlaceImport) -> set[object]:
    """Places made by the import go; one that somebody edited since stays, without its source."""
    rows = list(run.created.select_related("place"))
    edited = set(
        FieldOrigin.objects.filter(place__sources__created_by=run).values_list("place", flat=True)
    )
    merged = Merge.objects.filter(undone_at=None, kept__sources__created_by=run)
    edited |= set(merged.values_list("kept", flat=True))
    doomed = [row.place for row in rows if row.place_id not in edited]
    PlaceSource.objects.filter(created_by=run).delete()
    for start in range(0, len(doomed), 500):
        pks = [place.pk for place in doomed[start : start + 500]]
        Place.records.filter(pk__in=pks, sources=None).delete()
    return {place.uuid for place in doomed}


def _reads_as_before(run: PlaceImport) -> bool:
    """Take the declaration that this source was last read with in that territory, if any."""
    before = PlaceImport.objects.filter(source=run.source, territory=run.territory)
    last = before.exclude(mapping="").exclude(pk=run.pk).order_by("-pk").first()
    if run.mapping or last is None:
        return False
    run.mapping = last.mapping
    run.save(update_fields=["mapping"])
    return True


def _order(run: PlaceImport) -> Order:
    return Order(
        source=run.source,
        on=run.on,
        territory=run.territory,
        complete=run.complete,
        accept_vanished=run.accept_vanished,
        mapping=parse(run.mapping) if run.mapping else None,
    )


def _stop(run: PlaceImport, reason: str) -> None:
    run.state, run.reason = State.FAILED, reason
    run.save(update_fields=["state", "reason"])


@contextmanager
def file_of(run: PlaceImport) -> Generator[Path]:
    """The run's file on disk, for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder:
        path = Path(folder) / "lieux"
        path.write_bytes(run.content or b"")
        yield path
