"""``manage.py find_duplicates``: see ``maillage_cartography.duplicates.detection``."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage_cartography.duplicates import detection, merging
from maillage_cartography.models import Duplicate


class Command(BaseCommand):
    help = "Look for places described twice; what is found waits for the coordinators."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--merge", action="store_true", help=_("Merge the pairs that leave no doubt, too.")
        )

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            found = detection.find(at=timezone.now())
        said = _("New: %(same)s sure pairs, %(unsure)s to look at, %(site)s at one address")
        self.stdout.write(said % {value: found[value] for value in Duplicate.Verdict.values})
        if options["merge"]:
            rows = Duplicate.objects.sure().select_related("first", "second")
            done = merging.merge_all(list(rows), by=None, at=timezone.now())
            self.stdout.write(_("%(count)s places merged") % {"count": len(done)})
