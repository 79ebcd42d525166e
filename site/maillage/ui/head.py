"""The head of a public page: its title, what search engines keep, what is shown when shared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">', re.DOTALL)
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
NOT_INDEXED = '<meta name="robots" content="noindex, follow">'


@dataclass(frozen=True)
class Shared:
    """What a page says of itself beside its words; addresses are absolute, "" when there is none.

    ``filtered``: a list that was asked for something.
    """

    address: str = ""
    image: str = ""
    image_alt: str = ""
    own_image: bool = False
    site: str = ""
    language: str = "fr"
    filtered: bool = False


def tags(head: str, shared: Shared) -> SafeString:
    """``head`` (a title and a description, as HTML) with what follows from them."""
    lines = [head.strip()]
    if shared.filtered:
        lines.append(NOT_INDEXED)
    elif shared.address:
        lines.append(f'<link rel="canonical" href="{escape(shared.address)}">')
    lines += (f'<meta property="{name}" content="{text}">' for name, text in _told(head, shared))
    if shared.image:
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    return mark_safe("\n".join(lines))  # noqa: S308 -- the head is HTML, the rest is escaped here


def _told(head: str, shared: Shared) -> Iterator[tuple[str, str]]:
    values = {
        "og:type": "website",
        "og:site_name": shared.site,
        "og:locale": LOCALES.get(shared.language, ""),
        "og:title": _found(TITLE, head),
        "og:description": _found(DESCRIPTION, head),
        "og:url": shared.address,
        "og:image": shared.image,
        "og:image:alt": shared.image_alt if shared.image else "",
    }
    if shared.image and not shared.own_image:
        values |= {"og:image:width": "1200", "og:image:height": "630"}
    for name, value in values.items():
        if value:
            yield name, escape(value)


def _found(pattern: re.Pattern, head: str) -> str:
    """As text, on one line."""
    found = pattern.search(head)
    return " ".join(unescape(found[1]).split()) if found else ""


def address_of(path: str, number: int) -> str:
    """Of a list's page: the first one has no number."""
    return path if number < 2 or "?" in path else f"{path}?{urlencode({'page': number})}"


def is_filtered(query: Mapping[str, object]) -> bool:
    """Whether a list is asked for something: beside the page, what campaigns add says nothing."""
    return any(name != "page" and not name.startswith(("utm_", "fbclid")) for name in query)
