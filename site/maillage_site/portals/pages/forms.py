"""What editors may not do with a portal's pages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from maillage_site.portals.addresses.words import reserved_words, why_taken


class ReservedWordsForm(WagtailAdminPageForm):
    """Refuses a slug that is the first word of an address."""

    def taken_words(self) -> frozenset[str]:
        return reserved_words()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("slug") in self.taken_words():
            self.add_error("slug", ValidationError(why_taken(cleaned["slug"])))
        return cleaned
