"""What editors may not do with contents."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from maillage_site.home.slugs import taken_below
from maillage_site.portals.models.pages import portal_above
from maillage_site.portals.pages.forms import ReservedWordsForm


class PortalChildForm(ReservedWordsForm):
    """Right under a portal, a slug may not be a route's; sharing is for national pages."""

    def taken_words(self) -> frozenset[str]:
        return taken_below(self.parent_page)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        portal = portal_above(self.parent_page)
        if portal is not None and not portal.national:
            message = gettext("Only the national portal publishes for every territory.")
            for name in ("shared", "offered"):
                if cleaned.get(name):
                    self.add_error(name, ValidationError(message))
        return cleaned
