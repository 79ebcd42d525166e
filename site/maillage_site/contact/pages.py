"""The pages that hold a contact form: what it says there, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.fields import StreamField
from wagtail.models import Page

from maillage.pages import readable
from maillage_site.portals.models.pages import portal_above

if TYPE_CHECKING:
    from uuid import UUID

    from wagtail.blocks import StructValue

    from maillage.scope import Scope
    from maillage_site.portals.models import Portal

# The name of the block, and of its addresses.
KIND = "contact_form"


@dataclass(frozen=True)
class ContactForm:
    """A form as an editor has put it into a page."""

    page: Page
    portal: Portal
    words: StructValue


def form_in(key: UUID, scope: Scope) -> ContactForm | None:
    """The form of that page, in the portal and the language being read; None without a form.

    A page that not everybody may read has none: its words would be told to whoever asks.
    """
    pages = Page.objects.live().filter(translation_key=key)
    same = pages.filter(locale__language_code=scope.language, alias_of=None)
    page = readable(same).specific().first()
    portal = portal_above(page) if page else None
    if page is None or portal is None or portal.territory != scope.territory:
        return None
    words = next(
        (
            child.value
            for field in page._meta.get_fields()
            if isinstance(field, StreamField)
            for child in getattr(page, field.name)
            if child.block_type == KIND
        ),
        None,
    )
    return ContactForm(page, portal, words) if words is not None else None
