"""Base of every Maillage page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, get_page_models

from maillage.generations.counters import PAGES, bump
from maillage.outbox.writing import index_all_later, withdraw
from maillage.page_tree import readable, restrictions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from wagtail.models import PageViewRestriction

SEARCH_KIND = "page"
# Wagtail hook: a function ``(page, at)`` raises ``Refused`` for a page that must not expire yet.
BEFORE_EXPIRY = "before_page_expires"


class Refused(Exception):
    """Why a page cannot be published or taken away, in words for its editor."""


class MaillagePage(Page):
    """A page of a portal, in one language.

    For the search, a page and its translations are one object: their ``translation_key``. A list
    without text of its own has an empty ``search_kind``: it is not to be found.

    Wagtail's publishing is not atomic: publishing and what follows from it (the search index,
    the generation that caches are checked against) are one transaction here, from the admin, in
    bulk and on schedule. What Wagtail's actions do otherwise is in ``generations/watching.py``.
    """

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two short sentences, shown in lists and by search engines."),
    )

    is_portal = False
    search_kind = SEARCH_KIND

    class Meta:
        abstract = True

    def publish(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def unpublish(self, *args: object, **kwargs: object) -> None:
        with transaction.atomic():
            super().unpublish(*args, **kwargs)

    def after_publication(self) -> None:
        """What follows from publishing, unpublishing, moving and deleting; extended by types."""
        bump(PAGES)
        self.after_privacy([self])

    @classmethod
    def after_privacy(cls, pages: Sequence[Self]) -> None:
        """What follows when other people than before may read these pages; extended by types.

        The search reads them again; from now on it shows none that not everybody may read.
        """
        if not cls.search_kind:
            return
        keys = [page.pk for page in pages]
        # Of the type's own table: while a page is being deleted, its row of ``Page`` is there.
        living = cls._default_manager.filter(pk__in=keys, live=True)
        shown = set(readable(living).values_list("pk", flat=True))
        hidden = [page for page in pages if page.pk not in shown]
        languages = dict(Locale.objects.values_list("pk", "language_code")) if hidden else {}
        withdraw(
            cls.search_kind, [(page.translation_key, languages[page.locale_id]) for page in hidden]
        )
        index_all_later(
            cls.search_kind, {page.translation_key for page in pages if page.pk in shown}
        )

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        return restrictions_of(self)


def portal_models() -> list[type[Page]]:
    """The types of page that are the home of a portal, whoever brings them.

    A type of a plugin that lives right under a portal answers them in ``clean_parent_page_models``.
    """
    return [model for model in get_page_models() if getattr(model, "is_portal", False)]
