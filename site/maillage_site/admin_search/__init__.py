"""Search in the Wagtail admin: the database's own engine, that no text breaks."""

from __future__ import annotations

from django.db import connection


def SearchBackend(params: dict[str, object]) -> object:  # noqa: N802 -- the name Wagtail looks for
    """The backend of the database in use.

    Imported here: modelsearch's modules ask for models, which settings cannot wait for.
    """
    if connection.vendor == "postgresql":
        from maillage_site.admin_search.postgresql import Backend  # noqa: PLC0415
    else:
        from maillage_site.admin_search.sqlite import Backend  # noqa: PLC0415
    return Backend(params)
