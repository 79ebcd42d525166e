"""What was kept of closed portals goes when its time has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage_site.closing.pages import archive, hide, is_hidden
from maillage_site.closing.roles import forget
from maillage_site.closing.rules import end_rules
from maillage_site.portals.models import ClosedFeed, Closing
from maillage_site.portals.models.closings import UNDONE_WITHIN

if TYPE_CHECKING:
    from datetime import datetime


def settle(at: datetime) -> int:
    """After thirty days pages are archived and roles forgotten, after ninety feeds stop.

    Pages whose restriction somebody took away are hidden again. Says how many portals were settled.
    """
    for closing in Closing.objects.select_related("portal"):
        _keep_hidden(closing)
        _keep_without_rules(closing)
    due = Closing.objects.filter(settled_at=None, at__lte=at - UNDONE_WITHIN)
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        _settle_one(key, at)
    ClosedFeed.objects.filter(until__lte=at).delete()
    return len(keys)


@transaction.atomic
def _keep_hidden(closing: Closing) -> None:
    """The admin's dialog of a page takes a restriction away like any other."""
    if is_hidden(closing.portal):
        return
    closing.restrictions += hide(closing.portal)
    closing.save(update_fields=["restrictions"])


@transaction.atomic
def _keep_without_rules(closing: Closing) -> None:
    """Those of a portal that was closed when rules outlived it."""
    end_rules(closing)
    if closing.settled_at is None:
        closing.save(update_fields=["kept"])


@transaction.atomic
def _settle_one(key: int, at: datetime) -> None:
    """Its pages are kept hidden all the same: one that somebody publishes there stays unread."""
    closing = Closing.objects.select_for_update().filter(pk=key, settled_at=None).first()
    if closing is None:
        return
    archive(closing.portal)
    forget(closing)
    closing.kept, closing.settled_at = {}, at
    closing.save()
