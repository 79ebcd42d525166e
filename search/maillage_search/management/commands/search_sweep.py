"""``manage.py search_sweep``: compare the database with the indices, and mend."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from maillage_search.indexing.rebuild import sweep


class Command(BaseCommand):
    help = "Compares the database with the search's indices and mends what differs."

    def handle(self, **options: object) -> None:
        mended = sweep()
        told = ngettext(
            "    %(n)s document brought up to date",
            "    %(n)s documents brought up to date",
            mended,
        )
        self.stdout.write(told % {"n": mended})
