"""Rows of the page chooser with what it tells of each, read for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.query import ModelIterable
from wagtail.models import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.query import PageQuerySet


class _WithParents(ModelIterable):
    """Fills what treebeard's ``get_parent()`` keeps; Wagtail's chooser asks it of each row."""

    def __iter__(self) -> Iterator[Page]:
        pages = list(super().__iter__())
        above = {page.path[: -Page.steplen] for page in pages}
        parents = {page.path: page for page in Page.objects.filter(path__in=above)}
        for page in pages:
            page._cached_parent_obj = parents.get(page.path[: -Page.steplen])  # noqa: SLF001 -- treebeard's
        return iter(pages)


def with_what_is_told(pages: PageQuerySet) -> PageQuerySet:
    """The same pages, each with its state and its parent: for one as for fifty."""
    told = pages.annotate_approved_schedule().prefetch_workflow_states()
    told._iterable_class = _WithParents  # noqa: SLF001 -- as Wagtail's specific()
    return told
