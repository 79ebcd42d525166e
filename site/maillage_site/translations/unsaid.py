"""Words that Wagtail and wagtail-localize never look for in a catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.search import SearchView
from wagtail.models import Page
from wagtail_localize import models
from wagtail_localize.views import edit_translation


def say_them() -> None:
    """Once, when the apps are ready."""
    # strftime would say "29 November 2026", in the server's language.
    for module in (models, edit_translation):
        module.DATE_FORMAT = "%d/%m/%Y"
    # Counted below a list: "25 translations", "1-20 of 21 None".
    names = models.Translation._meta
    names.verbose_name, names.verbose_name_plural = _("translation"), _("translations")
    names = Page._meta
    SearchView.verbose_name, SearchView.verbose_name_plural = (
        names.verbose_name,
        names.verbose_name_plural,
    )
    WagtailAdminTemplateMixin.get_header_title = _header_title
    models.LocaleSynchronization._meta.get_field("sync_from").verbose_name = _("Follow")


def _header_title(view: WagtailAdminTemplateMixin) -> str:
    """“New: Page”, with the colon of the language."""
    between = pgettext("between a label and its value", ": ")
    parts = (view.get_page_title(), view.get_page_subtitle())
    return between.join(str(part) for part in parts if part)
