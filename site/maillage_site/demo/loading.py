"""Loads the demo step by step; loading again changes nothing and is quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command, get_commands

from maillage.contributions import DemoContent, DemoContext
from maillage.plugin import contributions
from maillage.territories.models import Commune
from maillage_site.demo import arabic, pages, portals, taken_up
from maillage_site.demo.people import finder
from maillage_site.portals.addresses.scopes import scopes
from maillage_site.rights.demo_accounts import Login, create_demo_accounts

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_site.demo.progress import Progress

PORTAL_SLUGS = tuple(entry.slug for entry in portals.PORTALS)


def load(progress: Progress, *, now: datetime) -> list[Login]:
    """Territories, portals, accounts, pages, what each plugin brings, the index; the log-ins."""
    with progress.step("Territoires de France"):
        if not Commune.objects.exists():
            call_command("load_territories", stdout=progress.out)
    with progress.step("Portails"):
        made = portals.load()
        arabic.load(made)
    with progress.step("Comptes"):
        logins = [login for portal in made.values() for login in create_demo_accounts(portal)]
    with progress.step("Ressources et actualités"):
        pages.load(made, progress, now=now)
        taken_up.load(made, now=now)
    context = DemoContext(now=now, scopes=scopes(), people=finder(), tell=progress.tell)
    for content in contributions(DemoContent):
        with progress.step(content.label):
            content.load(context)
    if "search_sweep" in get_commands():
        with progress.step("Recherche"):
            call_command("search_sweep", stdout=progress.out)
    return logins
