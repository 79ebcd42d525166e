"""The team of the portal where a restricted page or collection is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from maillage.accounts.teams import edited_territories, is_national
from maillage_site.portals.models import Portal, PortalPage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from wagtail.models import BaseViewRestriction, Collection

    from maillage.accounts.models import User


def works_where(user: User | AnonymousUser, restriction: BaseViewRestriction) -> bool:
    """Whether the person has a role, whichever it is, where that restriction stands."""
    if is_national(user):
        return True
    own = {territory.pk for territory in edited_territories(user)}
    return bool(own) and _territory_of(restriction) in own


def _territory_of(restriction: BaseViewRestriction) -> int | None:
    """None for what is the nation's."""
    if isinstance(restriction, PageViewRestriction):
        return territory_of_page(restriction.page)
    return territory_of_collection(restriction.collection)


def territory_of_page(page: Page) -> int | None:
    homes = PortalPage.objects.filter(path__in=_above(page.path)).order_by("-depth")
    return homes.values_list("portal__territory", flat=True).first()


def territory_of_collection(collection: Collection) -> int | None:
    portals = Portal.objects.filter(collection__path__in=_above(collection.path))
    return portals.values_list("territory", flat=True).first()


def groups_to_tick(territory: int | None) -> QuerySet[Group]:
    """Those of that portal's team; the nation's, and those that administrators made, everywhere."""
    nations = Q(portal_team__territory=None)
    own = Q(portal_team__territory=territory) if territory else nations
    return Group.objects.filter(own | nations)


def _above(path: str) -> list[str]:
    """Of a tree path: those that lead to it, and itself."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
