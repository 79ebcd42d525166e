"""``manage.py plugin_remove NAME``: before its package is uninstalled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.discovery import installed_plugins
from maillage_site.management import plugin_removal as removal

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from maillage.plugin import PluginConfig


class Command(BaseCommand):
    """Lists what the plugin holds, exports it, then takes it out of the database."""

    help = "Export a plugin's content and take it out of the database, before uninstalling it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help=f"one of: {', '.join(installed_plugins())}")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--dry-run", action="store_true", help="list, export nothing, stop")

    def handle(self, *, name: str, yes: bool, dry_run: bool, **_options: object) -> None:
        try:
            config = removal.config_of(name)
        except removal.UnknownPluginError as error:
            known = ", ".join(installed_plugins())
            message = f"Aucune extension « {name} ». Installées : {known}."
            raise CommandError(message) from error
        self._list(config)
        if dry_run or not (yes or self._confirmed()):
            return
        stamp = timezone.now().strftime("%Y%m%dT%H%M%SZ")
        file = removal.export(config, Path(settings.VAR) / "removed" / f"{name}-{stamp}")
        self.stdout.write(f"Contenu exporté dans {file}")
        self._remove(config)
        if name != "search" and "search_rebuild" in get_commands():
            call_command("search_rebuild", verbosity=0)
        self.stdout.write(
            f"Extension retirée de la base. Désinstallez-la : uv pip uninstall maillage-{name}"
        )

    def _list(self, config: PluginConfig) -> None:
        held = removal.inventory(config)
        for page in held.pages:
            self.stdout.write(f"  page  {page.url_path} ({page.get_descendant_count()} dessous)")
        for label, count in held.rows.items():
            self.stdout.write(f"  {count:>8}  {label}")

    def _remove(self, config: PluginConfig) -> None:
        try:
            removal.remove(config)
        except removal.ForeignPagesError as error:
            message = f"Déplacez d’abord ces pages, qui ne sont pas de l’extension : {error}"
            raise CommandError(message) from error

    def _confirmed(self) -> bool:
        return input("Retirer ce contenu de la base ? [oui/NON] ").strip().lower() == "oui"
