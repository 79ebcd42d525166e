"""A portal's facts, its pages, and the picture of its header."""

from maillage_site.portals.models.closings import (
    ClosedFeed,
    Closing,
    EndedInvitation,
    EndedRole,
    EndedTeam,
)
from maillage_site.portals.models.facts import FACTS, Portal, PortalMesh, PortalSlug
from maillage_site.portals.models.pages import PortalPage

__all__ = [
    "FACTS",
    "ClosedFeed",
    "Closing",
    "EndedInvitation",
    "EndedRole",
    "EndedTeam",
    "Portal",
    "PortalMesh",
    "PortalPage",
    "PortalSlug",
]
