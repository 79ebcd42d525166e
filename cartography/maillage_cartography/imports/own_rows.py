"""Rows that left here and come back: each is the place whose identifier it bears.

Somebody takes the list away, corrects it in a spreadsheet and brings it back: what differs from
what would leave today is what they changed. Nothing else of the place is touched, and a file that
nobody changed changes nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from maillage_cartography.exports.data_inclusion import SOURCE
from maillage_cartography.models import Place
from maillage_cartography.standards.records import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage_cartography.imports.dialects import Dialect
    from maillage_cartography.imports.dialects.declared import Mapping
    from maillage_cartography.standards.communes import CommuneIndex
    from maillage_cartography.standards.records import PlaceRecord

OURS = re.compile(rf"(?:{SOURCE}--)?([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})")


class OwnRow(NamedTuple):
    """A place, and the record that its own export would be read as today."""

    place: Place
    record: PlaceRecord | None


class OwnRows:
    """What a file in a dialect that we write may hold of our own places."""

    def __init__(self, dialect: Dialect | Mapping, communes: CommuneIndex) -> None:
        self.dialect, self.communes = dialect, communes

    def among(self, keys: Iterable[str]) -> dict[str, OwnRow]:
        """By identifier, those that are our own places'; two queries at most."""
        written = getattr(self.dialect, "written", None)
        ours = {key: UUID(found[1]) for key in keys if (found := OURS.fullmatch(key))}
        if not ours or written is None:
            return {}
        places = Place.records.exported().in_bulk(ours.values(), field_name="uuid")
        return {
            key: OwnRow(places[uuid], self._read(written(places[uuid])))
            for key, uuid in ours.items()
            if uuid in places
        }

    def _read(self, cells: dict[str, str] | None) -> PlaceRecord | None:
        if cells is None:
            return None
        fields = self.dialect.translate(cells)
        return read_record(fields, 0, self.dialect.required, self.communes).record


def refusal(row: OwnRow, record: PlaceRecord) -> str:
    """Why a row of ours cannot change its place any more; "" when it can."""
    if row.place.merged_into_id:
        return _("this place was merged into another one: export the list again")
    if row.place.withdrawn_at:
        return _("this place was withdrawn: bring it back before you correct it")
    now = row.record
    if now is None or (record.updated_on and now.updated_on and record.updated_on < now.updated_on):
        return _("this place has been brought up to date since: export the list again")
    return ""
