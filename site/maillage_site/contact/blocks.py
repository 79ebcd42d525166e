"""The block that leads to the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from maillage.blocks import scope_of, short_text
from maillage_site.contact.pages import KIND

if TYPE_CHECKING:
    from wagtail.blocks import StructValue


class ContactFormBlock(StructBlock):
    """A way to write to the portal's team; the form has a page of its own, never stored."""

    title = CharBlock(default=_("Write to us"), max_length=80, label=_("title"))
    text = short_text(
        required=False,
        label=_("text"),
        help_text=_("What people write to you for, and how soon you answer."),
    )

    class Meta:
        icon = "mail"
        label = _("contact form")
        template = "maillage_site/contact/block.html"
        description = _("A message to your team: kept here, emailed to you, erased after a year")
        preview_value = {
            "title": "Nous écrire",
            "text": "<p>Une question sur un atelier ? Nous répondons sous deux jours.</p>",
        }

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page = (parent_context or {}).get("page")
        key = getattr(page, "translation_key", None)
        scope = scope_of(parent_context)
        address = scope.url(f"{KIND}:write", key) if key else scope.home_url
        return {**context, "address": address}
