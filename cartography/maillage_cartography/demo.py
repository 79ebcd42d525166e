"""The real places of the demo: the files of ``data``, imported as an operator would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage_cartography.importing import import_places
from maillage_cartography.models import PlaceSource

if TYPE_CHECKING:
    from maillage.contributions import DemoContext

DATA = Path(__file__).with_name("data")
FILES = (
    ("france-services-2024-08-01.csv", "france-services", date(2024, 8, 1)),
    ("mednum-bfc-2023.csv", "mednum-bfc", date(2023, 1, 1)),
)


def load(context: DemoContext) -> None:
    """France services and the places of Bourgogne-Franche-Comté; a source is imported once."""
    for name, source, on in FILES:
        if PlaceSource.objects.filter(source=source).exists():
            continue
        report = import_places(DATA / name, source, on=on)
        counts = {"file": name, "created": report.created, "refused": report.refused}
        context.tell(_("%(file)s: %(created)s places, %(refused)s rows refused") % counts)
