"""What is still “to be completed” in a page, as the pages a portal is made with say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from maillage.text import fold
from maillage_site.writing_help.texts import passages

if TYPE_CHECKING:
    from collections.abc import Collection

    from wagtail.models import Page

# Alone, in brackets, or before what to write: “une attestation à compléter” is a text like others.
LEFT = re.compile(
    r"(?:^|[\[(«“:;.!?–-]\s*)(?:a completer|to be completed)\s*(?:$|[\])»”:;.!?–-])", re.MULTILINE
)
LONGEST = 80


def placeholders(page: Page) -> list[str]:
    """The passages of that version of the page where something is left to write, cut short."""
    return [_cut(one.text) for one in passages(page) if LEFT.search(fold(one.text))]


def new_placeholders(page: Page) -> list[str]:
    """Those that readers do not see yet: what is online already may be corrected beside them."""
    found = placeholders(page)
    if not (found and page.live and page.pk):
        return found
    online = placeholders(type(page)._default_manager.get(pk=page.pk))
    return [text for text in found if text not in online]


def told(page: Page, left: Collection[str]) -> str:
    """What keeps the page from being published, and what to do."""
    sentence = ngettext(
        "“%(page)s” is not published: something is left to be written, “%(left)s”. Write it, or "
        "take these words away, then publish. You may save the draft meanwhile.",
        "“%(page)s” is not published: things are left to be written, “%(left)s”. Write them, or "
        "take these words away, then publish. You may save the draft meanwhile.",
        len(left),
    )
    return sentence % {
        "page": page.get_admin_display_title(),
        "left": " / ".join(left),
    }


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
