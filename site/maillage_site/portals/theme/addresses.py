"""Addresses of a portal's own style sheet and pictures; they change with their content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.ui.theme import theme_css, theme_hash

if TYPE_CHECKING:
    from maillage_site.portals.models import Portal

NATIONAL_NAME = "national"


def theme_name(portal: Portal) -> str:
    """The portal's word in addresses; a portal is drawn once for all its languages."""
    return NATIONAL_NAME if portal.national else portal.slug


def picture_url(portal: Portal, picture: str, places_number: int) -> str:
    """``picture`` is ``mesh`` or ``marque``."""
    return f"/theme/{theme_name(portal)}-{picture}-{places_number:x}.svg"


def portal_css(portal: Portal, places_number: int) -> str:
    return theme_css(
        portal.brand,
        mesh_url=picture_url(portal, "mesh", places_number),
        mark_url=picture_url(portal, "marque", places_number),
    )


def theme_url(portal: Portal, places_number: int) -> str:
    css = portal_css(portal, places_number)
    return f"/theme/{theme_name(portal)}-{theme_hash(css)}.css"
