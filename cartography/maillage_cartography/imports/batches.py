"""Some records of a source: what they would change, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.generations.counters import PLACES, bump
from maillage.outbox.writing import index_all_later
from maillage_cartography.imports.own_rows import OwnRow, refusal
from maillage_cartography.imports.report import SHOWN, Report
from maillage_cartography.models import Hours, Place, PlaceSource
from maillage_cartography.positions import doubts
from maillage_cartography.provenance.conflicts import Conflicts, held, texts_of
from maillage_cartography.provenance.fields import KEPT, label, written
from maillage_cartography.standards.records import Problem

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from maillage_cartography.imports.own_rows import OwnRows
    from maillage_cartography.models import PlaceImport
    from maillage_cartography.models.hours import HoursKey
    from maillage_cartography.standards.records import PlaceRecord

# Of a record, what is not a column of Place.
ELSEWHERE = {
    *("source_id", "town", "zone", "holiday_region", "hours_text", "hours_osm", "updated_on"),
    *("fingerprint", "doubt"),
}
SEARCH_KIND = "place"


class Batch:
    """Records by their line; ``communes`` bounds the places that may be touched, None: all.

    ``own`` recognises what we exported: such a row is known, though no source gave it.
    """

    def __init__(
        self,
        source: str,
        on: date,
        records: list[tuple[int, PlaceRecord]],
        *,
        communes: Collection[str] | None = None,
        own: OwnRows | None = None,
        run: PlaceImport | None = None,
    ) -> None:
        self.source, self.on, self.run = source, on, run
        self.created: dict[int, str] = {}
        self.lines = {record.source_id: line for line, record in records}
        self.records = {record.source_id: record for _line, record in records}
        self.known = {
            row.source_id: row
            for row in PlaceSource.objects.filter(
                source=source, source_id__in=self.records
            ).select_related("place__hours")
        }
        unknown = self.records.keys() - self.known.keys()
        self.own: dict[str, OwnRow] = own.among(unknown) if own else {}
        self.known |= {key: self._own_source(key, row) for key, row in self.own.items()}
        # Two rows that were merged change one and the same place.
        places: dict[int, Place] = {}
        for row in self.known.values():
            row.place = places.setdefault(row.place_id, row.place)
        self.refused = {
            key: rule for key, row in self.known.items() if (rule := self._refusal(row, communes))
        }
        for key in self.refused:
            del self.records[key], self.known[key]

    def _own_source(self, key: str, row: OwnRow) -> PlaceSource:
        """As if a source had given what we would export today; never saved."""
        said = row.record.fingerprint if row.record else ""
        return PlaceSource(place=row.place, source=self.source, source_id=key, fingerprint=said)

    def _refusal(self, row: PlaceSource, communes: Collection[str] | None) -> str:
        if communes is not None and row.place.commune_id not in communes:
            return _("the source's place is in another territory")
        record = self.records[row.source_id]
        if row.source_id in self.own and row.fingerprint != record.fingerprint:
            return refusal(self.own[row.source_id], record)
        return ""

    @property
    def differing(self) -> list[PlaceSource]:
        """Rows whose words changed; what came with a duplicate speaks after the others."""
        found = [
            row
            for row in self.known.values()
            if row.fingerprint != self.records[row.source_id].fingerprint
        ]
        return sorted(found, key=lambda row: row.second)

    @property
    def new(self) -> list[PlaceRecord]:
        return [record for key, record in self.records.items() if key not in self.known]

    def look(self, report: Report) -> None:
        """Note what writing would do."""
        self._count(report)
        report.new += [f"{r.name}, {r.town}" for r in self.new][: SHOWN - len(report.new)]
        for row in self.differing:
            if len(report.differences) >= SHOWN:
                return
            if row.second:
                continue
            before = texts_of(row.place)
            place = self.filled(row.place, self.records[row.source_id], {})
            record = self.records[row.source_id]
            after = {name: written(place, name) for name in KEPT} | {"hours": record.hours_text}
            report.differences += [
                (record.name, label(name), before[name], after[name])
                for name in KEPT
                if before[name] != after[name]
            ]

    def write(self, report: Report) -> set[int]:
        """Create and change the places, in the caller's transaction; the keys of those."""
        self._count(report)
        changed, new = self.differing, self.new
        touched = [self.records[row.source_id] for row in changed] + new
        hours = self.hours_of(touched)
        back = self.bring_back()
        places = self.create(new, hours) + self.change(changed, hours) + back
        self._ask_where(places)
        index_all_later(SEARCH_KIND, {place.uuid for place in places})
        if places:
            bump(PLACES)
        return {place.pk for place in places}

    def _ask_where(self, places: list[Place]) -> None:
        """About the positions that stray from the communes of these places."""
        rows = {row.place_id: key for key, row in self.known.items() if not row.second}
        rows |= self.created
        told = ((place, self.records[rows[place.pk]].doubt) for place in places if place.pk in rows)
        found = [(place, doubt) for place, doubt in told if doubt]
        if found:
            doubts.note(found, source=self.source, at=timezone.now())

    def _count(self, report: Report) -> None:
        changed, new = len(self.differing), self.new
        report.created += len(new)
        report.changed += changed
        report.unchanged += len(self.known) - changed
        for key, rule in self.refused.items():
            report.refused += 1
            report.note(Problem(self.lines[key], "id", key, rule, refused=True))
        for key, record in self.records.items():
            if record.hours_text:
                self._look_at_hours(self.lines[key], record, report)

    def _look_at_hours(self, line: int, record: PlaceRecord, report: Report) -> None:
        """Hours understood only once repaired are counted; those that are not are told."""
        osm = record.hours_osm
        if not osm:
            rule = _("these opening hours are not understood: readers see them as they are")
            report.note(Problem(line, "horaires", record.hours_text, rule))
        report.repaired += osm not in {"", " ".join(record.hours_text.split())}

    def bring_back(self) -> list[Place]:
        """The places that had vanished and are in the file again."""
        rows = [row for row in self.known.values() if row.missing_since]
        if not rows:
            return []
        PlaceSource.objects.filter(pk__in=[row.pk for row in rows]).update(
            missing_since=None, missed_by=None
        )
        places = [row.place for row in rows if row.place.withdrawn_at]
        for place in places:
            place.withdrawn_at = None
        Place.records.filter(pk__in=[place.pk for place in places]).update(withdrawn_at=None)
        return places

    def hours_of(self, records: list[PlaceRecord]) -> dict[HoursKey, Hours]:
        """The shared row of each key, created when nobody had it."""
        wanted = {hours_key(record): record.hours_osm for record in records if record.hours_text}
        return Hours.objects.shared(wanted) if wanted else {}

    def create(self, records: list[PlaceRecord], hours: dict) -> list[Place]:
        places = [self.filled(Place(), record, hours) for record in records]
        places = Place.records.bulk_create(places)
        self.created = {
            place.pk: record.source_id for place, record in zip(places, records, strict=True)
        }
        PlaceSource.objects.bulk_create(
            PlaceSource(
                place=place,
                source=self.source,
                source_id=record.source_id,
                fingerprint=record.fingerprint,
                created_by=self.run,
            )
            for place, record in zip(places, records, strict=True)
        )
        return places

    def change(self, rows: list[PlaceSource], hours: dict) -> list[Place]:
        if not rows:
            return []
        now = timezone.now()
        conflicts = Conflicts(self.source, [row.place for row in rows], at=now, run=self.run)
        for row in rows:
            record = self.records[row.source_id]
            before, texts = held(row.place), texts_of(row.place)
            self.filled(row.place, record, hours)
            conflicts.settle(row.place, before, texts, second=row.second)
            if not row.second:
                row.place.search_text = row.place.search_words(record.town)
            row.place.changed_at = row.imported_at = now
            row.fingerprint = record.fingerprint
        places = list({row.place_id: row.place for row in rows}.values())
        columns = [f.name for f in Place._meta.concrete_fields if f.name not in {"id", "uuid"}]
        Place.records.bulk_update(places, columns, batch_size=100)
        given = [row for row in rows if row.pk]
        PlaceSource.objects.bulk_update(given, ["fingerprint", "imported_at"], batch_size=100)
        conflicts.save()
        return places

    def filled(self, place: Place, record: PlaceRecord, hours: dict) -> Place:
        said = self._said(record)
        for name in said - ELSEWHERE:
            setattr(place, name, getattr(record, name))
        if "hours_text" in said:
            place.hours = hours.get(hours_key(record))
        place.updated_on = record.updated_on or place.updated_on or self.on
        place.search_text = place.search_words(record.town)
        return place

    def _said(self, record: PlaceRecord) -> set[str]:
        """The fields that a record speaks of: all, or what was changed in a row of ours."""
        own = self.own.get(record.source_id)
        before = vars(own.record) if own and own.record else {}
        return {name for name, value in vars(record).items() if before.get(name, ...) != value}


def hours_key(record: PlaceRecord) -> HoursKey:
    return record.hours_text, record.zone, record.holiday_region
