"""``manage.py search_rebuild``: the search's indices anew, without downtime."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from maillage_search.indexing.rebuild import RebuildFailed, rebuild


class Command(BaseCommand):
    help = "Builds the search's indices anew while the present ones go on answering."

    def handle(self, **options: object) -> None:
        began = time.monotonic()
        try:
            total = rebuild(self.stdout.write)
        except RebuildFailed as error:
            raise CommandError(str(error)) from error
        told = {"total": total, "seconds": f"{time.monotonic() - began:.1f}"}
        self.stdout.write(_("%(total)s documents in %(seconds)s s") % told)
