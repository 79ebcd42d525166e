"""The texts of a translation that still read as their source does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from maillage.blocks import blocks_of_words
from maillage.languages import is_of_content
from maillage.pages import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from wagtail.models import Locale, Page

TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")
# An address is the same in every language, and a slug may stay what it is.
ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
SLUG = "slug"
LONGEST = 60

NOT_SAVED = _(
    "“%(page)s” was translated since its last draft. Open its translation, and publish it there."
)


def translation_of(page: Page) -> Translation | None:
    """wagtail-localize's row for a page that is a translation, followed or left alone since."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    )
    return found.select_related("source", "target_locale").first()


def missing(translation: Translation) -> list[str]:
    """The texts of the source that nobody has translated, in the order of the page.

    A text that is the same in both languages (a name) counts once somebody has said so.
    """
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    untold = segments.filter(translation__isnull=True).order_by("order")
    return _to_write(translation, untold)


def progress(translation: Translation) -> tuple[int, int]:
    """How many texts there are to write, and how many of them are written."""
    total = len(_to_write(translation, translation.source.stringsegment_set.order_by("order")))
    return total, total - len(missing(translation))


def still_in_source(translation: Translation, version: Page) -> list[str]:
    """The texts of that version of the page that are its source's, word for word."""
    source = _to_write(translation, translation.source.stringsegment_set.order_by("order"))
    same = _same_in_both(translation, source)
    held = {
        found.string.data
        for found in extract_segments(version)
        if isinstance(found, StringSegmentValue) and found.path != SLUG
    }
    return [text for text in source if text in held and text not in same]


def _to_write(translation: Translation, segments: QuerySet) -> list[str]:
    """Their texts that readers would see: in a language of content, blocks of words alone."""
    rows = list(segments.values_list("string__data", "context__path"))
    unseen = _unseen_blocks(translation)
    return [
        text for text, path in rows if has_words(text, path) and not unseen & {*path.split(".")}
    ]


def _unseen_blocks(translation: Translation) -> set[str]:
    if not is_of_content(translation.target_locale.language_code):
        return set()
    body = getattr(translation.source.as_instance(), "body", ())
    return {block.id for block in body if block.block_type not in blocks_of_words()}


def _same_in_both(translation: Translation, texts: Iterable[str]) -> set[str]:
    told = StringTranslation.objects.filter(
        locale=translation.target_locale,
        context__object_id=translation.source.object_id,
        data__in=list(texts),
        has_error=False,
    )
    return {data for data, text in told.values_list("data", "translation_of__data") if data == text}


def has_words(text: str, path: str) -> bool:
    return path != SLUG and WORD.search(ADDRESS.sub(" ", TAG.sub(" ", text))) is not None


def refuse_untranslated(page: Page, version: Page | None = None) -> None:
    """Raises Refused for a translation that would show its source's words as its own.

    ``version``: what would be published; without it, the translation as it is known by now.
    """
    translation = translation_of(page)
    if translation is None:
        return
    left = missing(translation) if version is None else still_in_source(translation, version)
    if not left:
        return
    if version is not None and translation.enabled and not missing(translation):
        raise Refused(NOT_SAVED % {"page": page.get_admin_display_title()})
    raise Refused(told(page, translation.target_locale, left))


def told(page: Page, locale: Locale, left: list[str]) -> str:
    first = TAG.sub("", left[0])
    sentence = ngettext(
        "“%(page)s” is not wholly translated yet: %(count)d text is still to be written in "
        "%(language)s, “%(first)s”. Translate it, then publish.",
        "“%(page)s” is not wholly translated yet: %(count)d texts are still to be written in "
        "%(language)s, the first is “%(first)s”. Translate them, then publish.",
        len(left),
    )
    return sentence % {
        "page": page.get_admin_display_title(),
        "count": len(left),
        "language": locale.get_display_name(),
        "first": first if len(first) <= LONGEST else f"{first[:LONGEST].rstrip()}…",
    }
