"""What choosers show: pages with what is told of each, read for all of them at once; files.

Wagtail's admin API answers with the files of every collection: here with those of the choosers.
The screen of a translation reads a picture and a file there to show which they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.query import ModelIterable
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from maillage.accounts.teams import is_national

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from wagtail.api.v2.router import WagtailAPIRouter
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


class _Chosen:
    """The rows that Wagtail's choosers offer to the same person, whatever is asked of them.

    The nation translates every territory's pages: it reads all.
    """

    def get_queryset(self) -> QuerySet:
        if is_national(self.request.user):
            return self.model.objects.order_by("id")
        policy = policy_registry.get_by_type(self.model)
        rows = policy.instances_user_has_any_permission_for(self.request.user, ["choose"])
        return rows.distinct().order_by("id")


class OwnImages(_Chosen, ImagesAdminAPIViewSet):
    """``/gestion/api/main/images/``."""


class OwnDocuments(_Chosen, DocumentsAdminAPIViewSet):
    """``/gestion/api/main/documents/``."""


def put_files_in(router: WagtailAPIRouter) -> None:
    """In the place of Wagtail's own."""
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)
