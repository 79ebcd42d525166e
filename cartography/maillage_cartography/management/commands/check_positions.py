"""``manage.py check_positions``: see ``maillage_cartography.positions.carrying_over``."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage_cartography.positions.carrying_over import carry_over


class Command(BaseCommand):
    help = (
        "Hold the position of every place against its commune's land: those that stray wait for a "
        "coordinator, and are on the map no more. Idempotent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *args: object, dry_run: bool, **options: object) -> None:
        found = carry_over(at=timezone.now(), dry_run=dry_run)
        said = _("%(located)s places with a position; %(doubtful)s to check, %(kept)s kept")
        kept = found.located - found.doubtful
        numbers = {"located": found.located, "doubtful": found.doubtful, "kept": kept}
        self.stdout.write(said % numbers)
        if dry_run:
            self.stdout.write(_("Nothing was changed."))
