"""``manage.py portal_teams``: every portal's groups, as ``maillage_site.rights`` wants them."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups


class Command(BaseCommand):
    help = "Create or mend the groups of every portal: editors, publishers, coordinators."

    def handle(self, *args: object, **options: object) -> None:
        homes = PortalPage.objects.filter(language__language_code="fr", portal__closed_at=None)
        portals = homes.order_by("path")
        for portal in portals:
            for group in grant_portal_groups(portal).values():
                self.stdout.write(group.name)
        if not portals:
            self.stdout.write(_("There is no portal yet."))
