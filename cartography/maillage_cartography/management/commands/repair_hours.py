"""``manage.py repair_hours``: see ``maillage_cartography.opening_hours.schedule.repaired``."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.generations.counters import PLACES, bump
from maillage_cartography.models import Hours
from maillage_cartography.opening_hours.schedule import repaired


class Command(BaseCommand):
    help = "Read again the opening hours that could not be understood; the original words stay."

    def handle(self, *args: object, **options: object) -> None:
        lost = list(Hours.objects.filter(osm=""))
        mended = [row for row in lost if (osm := repaired(row.text)) and _take(row, osm)]
        with transaction.atomic():
            Hours.objects.bulk_update(mended, ["osm"], batch_size=200)
            if mended:
                bump(PLACES)
        said = _("%(mended)s opening hours repaired; %(left)s still not understood")
        self.stdout.write(said % {"mended": len(mended), "left": len(lost) - len(mended)})


def _take(row: Hours, osm: str) -> bool:
    row.osm = osm
    return True
