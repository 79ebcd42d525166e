"""What pages of places draw besides themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from maillage.ui.wording import wording
from maillage_cartography.provenance.sources import provenance

if TYPE_CHECKING:
    from datetime import date

    from maillage_cartography.models import Place

register = template.Library()


@register.inclusion_tag("maillage_cartography/provenance.html")
def where_it_comes_from(place: Place) -> dict[str, object]:
    """Source and date of each field, folded."""
    return {"rows": [(said, _day(said.on)) for said in provenance(place)]}


def _day(day: date) -> str:
    """``1er août 2024``: the day of the week says nothing of a date that old."""
    return wording().day_year(day).split(" ", 1)[1]
