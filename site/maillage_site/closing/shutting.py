"""Closing a territory's portal: all of it in one transaction, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from maillage.audit import record
from maillage.plugin import contributions
from maillage.portal_contributions import ClosingPortal, PortalClosing
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.closing.pages import hide
from maillage_site.closing.refusals import HeirIsNotOpen, NationalPortal, NeverOpened
from maillage_site.closing.roles import end_roles
from maillage_site.closing.rules import end_rules
from maillage_site.closing.scopes import french_home, is_open, scope_of
from maillage_site.links.reading import read_links_again
from maillage_site.portals.models import ClosedFeed, Closing, Portal
from maillage_site.portals.models.closings import FEEDS_LAST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage.portal_contributions import Closed
    from maillage.scope import Scope
    from maillage_site.portals.models import PortalPage

CLOSED, REOPENED = "maillage.portal_closed", "maillage.portal_reopened"


@transaction.atomic
def close_portal(
    portal: Portal, heirs: Mapping[str, Portal] | None = None, *, at: datetime, by: User | None
) -> Closing:
    """Close it. ``heirs``: contribution → the portal that receives what it holds here.

    A portal that is closed stays as it was closed. Raises NationalPortal, NeverOpened,
    HeirIsNotOpen.
    """
    heirs = dict(heirs or {})
    # One order for everybody: two portals closed at once never wait for each other.
    keys = {portal.pk, *(heir.pk for heir in heirs.values())}
    rows = {
        row.pk: row for row in Portal.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    found = rows[portal.pk]
    if found.national:
        raise NationalPortal
    if found.closed_at is not None:
        return found.closing
    home = french_home(found)
    if home is None or not home.live:
        raise NeverOpened
    if any(heir.pk == found.pk or not is_open(rows[heir.pk]) for heir in heirs.values()):
        raise HeirIsNotOpen
    with translation.override(DEFAULT_LANGUAGE):
        return _close(found, home, {name: rows[heir.pk] for name, heir in heirs.items()}, at, by)


def _close(
    portal: Portal, home: PortalPage, heirs: dict[str, Portal], at: datetime, by: User | None
) -> Closing:
    closing = Closing.objects.create(
        portal=portal, at=at, by=by, heirs={name: heir.pk for name, heir in heirs.items()}
    )
    scope = scope_of(portal, home)
    became: list[tuple[str, str]] = []
    for contribution in contributions(PortalClosing):
        heir = heir_scope(heirs.get(contribution.name))
        closed = contribution.close(ClosingPortal(scope, at, heir))
        closing.kept[contribution.name] = closed.kept
        _keep_feeds(portal, closed, at)
        became.append((str(contribution.label), heir.name if heir else str(contribution.left)))
    end_roles(closing, home, became, at=at)
    end_rules(closing)
    portal.closed_at = at
    portal.save(update_fields=["closed_at"])
    closing.restrictions = hide(portal)
    closing.save()
    read_links_again(portal)
    record(CLOSED, portal, by=by, at=at, territories=[home.territory], named=home.title)
    return closing


def heir_scope(portal: Portal | None) -> Scope | None:
    home = french_home(portal) if portal else None
    return scope_of(portal, home) if portal and home else None


def _keep_feeds(portal: Portal, closed: Closed, at: datetime) -> None:
    ClosedFeed.objects.bulk_create(
        ClosedFeed(
            portal=portal,
            language=feed.language,
            path=feed.path,
            content_type=feed.content_type,
            body=feed.body,
            leads_to=feed.leads_to,
            until=at + FEEDS_LAST,
        )
        for feed in closed.feeds
    )
