"""What editors may not do with contents."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from maillage_site.portals.forms import ReservedWordsForm, portal_above


class PortalChildForm(ReservedWordsForm):
    """Right under a portal, a slug may not be a route's; sharing is for national pages."""

    @property
    def first_level(self) -> bool:
        return bool(getattr(self.parent_page.specific_class, "is_portal", False))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        portal = portal_above(self.parent_page)
        if cleaned.get("shared") and portal is not None and portal.territory_id is not None:
            message = gettext("Only the national portal publishes for every territory.")
            self.add_error("shared", ValidationError(message))
        return cleaned
