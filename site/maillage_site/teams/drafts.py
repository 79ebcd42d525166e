"""Drafts that somebody has begun in a portal: a colleague finishes them."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from maillage.workload import HELD_NAMED, HeldThing
from maillage_site.portals.models import PortalPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.territories.models import Territory


def held(person: User, territory: Territory, _at: datetime) -> int:
    return _drafts(person, territory).count()


def named(person: User, territory: Territory, _at: datetime, reader: User) -> Iterator[HeldThing]:
    """The last touched first, of those that the reader may change."""
    theirs = page_permission_policy.instances_user_has_permission_for(reader, "change")
    drafts = _drafts(person, territory).filter(pk__in=theirs.values("pk"))
    for page in drafts.order_by("-latest_revision_created_at", "pk")[:HELD_NAMED]:
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield HeldThing(page.get_admin_display_title(), address)


def hand_over(person: User, to: User, territory: Territory, _at: datetime) -> None:
    """Whoever left keeps no page locked behind them."""
    locked = _pages(territory).filter(locked_by=person)
    locked.update(locked=False, locked_by=None, locked_at=None)
    _drafts(person, territory).update(owner=to)


def _drafts(person: User, territory: Territory) -> QuerySet[Page]:
    return _pages(territory).filter(owner=person, has_unpublished_changes=True)


def _pages(territory: Territory) -> QuerySet[Page]:
    """Those of the portal, in each of its languages."""
    homes = PortalPage.objects.filter(portal__territory=territory).values_list("path", flat=True)
    below = [Q(path__startswith=path) for path in homes]
    return Page.objects.filter(reduce(or_, below, Q(pk__in=())))
