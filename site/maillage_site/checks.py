"""Whether the database was built by the migrations that this version of Maillage ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

if TYPE_CHECKING:
    from collections.abc import Iterable


def unknown_migrations() -> list[str]:
    """Names (``app.migration``) of our migrations that the database holds and this code does not.

    Any at all means another generation of tables: an older one whose migrations were squashed,
    or that of a later version. Raises ``DatabaseError`` when the database cannot be read.
    """
    loader = MigrationLoader(connection)
    return sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app.startswith("maillage")
        and app in loader.migrated_apps
        and (app, name) not in loader.disk_migrations
    )


@register(Tags.database)
def database_is_of_this_generation(
    *, databases: Iterable[str] | None = None, **_rest: object
) -> list[CheckMessage]:
    """Run before ``migrate``, which would otherwise fail half-way through its tables."""
    if not databases:
        return []
    try:
        unknown = unknown_migrations()
    except DatabaseError:  # Unreachable: `migrate` says so itself.
        return []
    if not unknown:
        return []
    return [
        Error(
            f"Another generation of Maillage built this database ({', '.join(unknown[:3])}…).",
            hint="Give an empty database in MAILLAGE_DATABASE_URL, or go back to the version that "
            "made this one.",
            id="maillage_site.E010",
        )
    ]
