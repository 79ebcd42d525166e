"""Importing places from a file: streaming, idempotent, one transaction a batch."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.generations.counters import PLACES, bump
from maillage.outbox.writing import index_all_later
from maillage_cartography.communes import CommuneIndex
from maillage_cartography.conflicts import Conflicts, held, texts_of
from maillage_cartography.dialects import dialect_of
from maillage_cartography.models import Hours, Place, PlaceSource
from maillage_cartography.place_fields import searched
from maillage_cartography.reading import BadRow, Table, read_table
from maillage_cartography.records import PlaceRecord, Problem, ReadRecord, read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

BATCH = 500
# Of a record, what is not a column of Place.
ELSEWHERE = ("source_id", "town", "zone", "hours_text", "updated_on")
SEARCH_KIND = "place"


@dataclass
class Report:
    """What an import did; every row read is in exactly one of the four counts that follow."""

    dialect: str = ""
    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_places(
    path: Path,
    source: str,
    *,
    on: date,
    progress: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Create and change the places that a file describes.

    ``on`` is the date of rows that carry none. Raises UnreadableFile or UnknownDialect, before
    anything is written.
    """
    with read_table(path) as table:
        report = Report(dialect_of(table.header).name)
        records = _records(table, report)
        while batch := list(itertools.islice(records, BATCH)):
            with transaction.atomic():
                _Batch(source, on, batch).write(report)
            progress(report)
    return report


def _records(table: Table, report: Report) -> Iterator[PlaceRecord]:
    """The rows that can be kept; the others are noted in the report."""
    dialect = dialect_of(table.header)
    communes = CommuneIndex()
    first_lines: dict[str, int] = {}
    for row in table.rows:
        report.read += 1
        if isinstance(row, BadRow):
            found = ReadRecord(None, [Problem(row.line, "", row.value, row.rule, refused=True)])
        else:
            fields = dialect.translate(row.cells)
            found = read_record(fields, row.line, dialect.required, communes)
        if found.record:
            first = first_lines.setdefault(found.record.source_id, row.line)
            if first != row.line:
                rule = _("this identifier was already read at line %(line)s") % {"line": first}
                again = Problem(row.line, "id", found.record.source_id, rule, refused=True)
                found = ReadRecord(None, [again])
        report.problems += found.problems
        if found.record:
            yield found.record
        else:
            report.refused += 1


class _Batch:
    """Some records of a source, written together."""

    def __init__(self, source: str, on: date, records: list[PlaceRecord]) -> None:
        self.source, self.on = source, on
        self.records = {record.source_id: record for record in records}

    def write(self, report: Report) -> None:
        known = {
            row.source_id: row
            for row in PlaceSource.objects.filter(
                source=self.source, source_id__in=self.records
            ).select_related("place__hours")
        }
        changed = [
            row
            for row in known.values()
            if row.fingerprint != fingerprint(self.records[row.source_id])
        ]
        new = [record for key, record in self.records.items() if key not in known]
        touched = [self.records[row.source_id] for row in changed] + new
        hours = self.hours_of(touched)
        places = self.create(new, hours) + self.change(changed, hours)
        index_all_later(SEARCH_KIND, [place.uuid for place in places])
        if places:
            bump(PLACES)
        report.created += len(new)
        report.changed += len(changed)
        report.unchanged += len(known) - len(changed)

    def hours_of(self, records: list[PlaceRecord]) -> dict[tuple[str, str], Hours]:
        """Text and zone → the shared row, created when nobody had it."""
        wanted = {(r.hours_text, r.zone) for r in records if r.hours_text}
        found = Hours.objects.filter(text__in={text for text, _zone in wanted})
        known = {(row.text, row.zone): row for row in found}
        missing = [Hours.reading(*pair) for pair in sorted(wanted - known.keys())]
        created = Hours.objects.bulk_create(missing)
        return known | {(row.text, row.zone): row for row in created}

    def create(self, records: list[PlaceRecord], hours: dict) -> list[Place]:
        places = [self.filled(Place(), record, hours) for record in records]
        places = Place.objects.bulk_create(places)
        PlaceSource.objects.bulk_create(
            PlaceSource(
                place=place,
                source=self.source,
                source_id=record.source_id,
                fingerprint=fingerprint(record),
            )
            for place, record in zip(places, records, strict=True)
        )
        return places

    def change(self, rows: list[PlaceSource], hours: dict) -> list[Place]:
        now = timezone.now()
        conflicts = Conflicts(self.source, [row.place for row in rows], at=now)
        for row in rows:
            record = self.records[row.source_id]
            before, texts = held(row.place), texts_of(row.place)
            self.filled(row.place, record, hours)
            conflicts.settle(row.place, before, texts)
            row.place.search_text = searched(row.place, record.town)
            row.place.changed_at = row.imported_at = now
            row.fingerprint = fingerprint(record)
        places = [row.place for row in rows]
        columns = [f.name for f in Place._meta.concrete_fields if f.name not in {"id", "uuid"}]
        Place.objects.bulk_update(places, columns, batch_size=100)
        PlaceSource.objects.bulk_update(rows, ["fingerprint", "imported_at"], batch_size=100)
        conflicts.save()
        return places

    def filled(self, place: Place, record: PlaceRecord, hours: dict) -> Place:
        for name, value in vars(record).items():
            if name not in ELSEWHERE:
                setattr(place, name, value)
        place.hours = hours.get((record.hours_text, record.zone))
        place.updated_on = record.updated_on or place.updated_on or self.on
        place.search_text = searched(place, record.town)
        return place


def fingerprint(record: PlaceRecord) -> str:
    """Same row, same fingerprint."""
    return hashlib.sha256(repr(record).encode()).hexdigest()
