"""``manage.py demo``: a working platform on real data, served on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from maillage_site.demo import loading, previous, static
from maillage_site.demo.progress import Progress
from maillage_site.demo.serving import serve

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from maillage_site.rights.demo_accounts import Login


class Command(BaseCommand):
    """Creates the database, loads the demo's content with its progress shown, and serves it."""

    help = "Load the demo and serve it (PORT chooses the port)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="load the content and stop")

    def handle(self, *, no_serve: bool, **_options: object) -> None:
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        progress = Progress(self.stdout)
        with progress.step("Base de données"):
            if previous.set_aside():
                progress.tell(
                    "d’une autre version de Maillage : gardée dans "
                    f"{Path(settings.VAR) / previous.FOLDER}, tout est chargé à neuf"
                )
            call_command("migrate", verbosity=0)
        with progress.step("Fichiers statiques"):
            progress.tell("à jour" if not static.collect() else "rassemblés")
        with translation.override(settings.LANGUAGE_CODE):
            logins = loading.load(progress, now=timezone.now())
        self.stdout.write(_welcome(logins))
        self.stdout.flush()
        if not no_serve:
            serve(settings.PORT)


def _welcome(logins: list[Login]) -> str:
    base = settings.BASE_URL
    portals = "\n".join(f"    {base}/{slug}/" for slug in loading.PORTAL_SLUGS)
    people = "\n".join(f"    {login.mail:<46} {login.role}" for login in logins)
    return f"""
Maillage est prêt.

  Portail national      {base}/
  En anglais            {base}/en/
  Portails de territoire
{portals}
  Gestion               {base}/gestion/
  Courriels envoyés     {base}/demo/courriels/
  API                   {base}/api/docs

  Comptes (mot de passe : {logins[0].password})
{people}

Arrêter : Ctrl+C
"""
