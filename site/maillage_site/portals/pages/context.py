"""What templates of pages know beside the page: where it lies, and in which languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from maillage.generations.counters import PAGES
from maillage.generations.keeping import kept
from maillage.languages import direction, is_of_content, own_name
from maillage.pages import readable
from maillage_site.portals.addresses.languages import Alternates, home_alternates
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.addresses.values import PageLink

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from maillage.pages import MaillagePage

Breadcrumbs = list[tuple[str, str]]


def page_context(page: MaillagePage, request: HttpRequest) -> dict[str, object]:
    """``breadcrumbs``, ``alternates`` and ``canonical`` of a page; ``words``: its language alone.

    Around words in a language of content, the page is in French.
    """
    language = page.locale.language_code
    words = {"language": language, "direction": direction(language)}
    found = _context(page, request)
    return {**found, "words": words} if is_of_content(language) else found


def _context(page: MaillagePage, request: HttpRequest) -> dict[str, object]:
    link = PageLink.to(page, snapshot().root_paths)
    canonical = link.url if link else ""
    if page.is_portal:
        alternates = home_alternates(request.portal)
        return {"breadcrumbs": [], "alternates": alternates, "canonical": canonical}
    return {
        "canonical": canonical,
        "breadcrumbs": breadcrumbs(page, request),
        "alternates": page_alternates(page.translation_key),
    }


def breadcrumbs(page: MaillagePage, request: HttpRequest) -> Breadcrumbs:
    """From the portal (left out: the template puts the home first) down to the page."""
    home = snapshot().portals.get((page.locale.language_code, request.scope.slug))
    portal = home.scope.portal_id if home else request.scope.portal_id
    chain = getattr(request, "page_chain", None) or page.get_ancestors()
    known = [parent for parent in chain if parent.depth > 1 and parent.pk != page.pk]
    keys = [parent.pk for parent in known]
    below = known[keys.index(portal) + 1 :] if portal in keys else []
    links = [PageLink.to(parent, snapshot().root_paths) for parent in below if parent.live]
    return [*((link.label, link.url) for link in links if link), (page.title, "")]


@kept(PAGES)
def page_alternates(translation_key: UUID) -> Alternates:
    """The translations that everybody may read, the page included; nothing when it has none."""
    known = snapshot()
    translations = readable(Page.objects.filter(translation_key=translation_key).live())
    found = []
    for translation in translations.order_by("locale_id"):
        link = PageLink.to(translation, known.root_paths)
        locale = known.locales.get(translation.locale_id)
        if link and locale and _is_shown(translation, locale.language_code):
            found.append((locale.language_code, own_name(locale.language_code), link.url))
    return found if len(found) > 1 else []


def _is_shown(page: Page, language: str) -> bool:
    """A list has no address in a language of content: it leads to French."""
    return not is_of_content(language) or getattr(page.specific_class, "is_of_words", False)
