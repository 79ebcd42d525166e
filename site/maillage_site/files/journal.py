"""What the journal of sensitive actions keeps of files that are said to be everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.audit import record
from maillage.territories.models import Territory
from maillage_site.portals.models import Portal

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from maillage.accounts.models import User

SAID_PUBLIC, PUBLIC_NO_MORE = "maillage.file_said_public", "maillage.file_public_no_more"


def note_said(file: Model, *, public: bool, by: User, at: datetime) -> None:
    """For the portal that keeps the file; the nation's alone where none does."""
    above = file.collection.get_ancestors(inclusive=True)
    kept = Portal.objects.filter(collection__in=above).values("territory")
    action = SAID_PUBLIC if public else PUBLIC_NO_MORE
    readers = Territory.objects.filter(pk__in=kept)
    record(action, file, by=by, at=at, territories=readers, named=file.title)
