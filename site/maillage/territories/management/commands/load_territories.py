"""``manage.py load_territories``: the official tables, from the files of the repository."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from maillage.territories.loading import load_territories


class Command(BaseCommand):
    @property
    def help(self) -> str:
        """Translated when it is read: argparse takes plain strings only."""
        return _("Load or refresh communes, EPCI, départements, régions and overseas territories.")

    def handle(self, **_options: object) -> None:
        began = time.monotonic()

        def tell(table: str, rows: int) -> None:
            seconds = time.monotonic() - began
            self.stdout.write(f"  {table:<28}{rows:>7}  {seconds:5.1f} s")

        load_territories(progress=tell)
