"""Who says what of a place, field by field, as readers and editors are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage_cartography.models import Origin
from maillage_cartography.provenance.fields import EDITED, label, shown, written

if TYPE_CHECKING:
    from datetime import date

    from maillage_cartography.models import FieldOrigin, Place


@dataclass(frozen=True)
class Said:
    """One field: its value, whose word it is and since when."""

    field: str
    label: str
    value: str
    origin: str
    on: date
    locked: bool


def provenance(place: Place, *, every_field: bool = False) -> list[Said]:
    """One line a field that says something, in the order of the form; two queries."""
    known = {origin.field: origin for origin in place.origins.all()}
    source = _default_source(place)
    found = []
    for field in EDITED:
        text = written(place, field)
        if not text and not (every_field and field in known):
            continue
        origin = known.get(field)
        found.append(
            Said(
                field=field,
                label=label(field),
                value=shown(field, text),
                origin=_name(origin) if origin else source,
                on=origin.on if origin else place.updated_on,
                locked=bool(origin and origin.locked),
            )
        )
    return found


def _default_source(place: Place) -> str:
    """The source's name for people when it gives one, otherwise the one of its imports."""
    if place.credit:
        return place.credit
    found = next(iter(place.sources.all()), None)
    return found.source if found else _("unknown")


def _name(origin: FieldOrigin) -> str:
    if origin.origin == Origin.SOURCE:
        return origin.source
    return str(Origin(origin.origin).label)
