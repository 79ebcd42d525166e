"""``manage.py portal_create [TERRITORY]``: a portal, its starter pages and its teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.territories.models import Territory
from maillage_site.creation.identity import Identity
from maillage_site.creation.tree import create_portal
from maillage_site.rights.portal_groups import grant_portal_groups

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Create the national portal, or a territory's, with its pages and groups; idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("territory", nargs="?", help="slug of the territory; none: the nation")
        parser.add_argument("--name", default="", help="the portal's name, else the territory's")
        parser.add_argument("--publisher", default="", help="who answers for the portal")
        parser.add_argument("--contact", default="", help="the address people may write to")

    @transaction.atomic
    def handle(self, *args: object, territory: str | None, **options: str) -> None:
        identity = Identity(
            name=options["name"], publisher=options["publisher"], contact=options["contact"]
        )
        portal = create_portal(_territory(territory), identity)
        grant_portal_groups(portal)
        self.stdout.write(f"{portal.title}: {portal.url}")


def _territory(slug: str | None) -> Territory | None:
    if not slug:
        return None
    found = Territory.objects.filter(slug=slug).first()
    if found is None:
        message = _("No territory is called “%(slug)s”.") % {"slug": slug}
        raise CommandError(message)
    return found
