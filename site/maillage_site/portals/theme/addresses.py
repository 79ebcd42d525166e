"""Addresses of a portal's own style sheet and pictures; they change with their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.ui.theme import theme_css, theme_hash

if TYPE_CHECKING:
    from maillage_site.portals.models import Portal

NATIONAL_NAME = "national"
HOW_DRAWN = 1  # goes up when the drawing itself changes


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


@dataclass(frozen=True)
class Pictures:
    """Addresses of what is shown of a portal outside its pages; "" when there is no portal.

    ``card`` is for what shares a page, ``icon`` for a tab, ``touch_icon`` for a home screen;
    ``colour`` is what a browser paints around the pages.
    """

    card: str = ""
    icon: str = ""
    touch_icon: str = ""
    folder: str = ""
    colour: str = ""

    def manifest(self, language: str) -> str:
        return f"{self.folder}{language}.webmanifest" if self.folder else ""


def portal_pictures(portal: Portal, name: str, places_number: int) -> Pictures:
    """``name`` is what the portal is called in French: it is written on the card."""
    folder = f"/theme/{theme_name(portal)}-{pictures_digest(portal, name, places_number)}/"
    return Pictures(
        card=f"{folder}partage.png",
        icon=f"{folder}icone.svg",
        touch_icon=f"{folder}icone-180.png",
        folder=folder,
        colour=portal.brand_strong,
    )


def pictures_digest(portal: Portal, name: str, places_number: int) -> str:
    """Ten characters that change with what is drawn."""
    return theme_hash(f"{HOW_DRAWN} {name} {portal.brand} {places_number}")
