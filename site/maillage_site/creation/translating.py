"""Giving pages their translation through wagtail-localize, as its editor would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation as languages
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import extract_strings

from maillage_site.creation.starter import STARTER_INDEXES, starter_pages
from maillage_site.creation.starter_english import ENGLISH_INDEXES, english_pages
from maillage_site.creation.tree import home_body
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.placeholders.refusing import as_they_are

if TYPE_CHECKING:
    from maillage.pages import MaillagePage
    from maillage_site.creation.identity import Identity
    from maillage_site.portals.models import PortalPage

ENGLISH = "en"
Texts = dict[str, str]


class NotParallel(ValueError):
    """A text and its translation are not made of the same parts."""


@transaction.atomic
@as_they_are()
def translate_portal(portal: PortalPage, english: Identity, french: Identity) -> PortalPage:
    """The portal's home and starter pages in English; what is translated already stays.

    What the French pages lack, the English ones lack too: the portal's checklist tells it.
    """
    texts = {portal.title: english.name or portal.title, portal.summary: english.summary}
    texts |= _home_texts(portal)
    home = translate_page(portal, texts)
    for source, target in zip(STARTER_INDEXES, ENGLISH_INDEXES, strict=True):
        _translate_child(portal, IndexPage, source, target)
    french_pages = starter_pages(portal.title, french)
    publisher = english.publisher or french.publisher
    pages = english_pages(home.title, replace(french, publisher=publisher))
    for source, target in zip(french_pages, pages, strict=True):
        _translate_child(portal, ContentPage, source, target)
    return home


@transaction.atomic
def translate_page(page: MaillagePage, texts: Mapping[str, str], language: str = ENGLISH) -> Page:
    """The page in that language, published like its source.

    ``texts`` gives the translation of each string of the page (see ``paired``); a string that is
    not there stays in French.
    """
    locale, _created = Locale.objects.get_or_create(language_code=language)
    source, _created = TranslationSource.update_or_create_from_instance(page)
    wanted, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source).select_related("string"):
        if text := texts.get(segment.string.data):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context_id=segment.context_id,
                defaults={"data": text},
            )
    wanted.save_target(publish=False)
    target = wanted.get_target_instance()
    if page.live:
        target.get_latest_revision().publish()
    return type(page).objects.get(pk=target.pk)


def paired(source: object, target: object) -> Texts:
    """Each string of a value with its translation in the parallel value.

    Values are what pages are made of: texts, HTML, blocks, lists and mappings of them. Raises
    NotParallel when one has parts that the other has not.
    """
    strings, translations = list(_strings(source)), list(_strings(target))
    if len(strings) != len(translations):
        pairs = zip_longest(strings, translations)
        first = next((pair for pair in pairs if None in pair), None)
        message = f"{len(strings)} texts, {len(translations)} translations: {first}"
        raise NotParallel(message)
    return dict(zip(strings, translations, strict=True))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, RichText):
        value = value.source
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from _strings(part)
    elif value and not isinstance(value, (bool, int, float)):
        text = str(value)
        yield from _html_strings(text) if text.startswith("<") else (text,)


def _html_strings(html: str) -> Iterator[str]:
    _template, strings = extract_strings(html)
    for string, _attributes in strings:
        yield string.data


def _home_texts(portal: PortalPage) -> Texts:
    """The texts that blocks have by default, in both languages."""
    national = portal.portal.national
    with languages.override(portal.locale.language_code):
        source = [(name, _forced(value)) for name, value in home_body(national=national)]
    with languages.override(ENGLISH):
        target = [(name, _forced(value)) for name, value in home_body(national=national)]
    return paired(source, target)


def _forced(value: object) -> object:
    """Lazy texts in the language of now."""
    if isinstance(value, Mapping):
        return {name: _forced(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_forced(part) for part in value]
    return value if value is None or isinstance(value, (bool, int, float, RichText)) else str(value)


def _translate_child(
    portal: PortalPage, model: type[MaillagePage], source: dict, target: dict
) -> None:
    """Only a page that still says what it was made with is translated."""
    page = model.objects.child_of(portal).filter(slug=source["slug"]).first()
    if page is not None:
        known = {name: source[name] for name in target}
        translate_page(page, paired(known, target))
