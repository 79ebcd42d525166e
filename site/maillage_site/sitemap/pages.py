"""The pages that editors write, as the sitemap gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from wagtail.models import Page

from maillage.languages import whole_languages
from maillage.pages import SEARCH_KIND, MaillagePage, readable
from maillage.plugin import is_served
from maillage.values import PublicAddress
from maillage_site.home.models import IndexPage
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.addresses.values import PageLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wagtail.query import PageQuerySet


def pages() -> PageQuerySet:
    """Published pages that everybody may read, of every type that no plugin lists apart.

    Aliases are left out: they repeat a page that has an address of its own. So are lists in a
    language of content: they lead to French.
    """
    types = [
        model
        for model in apps.get_models()
        if issubclass(model, MaillagePage)
        and (model is IndexPage or model.search_kind == SEARCH_KIND)
        and is_served(model)
    ]
    found = readable(Page.objects.type(*types).live()).filter(alias_of=None)
    of_words = [model for model in types if model.is_of_words]
    shown = Q(locale__language_code__in=whole_languages()) | Page.objects.type_q(*of_words)
    return found.filter(shown).order_by("pk")


def addresses(found: Sequence[Page]) -> Iterator[PublicAddress]:
    """Each with the translations that are published; none for a page outside every site."""
    known = snapshot()
    told: dict[object, list[tuple[str, str]]] = {}
    keys = {page.translation_key for page in found}
    for page in pages().filter(translation_key__in=keys):
        if (link := PageLink.to(page, known.root_paths)) and page.locale_id in known.locales:
            language = known.locales[page.locale_id].language_code
            told.setdefault(page.translation_key, []).append((language, link.url))
    for page in found:
        if link := PageLink.to(page, known.root_paths):
            every = tuple(told.get(page.translation_key, ()))
            translations = every if len(every) > 1 else ()
            yield PublicAddress(link.url, page.last_published_at, translations)
