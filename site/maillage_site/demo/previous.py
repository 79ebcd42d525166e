"""A demo's database from another generation of Maillage is set aside, never half used."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from maillage_site.checks import unknown_migrations

FOLDER = "precedente"


def set_aside() -> bool:
    """Move database and media to ``precedente/`` in the state folder; True when there was cause.

    Raises ``CommandError`` for a database that is not the demo's own file: nobody else's data
    is moved or emptied.
    """
    if not unknown_migrations():
        return False
    state = Path(settings.VAR)
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    if connection.vendor != "sqlite" or database.resolve().parent != state.resolve():
        raise CommandError(
            "La base de données vient d’une autre version de Maillage. Donnez-en une vide dans "
            "MAILLAGE_DATABASE_URL, puis relancez la démonstration."
        )
    connection.close()
    target = state / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    files = [database.with_name(f"{database.name}{end}") for end in ("", "-wal", "-shm")]
    for path in [*files, Path(settings.MEDIA_ROOT)]:
        if path.exists():
            path.rename(target / path.name)
    return True
