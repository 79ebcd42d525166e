"""What an import does to places that people edited: locked fields stay, the source proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_cartography.models import FieldChange, FieldOrigin, Origin, SourceProposal
from maillage_cartography.provenance.fields import (
    KEPT,
    POSITION,
    SOURCES_DATE,
    write,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage_cartography.models import Place, PlaceImport

State = SourceProposal.State
POSITION_COLUMNS = ("latitude", "longitude")
Held = dict[str, object]


def held(place: Place) -> Held:
    """What a place holds in each field, to be compared or put back after the source has spoken."""
    return {name: value for field in KEPT for name, value in _columns(place, field)}


class Conflicts:
    """Some places about to be changed by a source; two queries for all of them."""

    def __init__(
        self,
        source: str,
        places: Iterable[Place],
        *,
        at: datetime,
        run: PlaceImport | None = None,
    ) -> None:
        self.source, self.at, self.run = source, at, run
        pks = [place.pk for place in places]
        origins = FieldOrigin.objects.filter(place__in=pks)
        self.origins = {(origin.place_id, origin.field): origin for origin in origins}
        known = SourceProposal.objects.filter(source=source, place__in=pks) if self.origins else ()
        self.known = {(row.place_id, row.field, row.value): row for row in known}
        self.waiting = {
            (row.place_id, row.field): row for row in known if row.state == State.WAITING
        }
        self.changes: list[FieldChange] = []
        self.heard: list[FieldOrigin] = []
        self.freed: list[FieldOrigin] = []
        self.proposals: list[SourceProposal] = []

    def settle(
        self, place: Place, before: Held, texts: dict[str, str], *, second: bool = False
    ) -> None:
        """Put locked fields back and note what the source says of them; record other changes.

        ``before`` and ``texts`` are what the place held and what was written, before the source.
        ``second``: the source came with a duplicate, and speaks for the fields it gave alone.
        """
        if second:
            self._settle_second(place, before, texts)
            return
        for field in KEPT:
            said = written(place, field)
            origin = self.origins.get((place.pk, field))
            if origin and origin.locked:
                self._keep(place, field, said, origin)
                for name in _names(field):
                    setattr(place, name, before[name])
            elif said != texts[field]:
                self._follow(place, field, texts[field], said, origin)
        dated = written(place, SOURCES_DATE)
        if dated != texts[SOURCES_DATE]:
            self._follow(place, SOURCES_DATE, texts[SOURCES_DATE], dated, None)

    def _settle_second(self, place: Place, before: Held, texts: dict[str, str]) -> None:
        for field in KEPT:
            said, origin = written(place, field), self.origins.get((place.pk, field))
            if origin and (origin.origin, origin.source) == (Origin.SOURCE, self.source):
                if said != texts[field]:
                    self._follow(place, field, texts[field], said, None)
                continue
            for name in _names(field):
                setattr(place, name, before[name])
        write(place, SOURCES_DATE, texts[SOURCES_DATE])
        place.search_text = place.search_words(place.commune.name)

    def _keep(self, place: Place, field: str, said: str, origin: FieldOrigin) -> None:
        if said == origin.source_value:
            return
        previously, origin.source_value = origin.source_value, said
        self.heard.append(origin)
        waiting = self.waiting.get((place.pk, field))
        if waiting:
            waiting.value, waiting.proposed_at = said, self.at
            self.proposals.append(waiting)
        elif (place.pk, field, said) not in self.known:
            self.proposals.append(
                SourceProposal(
                    place=place,
                    field=field,
                    source=self.source,
                    value=said,
                    previously=previously,
                    run=self.run,
                    proposed_at=self.at,
                )
            )

    def _follow(
        self, place: Place, field: str, before: str, said: str, origin: FieldOrigin | None
    ) -> None:
        if origin:
            self.freed.append(origin)
        self.changes.append(
            FieldChange(
                place=place,
                field=field,
                before=before,
                after=said,
                origin=Origin.SOURCE,
                source=self.source,
                at=self.at,
                run=self.run,
            )
        )

    def save(self) -> None:
        """Write what was noted; in the transaction that changes the places."""
        same = [row for row in self.proposals if row.pk]
        SourceProposal.objects.bulk_update(same, ["value", "proposed_at"])
        SourceProposal.objects.bulk_create(row for row in self.proposals if not row.pk)
        FieldOrigin.objects.bulk_update(self.heard, ["source_value"])
        FieldOrigin.objects.filter(pk__in=[origin.pk for origin in self.freed]).delete()
        FieldChange.objects.bulk_create(self.changes, batch_size=500)


def texts_of(place: Place) -> dict[str, str]:
    return {field: written(place, field) for field in (*KEPT, SOURCES_DATE)}


def _names(field: str) -> tuple[str, ...]:
    if field == POSITION:
        return POSITION_COLUMNS
    return ("commune_id",) if field == "commune" else (field,)


def _columns(place: Place, field: str) -> list[tuple[str, object]]:
    return [(name, getattr(place, name)) for name in _names(field)]
