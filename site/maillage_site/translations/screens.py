"""What Wagtail's pages of the admin offer of translations, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from maillage.languages import whole_languages
from maillage.pages import BEFORE_PUBLICATION, Refused
from maillage_site.translations.addresses import name_address
from maillage_site.translations.rights import (
    may_propose,
    may_translate,
    reads_in_languages_of_content,
)
from maillage_site.translations.untranslated import refuse_untranslated, translation_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from wagtail.admin.action_menu import ActionMenuItem
    from wagtail.models import Page
    from wagtail_localize.models import Translation

    from maillage.accounts.models import User

# Who holds it sees wagtail-localize's own buttons.
ON_THE_WHOLE_SITE = "wagtail_localize.submit_translation"
ALIAS_ITEM = "localize-convert-to-alias"


@hooks.register("register_page_header_buttons")
def translate_buttons(
    page: Page, user: User, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """For whoever may change the page; in lists they would ask seven queries a row."""
    translation = translation_of(page)
    if translation is not None and may_propose(user, page, translation):
        url = reverse("maillage_translation_propose", args=[translation.pk])
        yield Button(_("Propose for publication"), url, icon_name="upload", priority=59)
    if user.has_perm(ON_THE_WHOLE_SITE):
        return
    if may_translate(user, page) and _languages_left(page):
        url = reverse("maillage_translate_page", args=[page.alias_of_id or page.pk])
        yield Button(_("Translate"), url, icon_name="wagtail-localize-language", priority=60)
    source = TranslationSource.objects.get_for_instance_or_none(page)
    followed = source is not None and source.translations.filter(enabled=True).exists()
    if followed and page.permissions_for_user(user).can_edit():
        url = reverse("maillage_update_translations", args=[source.pk])
        url += f"?{urlencode({'next': next_url})}" if next_url else ""
        yield Button(_("Update the translations"), url, icon_name="resubmit", priority=61)


def _languages_left(page: Page) -> bool:
    written = page.get_translations(inclusive=True).filter(alias_of=None)
    left = Locale.objects.exclude(pk__in=written.values("locale"))
    if not reads_in_languages_of_content(page):
        left = left.filter(language_code__in=whole_languages())
    return left.exists()


@hooks.register("construct_page_action_menu")
def no_copy(items: list[ActionMenuItem], _request: HttpRequest, _context: dict) -> None:
    """Nobody turns a translation back into French words: see ``views.keep_translation``."""
    items[:] = [item for item in items if item.name != ALIAS_ITEM]


@hooks.register("before_edit_page", order=-1)
def publish_whole(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail-localize's screen publishes whatever is there, of locked pages too."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = translation_of(page)
    if translation is None or not translation.enabled:
        return None
    rights = page.permissions_for_user(request.user)
    if not rights.can_publish() or rights.page_locked():
        raise PermissionDenied
    return _told(request, page) or _published(request, page, translation)


def _published(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    """In our words: theirs call missing what nobody has to write, an address or a slug."""
    name_address(translation)
    names = {
        "page": page.get_admin_display_title(),
        "language": translation.target_locale.get_display_name(),
    }
    try:
        translation.save_target(user=request.user, publish=True)
    except ValidationError:
        messages.error(
            request,
            _("“%(page)s” is not published in %(language)s: see below the texts to correct.")
            % names,
        )
    else:
        page.refresh_from_db()
        names["page"] = page.get_admin_display_title()
        messages.success(request, _("“%(page)s” is published in %(language)s.") % names)
    return redirect(request.path)


@hooks.register(BEFORE_PUBLICATION)
def publish_written(page: Page, version: Page) -> None:
    """Nothing is published in a language that it is not written in."""
    refuse_untranslated(page, version)


def _told(request: HttpRequest, page: Page) -> HttpResponse | None:
    try:
        refuse_untranslated(page)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    return None
