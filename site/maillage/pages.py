"""Base of every Maillage page."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models

from maillage.generations.counters import PAGES, bump
from maillage.outbox.writing import index_later

SEARCH_KIND = "page"


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
        if self.search_kind:
            index_later(self.search_kind, self.translation_key)


def portal_models() -> list[type[Page]]:
    """The types of page that are the home of a portal, whoever brings them.

    A type of a plugin that lives right under a portal answers them in ``clean_parent_page_models``.
    """
    return [model for model in get_page_models() if getattr(model, "is_portal", False)]
