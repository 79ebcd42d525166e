"""What portals add to how Wagtail serves a page."""

from __future__ import annotations

from wagtail import hooks

from maillage_site.portals.addresses.reserved import tell_reserved

# Before Wagtail's own check of restrictions.
hooks.register("on_serve_page", tell_reserved, order=-1)
