"""What editors may not do with a portal's pages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm

from maillage_site.portals.addresses.words import reserved_words


class ReservedWordsForm(WagtailAdminPageForm):
    """Refuses, at the first level of a portal, a slug that is the first word of an address."""

    first_level = True

    def taken_words(self) -> frozenset[str]:
        return reserved_words()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if self.first_level and cleaned.get("slug") in self.taken_words():
            message = gettext("“%(slug)s” is an address of the site: choose another one.")
            self.add_error("slug", ValidationError(message % {"slug": cleaned["slug"]}))
        return cleaned
