"""What editors may not do with contents."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from maillage_site.portals.models import PortalSlug
from maillage_site.portals.models.pages import portal_above
from maillage_site.portals.pages.forms import ReservedWordsForm


class PortalChildForm(ReservedWordsForm):
    """Right under a portal, a slug may not be a route's; sharing is for national pages."""

    @property
    def first_level(self) -> bool:
        return bool(getattr(self.parent_page.specific_class, "is_portal", False))

    def taken_words(self) -> frozenset[str]:
        """Below the national home, a slug that a portal has left leads to that portal."""
        words = super().taken_words()
        portal = portal_above(self.parent_page)
        if portal is None or not portal.national:
            return words
        return words.union(PortalSlug.objects.former().values_list("slug", flat=True))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        portal = portal_above(self.parent_page)
        if cleaned.get("shared") and portal is not None and not portal.national:
            message = gettext("Only the national portal publishes for every territory.")
            self.add_error("shared", ValidationError(message))
        return cleaned
