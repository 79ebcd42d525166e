"""A page takes its translations along when it is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail.signals import post_page_move, pre_page_move

from maillage.pages import Refused
from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Locale


def watch() -> None:
    """Connect once, when the apps are ready: every way of moving a page sends these signals."""
    pre_page_move.connect(check, dispatch_uid="maillage_check_move_of_translations")
    post_page_move.connect(follow, dispatch_uid="maillage_move_translations")


def check(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **_rest: object
) -> None:
    """Raises Refused for a move that would part a page from its translations."""
    if parent_page_before.pk == parent_page_after.pk:
        return
    for page in _translations(instance):
        if _leads(instance):
            if home_for(page.locale, parent_page_after) is None:
                raise Refused(
                    _(
                        "“%(page)s” is translated into %(language)s, and this portal is not: "
                        "delete the translation first, or choose another place."
                    )
                    % {
                        "page": instance.get_admin_display_title(),
                        "language": page.locale.get_display_name(),
                    }
                )
        elif _leads(page) and home_for(instance.locale, page.get_parent()) != parent_page_after:
            raise Refused(
                _("A translation stands where its page stands: move “%(page)s”, it will follow.")
                % {"page": page.get_admin_display_title()}
            )


def follow(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **_rest: object
) -> None:
    if parent_page_before.pk == parent_page_after.pk or not _leads(instance):
        return
    for page in _translations(instance):
        home = home_for(page.locale, parent_page_after)
        if home is None or page.get_parent() == home:
            continue
        free = find_available_slug(home, page.slug, ignore_page_id=page.pk)
        if free != page.slug:
            page.slug = free
            page.save(clean=False)
        page.move(home, pos="last-child")


def home_for(locale: Locale, above: Page) -> Page | None:
    """Where a translation of a page below that one stands: below the nearest one translated.

    None in a portal that is not in that language: it stands in no other.
    """
    for page in above.get_ancestors(inclusive=True).filter(depth__gt=1).reverse():
        found = page.get_translations().filter(locale=locale, alias_of=None).first()
        if found is not None or getattr(page.specific_class, "is_portal", False):
            return found
    return None


def _leads(page: Page) -> bool:
    """The French page says where it stands, the others follow."""
    return page.locale.language_code == DEFAULT_LANGUAGE


def _translations(page: Page) -> Iterator[Page]:
    if page.alias_of_id is None:
        yield from page.get_translations().filter(alias_of=None).select_related("locale")
