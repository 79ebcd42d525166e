"""A portal as plugins know it, closed or not; and the open ones around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.pages import is_under, restricted_paths
from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage_site.portals.addresses.choosing import NEAREST

if TYPE_CHECKING:
    from maillage_site.portals.addresses.snapshot import Snapshot
    from maillage_site.portals.models import Portal, PortalPage


def french_home(portal: Portal) -> PortalPage | None:
    return portal.pages.filter(language__language_code=DEFAULT_LANGUAGE).first()


def scope_of(portal: Portal, home: PortalPage) -> Scope:
    """In French."""
    return Scope(
        slug="" if portal.national else portal.slug,
        name=home.title,
        territory=portal.territory,
        zone=portal.zone,
        portal_id=home.pk,
    )


def is_open(portal: Portal) -> bool:
    """Whether everybody may enter it, as the database says it now."""
    home = french_home(portal)
    if portal.closed_at is not None or home is None or not home.live:
        return False
    return not is_under(home.path, restricted_paths())


def nearest(closed: Scope, language: str, known: Snapshot) -> Scope:
    """The open portal of the smallest territory that holds the closed one's; else the nation's."""
    above = {t.pk for t in closed.territory.ancestors.all()} if closed.territory else set()
    around = [scope for scope in known.territory_scopes(language) if scope.territory.pk in above]
    around.sort(key=lambda scope: NEAREST.index(scope.territory.kind))
    return around[0] if around else known.portal(language, "").scope
