"""What Wagtail and its admin do to pages without passing through our methods.

The admin unpublishes, moves and deletes through actions of its own, which call no method of the
page: Django's and Wagtail's signals are the only place where all of it is seen. They are sent
inside the transaction that saves or deletes, so that the generation changes with the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from maillage.generations.counters import PAGES, bump
from maillage.pages import MaillagePage, under, with_copies

if TYPE_CHECKING:
    from django.db.models import Model

WATCHED = (Page, Site, Locale, PageViewRestriction)
# Saving a draft touches nothing that readers see.
DRAFT_FIELDS = frozenset(
    {
        "wagtail_admin_comments",
        "latest_revision_created_at",
        "draft_title",
        "latest_revision",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by",
        "comments",
    }
)


def watch() -> None:
    """Connect once, when the apps are ready."""
    post_save.connect(saved, dispatch_uid="maillage_saved")
    post_delete.connect(deleted, dispatch_uid="maillage_deleted")
    page_published.connect(published, dispatch_uid="maillage_published")
    page_unpublished.connect(unpublished, dispatch_uid="maillage_unpublished")
    post_page_move.connect(moved, dispatch_uid="maillage_moved")
    page_slug_changed.connect(moved, dispatch_uid="maillage_renamed")


def saved(
    sender: type[Model],
    instance: Model,
    update_fields: frozenset[str] | None = None,
    **_rest: object,
) -> None:
    drafted = update_fields and set(update_fields) <= DRAFT_FIELDS
    if issubclass(sender, WATCHED) and not drafted:
        bump(PAGES)
    if isinstance(instance, PageViewRestriction):
        restricted_or_opened(instance)


def deleted(sender: type[Model], instance: Model, **_rest: object) -> None:
    if isinstance(instance, MaillagePage):
        instance.after_publication()
    elif sender in WATCHED:
        bump(PAGES)
    if isinstance(instance, PageViewRestriction):
        restricted_or_opened(instance)


def restricted_or_opened(restriction: PageViewRestriction) -> None:
    """Who may read a page has changed, and all that shows what is below it with it."""
    path = Page.objects.filter(pk=restriction.page_id).values_list("path", flat=True)
    pages = Page.objects.filter(under(with_copies(path))).specific()
    by_type: dict[type[MaillagePage], list[MaillagePage]] = {}
    for page in pages.iterator():
        if isinstance(page, MaillagePage):
            by_type.setdefault(type(page), []).append(page)
    for page_type, found in by_type.items():
        page_type.after_privacy(found)


def published(instance: Page, *, alias: bool = False, **_rest: object) -> None:
    """Whatever published it: the form of the admin goes past ``Page.publish``.

    Aliases follow the page that they show.
    """
    if isinstance(instance, MaillagePage) and not alias:
        instance.after_publication()


def unpublished(instance: Page, **_rest: object) -> None:
    if isinstance(instance, MaillagePage):
        instance.after_publication()


def moved(instance: Page, **_rest: object) -> None:
    """The addresses of the page and of all those below it have changed."""
    for page in instance.get_descendants(inclusive=True).specific().iterator():
        if isinstance(page, MaillagePage):
            page.after_publication()
