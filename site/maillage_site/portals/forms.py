"""What editors may not do with a portal's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm

from maillage_site.portals.words import reserved_words

if TYPE_CHECKING:
    from wagtail.models import Page


class ReservedWordsForm(WagtailAdminPageForm):
    """Refuses, at the first level of a portal, a slug that is the first word of a route."""

    first_level = True

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if self.first_level and cleaned.get("slug") in reserved_words():
            message = gettext("“%(slug)s” is an address of the site: choose another one.")
            self.add_error("slug", ValidationError(message % {"slug": cleaned["slug"]}))
        return cleaned


class PortalForm(ReservedWordsForm):
    """A portal's slug is its address."""


def portal_above(parent: Page) -> Page | None:
    """The portal a new child of ``parent`` would belong to."""
    for page in [parent, *parent.get_ancestors().order_by("-depth")]:
        if getattr(page.specific_class, "is_portal", False):
            return page.specific
    return None
