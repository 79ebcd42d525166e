"""What sessions on a theme left for everybody, for the pages of other plugins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from maillage import values
from maillage_events.models import Event, Material, Occurrence
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.words import words_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.contributions import MaterialQuery


def materials(query: MaterialQuery) -> list[values.Material]:
    """Of dates that are over and that the portal's agenda listed; three queries at most."""
    rows = list(_open(query)[: query.limit])
    words = words_for({row.occurrence.event_id for row in rows}, query.scope.language)
    addresses = Addresses(query.scope)
    return [
        values.Material(
            kind=row.label,
            title=words[row.occurrence.event_id].title,
            date=row.occurrence.local_start.date(),
            url=query.scope.url("maillage_events:document", row.occurrence.uuid, row.uuid),
            about_url=addresses.here(
                words[row.occurrence.event_id], national=row.occurrence.event.territory_id is None
            ),
            note=", ".join(_notes(row)),
        )
        for row in rows
    ]


def _open(query: MaterialQuery) -> QuerySet[Material]:
    dates = Occurrence.objects.shown_in(query.scope).listed().past(query.at)
    dates = dates.filter(
        status=Occurrence.Status.SCHEDULED,
        event__status__in=Event.TAKES_PLACE,
        event__themes__contains=f"|{query.theme}|",
    )
    rows = Material.objects.filter(
        occurrence__in=dates, access=Material.Access.PUBLIC, available_from__lte=query.at
    )
    rows = rows.select_related("occurrence__event")
    return rows.order_by("-occurrence__starts_at", "kind", "pk")


def _notes(row: Material) -> list[str]:
    notes = [row.get_format_display(), filesizeformat(row.size)] if row.is_file else []
    return [*notes, _("with captions")] if row.captions else notes
