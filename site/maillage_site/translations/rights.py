"""Who translates what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.teams import is_national

if TYPE_CHECKING:
    from wagtail.models import Locale, Page
    from wagtail_localize.models import Translation

    from maillage.accounts.models import User


def may_translate(user: User, page: Page, *, below: bool = False) -> bool:
    """Whoever may change a page translates it; below: and every page under it.

    The home of a portal is the nation's to open in a language; its words are its team's.
    """
    if page.is_root() or not _may_translate_one(user, page):
        return False
    return not below or all(
        _may_translate_one(user, one) for one in page.get_descendants().specific().iterator()
    )


def _may_translate_one(user: User, page: Page) -> bool:
    if getattr(page.specific_class, "is_portal", False):
        return is_national(user)
    return page.permissions_for_user(user).can_edit()


def may_propose(user: User, page: Page, translation: Translation) -> bool:
    """Ask for its publication: wagtail-localize's screen has no button for those who may not."""
    rights = page.permissions_for_user(user)
    return (
        translation.enabled
        and not page.workflow_in_progress
        and page.get_workflow() is not None
        and rights.can_submit_for_moderation()
    )


def untranslated_above(page: Page, locale: Locale) -> Page | None:
    """The page that must be translated first: Wagtail would show it there in French."""
    above = page.get_parent()
    if above.is_root() or above.get_translations(inclusive=True).filter(
        locale=locale, alias_of=None
    ):
        return None
    return above


def reads_in_languages_of_content(page: Page) -> bool:
    """Words do; a list is not shown there, and holds pages that are. An event has its forms."""
    of_words = getattr(page.specific_class, "is_of_words", False)
    return of_words or bool(page.specific_class.allowed_subpage_models())
