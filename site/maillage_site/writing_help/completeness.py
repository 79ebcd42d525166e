"""What a page still lacks to be found and understood: summary, picture, title, words of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.text import fold
from maillage_site.home.models import ContentPage
from maillage_site.home.sections import Section
from maillage_site.links.found import links_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

LONGEST_TITLE = 70
# Read out of their sentence, as screen readers list them, they say nothing of where they lead.
EMPTY_WORDS = frozenset(
    (
        *("ici", "la", "lien", "ce lien", "cliquez ici", "cliquer ici", "cliquez la", "cliquez"),
        *("cliquez sur ce lien", "par ici", "lire", "lire la suite", "la suite", "suite"),
        *("en savoir plus", "savoir plus", "plus", "plus d'infos", "plus d'informations", "voir"),
        *("details", "site", "le site", "page", "cette page", "telecharger"),
        *("here", "click here", "read more", "more", "link", "this link", "learn more"),
    )
)


def has_long_title(page: Page) -> bool:
    return len(page.title) > LONGEST_TITLE


def lacks_summary(page: Page) -> bool:
    return hasattr(page, "summary") and not page.summary


def lacks_picture(page: Page) -> bool:
    """Lists and shared links show the picture of an event and of a piece of news."""
    if hasattr(page, "image_id"):
        return page.image_id is None
    if not isinstance(page, ContentPage) or _section(page) != Section.NEWS:
        return False
    return not any(child.block_type in {"figure", "drawing"} for child in page.body)


def _section(page: ContentPage) -> str:
    parent = page.get_parent() if page.depth else None
    return getattr(parent.specific_deferred, "section", "") if parent else ""


def vague_links(page: Page) -> Iterator[tuple[str, str]]:
    """Where, and the words, of links that do not say where they lead."""
    for link in links_of(page):
        words = fold(link.text.replace("’", "'")).strip(" .…>»«:!→")
        if words in EMPTY_WORDS or words.startswith(("http://", "https://", "www.")):
            yield link.where, link.text
