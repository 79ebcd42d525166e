"""After the event: what is put there, who may open it, and the mail that says it is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell
from maillage_events.models import Material, MaterialFile, Occurrence

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Event

DATES_SHOWN = 5


@transaction.atomic
def publish_material(
    material: Material, *, at: datetime, announce: bool, content: bytes | None = None
) -> int:
    """Put it there; with ``announce``, each person who had a seat, or asked for the
    replay alone, gets one mail when it opens.

    ``content``: the bytes of a file. How many mails were asked for.
    """
    material.save()
    if content is not None:
        MaterialFile.objects.create(material=material, content=content)
    if not announce:
        return 0
    people = list(material.occurrence.registrations.given_what_is_left())
    for registration in people:
        later = max(material.available_from, at)
        tell(registration, MailKind.MATERIAL, version=material.pk, later=later)
    return len(people)


def count_opening(material: Material) -> None:
    """Once more; nothing is kept of who."""
    Material.objects.filter(pk=material.pk).update(opened=F("opened") + 1)


def past_with_materials(event: Event, *, at: datetime) -> list[tuple[Occurrence, list[Material]]]:
    """Dates that are over and left something, the last one first; one query for all."""
    rows = Material.objects.filter(occurrence__event=event, available_from__lte=at)
    rows = rows.filter(occurrence__ends_at__lte=at, occurrence__status=Occurrence.Status.SCHEDULED)
    found: dict[int, tuple[Occurrence, list[Material]]] = {}
    ordered = rows.select_related("occurrence").order_by("-occurrence__starts_at", "kind", "pk")
    for material in ordered[:100]:
        date = material.occurrence
        found.setdefault(date.pk, (date, []))[1].append(material)
    return list(found.values())[:DATES_SHOWN] if event.takes_place else []
