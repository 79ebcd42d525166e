"""The address of a translation that nobody has named: its title's, as that of a French page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail_localize.models import StringTranslation

from maillage_site.home.slugs import taken_below
from maillage_site.translations.untranslated import SLUG

if TYPE_CHECKING:
    from wagtail_localize.models import StringSegment, Translation

TITLE = "title"


def name_address(translation: Translation) -> None:
    """Once, before it is first read: an address that somebody may have kept does not change."""
    page = translation.get_target_instance()
    slug, title = _segment(translation, SLUG), _segment(translation, TITLE)
    if page.first_published_at or slug is None or title is None:
        return
    if _written(translation, slug) or not (written := _written(translation, title)):
        return
    wanted = slugify(written.data)  # Nothing of another script: the French page's stays.
    parent = page.get_parent()
    if wanted and wanted not in taken_below(parent):
        StringTranslation.objects.create(
            translation_of=slug.string,
            locale=translation.target_locale,
            context=slug.context,
            data=find_available_slug(parent, wanted, ignore_page_id=page.pk),
        )


def _segment(translation: Translation, path: str) -> StringSegment | None:
    found = translation.source.stringsegment_set.filter(context__path=path)
    return found.select_related("string", "context").first()


def _written(translation: Translation, segment: StringSegment) -> StringTranslation | None:
    return StringTranslation.objects.filter(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale
    ).first()
