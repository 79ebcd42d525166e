"""Importing places from a file: streaming, idempotent, one transaction a batch.

``look`` says what a file would change and writes nothing; ``import_places`` does it, batch after
batch: a crash leaves whole batches behind, and the same file again does what is left.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.territories.models import Commune
from maillage_cartography.duplicates import detection
from maillage_cartography.imports.batches import Batch
from maillage_cartography.imports.dialects import Dialect, dialect_of
from maillage_cartography.imports.own_rows import OwnRows
from maillage_cartography.imports.report import SHOWN, Report
from maillage_cartography.imports.tables import BadRow, read_table
from maillage_cartography.models import Duplicate, PlaceImport, PlaceSource
from maillage_cartography.standards.communes import CommuneIndex
from maillage_cartography.standards.records import Problem, ReadRecord, read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date
    from pathlib import Path

    from maillage.territories.models import Territory
    from maillage_cartography.imports.dialects.declared import Mapping
    from maillage_cartography.imports.tables import Table
    from maillage_cartography.models.sources import PlaceSource as Row
    from maillage_cartography.standards.records import PlaceRecord

__all__ = ["Order", "Report", "TooManyVanish", "import_places", "look"]

BATCH = 500


class TooManyVanish(Exception):
    """Over a tenth of the source's places are not in the file: nothing was written."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked of an import; ``on`` is the date of rows that carry none, ``mapping`` says how
    to read a file of unknown columns.

    ``complete``: what the file does not hold has vanished. ``territory`` bounds what may be
    touched.
    """

    source: str
    on: date
    territory: Territory | None = None
    complete: bool = False
    accept_vanished: bool = False
    mapping: Mapping | None = None


@dataclass
class _Reading:
    """How the file is read; the identifiers met, refused rows included (those have not vanished),
    and those kept. ``index``: all communes, from the first row that can be read.
    """

    dialect: Dialect | Mapping
    index: CommuneIndex | None = None
    seen: set[str] = field(default_factory=set)
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def own(self) -> OwnRows | None:
        """What recognises our own rows; None as long as no row could be read."""
        return OwnRows(self.dialect, self.index) if self.index else None


def look(path: Path, order: Order) -> Report:
    """What importing the file would do. Raises UnreadableFile, UnknownDialect."""
    communes = _communes(order)
    with read_table(path) as table:
        reading = _Reading(dialect_of(table.header, order.mapping))
        report = Report(reading.dialect.name)
        for batch in _batches(table, report, reading, order, communes):
            Batch(order.source, order.on, batch, communes=communes, own=reading.own).look(report)
    _note_vanished(order, reading, report, communes)
    return report


def import_places(
    path: Path,
    source: str,
    *,
    on: date,
    order: Order | None = None,
    run: PlaceImport | None = None,
    progress: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Create and change the places that a file describes.

    Raises UnreadableFile, UnknownDialect or TooManyVanish, before anything is written.
    """
    order = order or Order(source=source, on=on)
    communes = _communes(order)
    if order.complete and not order.accept_vanished:
        foreseen = look(path, order)
        if foreseen.too_many_vanish:
            raise TooManyVanish(foreseen)
    with read_table(path) as table:
        reading = _Reading(dialect_of(table.header, order.mapping))
        report = Report(reading.dialect.name)
        touched: set[int] = set()
        for batch in _batches(table, report, reading, order, communes):
            with transaction.atomic():
                _hold(order.source)
                some = Batch(
                    order.source, order.on, batch, communes=communes, own=reading.own, run=run
                )
                touched |= some.write(report)
            progress(report)
    missing = _note_vanished(order, reading, report, communes)
    if missing:
        with transaction.atomic():
            _mark_missing(missing, run)
    if touched:
        with transaction.atomic():
            found = detection.find(at=timezone.now(), among=touched)
        report.duplicates = found[Duplicate.Verdict.SAME] + found[Duplicate.Verdict.UNSURE]
    return report


def _mark_missing(pks: list[int], run: PlaceImport | None) -> None:
    now = timezone.now()
    for some in _slices(pks):
        PlaceSource.objects.filter(pk__in=some, missing_since=None).update(
            missing_since=now, missed_by=run
        )


def _slices(pks: list[int]) -> Iterator[list[int]]:
    """Databases take so many parameters and no more."""
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


def _hold(source: str) -> None:
    """Two imports of one source take turns, batch by batch: neither creates the other's places."""
    list(PlaceImport.objects.select_for_update().filter(source=source).values_list("pk"))


def _communes(order: Order) -> Collection[str] | None:
    if order.territory is None:
        return None
    return set(Commune.objects.in_territory(order.territory).values_list("pk", flat=True))


def _note_vanished(
    order: Order, reading: _Reading, report: Report, communes: Collection[str] | None
) -> list[int]:
    """The rows of the source that a complete file does not hold; those missing before count."""
    if not order.complete:
        return []
    rows = PlaceSource.objects.filter(source=order.source).select_related("place")
    own: list[Row] = [
        row for row in rows.iterator() if communes is None or row.place.commune_id in communes
    ]
    gone = [row for row in own if row.source_id not in reading.seen]
    fresh = [row for row in gone if row.missing_since is None]
    report.known = sum(row.missing_since is None for row in own)
    report.vanished = len(fresh)
    report.gone = [row.place.name for row in fresh[:SHOWN]]
    return [row.pk for row in fresh]


def _batches(
    table: Table,
    report: Report,
    reading: _Reading,
    order: Order,
    communes: Collection[str] | None,
) -> Iterator[list[tuple[int, PlaceRecord]]]:
    records = _records(table, report, reading, order, communes)
    while batch := list(itertools.islice(records, BATCH)):
        yield batch


def _records(
    table: Table,
    report: Report,
    reading: _Reading,
    order: Order,
    own: Collection[str] | None,
) -> Iterator[tuple[int, PlaceRecord]]:
    """The rows that can be kept; the others are noted in the report."""
    dialect = reading.dialect
    for row in table.rows:
        report.read += 1
        if isinstance(row, BadRow):
            found = ReadRecord(None, [Problem(row.line, "", row.value, row.rule, refused=True)])
        else:
            fields = dialect.translate(row.cells)
            reading.index = reading.index or CommuneIndex()
            found = read_record(fields, row.line, dialect.required, reading.index)
            reading.seen.add(" ".join(fields.get("id", "").split()))
            found = _once(found, row.line, reading)
            found = _at_home(found, row.line, own)
        report.note(*found.problems)
        if found.record:
            yield row.line, found.record
        else:
            report.refused += 1


def _once(found: ReadRecord, line: int, reading: _Reading) -> ReadRecord:
    """An identifier is kept once."""
    if found.record is None:
        return found
    key = found.record.source_id
    first = reading.kept.setdefault(key, line)
    if first == line:
        return found
    rule = _("this identifier was already read at line %(line)s") % {"line": first}
    return ReadRecord(None, [Problem(line, "id", key, rule, refused=True)])


def _at_home(found: ReadRecord, line: int, own: Collection[str] | None) -> ReadRecord:
    """Whoever imports for a territory imports nothing elsewhere."""
    if found.record is None or own is None or found.record.commune_id in own:
        return found
    rule = _("this commune is in another territory")
    town = f"{found.record.town} ({found.record.commune_id})"
    return ReadRecord(None, [Problem(line, "commune", town, rule, refused=True)])
