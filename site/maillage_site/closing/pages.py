"""Hiding a portal's pages whole, showing them again, and archiving them for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page, PageViewRestriction

from maillage.pages import is_under, restricted_paths, under
from maillage_site.closing.scopes import french_home

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from maillage_site.portals.models import Portal


def pages_of(portal: Portal) -> QuerySet[Page]:
    """Its homes and what is below them, in every language."""
    return Page.objects.filter(under(portal.pages.values_list("path", flat=True)))


def hide(portal: Portal) -> list[int]:
    """Nobody reads them any more, wherever they are told; the keys of the restrictions.

    A restriction for groups, of which there is none: lists, search, sitemap and feeds leave out
    what is restricted in the transaction that restricts it (ADR 0025). Nothing of the pages is
    changed, so that opening again is exact. What restricts a home restricts its translations.
    """
    first = french_home(portal)
    made = [] if first is None else [_restrict(first)]
    for home in portal.pages.order_by("path"):
        if not is_under(home.path, restricted_paths()):
            made.append(_restrict(home))  # noqa: PERF401 -- each one changes what is restricted
    return made


def is_hidden(portal: Portal) -> bool:
    known = restricted_paths()
    return all(is_under(path, known) for path in portal.pages.values_list("path", flat=True))


def _restrict(home: Page) -> int:
    groups = PageViewRestriction.GROUPS
    return PageViewRestriction.objects.create(page=home, restriction_type=groups).pk


def show(restrictions: Iterable[int]) -> None:
    """Take these restrictions away: readers find the pages where they were."""
    for restriction in PageViewRestriction.objects.filter(pk__in=restrictions):
        restriction.delete()


def archive(portal: Portal) -> int:
    """Unpublish them; how many. Their words stay, as drafts that wait for nothing."""
    number = 0
    for page in pages_of(portal).filter(live=False, go_live_at__isnull=False):
        page.revisions.update(approved_go_live_at=None)
    for page in _published(portal):
        page.unpublish()
        number += 1
    return number


def _published(portal: Portal) -> Iterator[Page]:
    """The deepest first: a page is unpublished before the one above it."""
    live = pages_of(portal).filter(live=True).order_by("-depth", "path")
    yield from live.specific().iterator()
