"""Opening a closed portal again: as it was within thirty days, as a new one afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from maillage.audit import record
from maillage.plugin import contributions
from maillage.portal_contributions import ClosingPortal, PortalClosing
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.closing.pages import show
from maillage_site.closing.refusals import StillClosed, TooLate
from maillage_site.closing.roles import give_back
from maillage_site.closing.rules import give_rules_back
from maillage_site.closing.scopes import french_home, scope_of
from maillage_site.closing.shutting import REOPENED, heir_scope
from maillage_site.links.reading import read_links_again
from maillage_site.portals.models import Closing, Portal

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User


@transaction.atomic
def reopen_portal(portal: Portal, *, at: datetime, by: User | None) -> None:
    """Undo its closing: pages, roles, and what each plugin kept; cancelled events stay so.

    Nothing happens to a portal that is open. Raises TooLate.
    """
    found = Portal.objects.select_for_update().get(pk=portal.pk)
    if found.closed_at is None:
        return
    closing, home = found.closing, french_home(found)
    if home is None or not closing.can_be_undone(at):
        raise TooLate
    heirs = Portal.objects.in_bulk(closing.heirs.values())
    with translation.override(DEFAULT_LANGUAGE):
        _open(found, closing)
        give_back(closing, home, at=at, by=by)
        for contribution in contributions(PortalClosing):
            if contribution.name in closing.kept:
                heir = heir_scope(heirs.get(closing.heirs.get(contribution.name)))
                reopened = ClosingPortal(scope_of(found, home), at, heir)
                contribution.reopen(reopened, closing.kept[contribution.name])
    give_rules_back(closing)
    closing.delete()
    read_links_again(found)
    record(REOPENED, found, by=by, at=at, territories=[home.territory], named=home.title)


def start_anew(portal: Portal) -> bool:
    """Before it is put online as a new one: its pages are drafts, its address its own.

    Whether it was closed: it has no team then. Raises StillClosed while it can be undone.
    """
    found = Portal.objects.select_for_update().get(pk=portal.pk)
    if found.closed_at is None:
        return False
    if found.closing.settled_at is None:
        raise StillClosed
    closing = found.closing
    _open(found, closing)
    closing.delete()
    return True


def _open(portal: Portal, closing: Closing) -> None:
    portal.closed_at = None
    portal.save(update_fields=["closed_at"])
    portal.closed_feeds.all().delete()
    show(closing.restrictions)
