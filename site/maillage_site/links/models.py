"""Where pages lead: a row for each link, and one for each address of another site."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from maillage_site.portals.models.closings import in_closed_portal


class ExternalAddress(models.Model):
    """An address of another site, and what it answers: one row, however many pages lead there."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("never asked")
        WORKING = "working", _("works")
        FAILING = "failing", _("did not answer the last time")
        DEAD = "dead", _("answers no more")

    class Reason(models.TextChoices):
        GONE = "gone", _("The other site says that this page does not exist.")
        BROKEN = "broken", _("The other site answers that it is broken.")
        NAME = "name", _("No site has this name any more, or it does not answer.")
        CERTIFICATE = "certificate", _("The other site cannot prove who it is: browsers warn.")
        SLOW = "slow", _("The other site takes too long to answer.")
        LOOP = "loop", _("The other site leads from one address to the next without end.")
        NO_PAGE = "no-page", _("What answers there is no web page.")
        NOT_ALLOWED = "not-allowed", _("This address is not one of the public web.")

    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the address: addresses are longer than an index takes."""
    url = models.TextField(_("address"))
    host = models.CharField(_("host"), max_length=255, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    failed_days = models.PositiveSmallIntegerField(default=0)
    """Days on which it failed since it last answered."""
    failing_since = models.DateField(null=True, blank=True)
    last_failed_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(db_index=True)
    """When to ask next."""

    class Meta:
        verbose_name = _("address of another site")
        verbose_name_plural = _("addresses of other sites")

    # Wagtail would count these rows among what uses a page.
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.url


class PageLinkQuerySet(models.QuerySet):
    """Questions asked of links."""

    def broken(self) -> Self:
        """Of pages that are read, those that lead nowhere now.

        What is of this site is compared with what it holds at this moment.
        """
        kinds = PageLink.Kind
        nowhere = (
            Q(kind=kinds.PAGE, target_page=None)
            | Q(kind=kinds.PAGE, target_page__live=False)
            | Q(in_closed_portal("target_page__path"), kind=kinds.PAGE)
            | Q(kind=kinds.DOCUMENT, target_document=None)
            | Q(kind=kinds.PATH, answers=False)
            | Q(kind=kinds.EXTERNAL, address__state=ExternalAddress.State.DEAD)
        )
        return self.of_pages_read().filter(nowhere)

    def of_pages_read(self) -> Self:
        """Of pages that are published, in a portal that is not closed."""
        return self.filter(~in_closed_portal("page__path"), page__live=True)

    def in_order(self) -> Self:
        """Page after page as the tree shows them, then as one reads."""
        return self.order_by("page__path", "pk")

    def with_what_is_told(self) -> Self:
        return self.select_related("page", "target_page", "address")


class PageLink(models.Model):
    """A link of the published version of a page."""

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        DOCUMENT = "document", _("document")
        PATH = "path", _("address of this site")
        EXTERNAL = "external", _("other site")

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.CharField(_("text of the link"), max_length=200, blank=True)
    where = models.CharField(max_length=300)
    """Where it stands in the page's form, as Wagtail names it: ``body.<uuid>.text``."""
    target_page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    target_document = models.ForeignKey(
        get_document_model_string(), models.SET_NULL, null=True, blank=True, related_name="+"
    )
    path = models.TextField(blank=True)
    """The address, when it is one of this site that somebody typed."""
    answers = models.BooleanField(default=True)
    """Whether something is read at ``path``."""
    address = models.ForeignKey(
        ExternalAddress, models.CASCADE, null=True, blank=True, related_name="links"
    )

    objects = PageLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a page")
        verbose_name_plural = _("links of pages")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="external", address__isnull=False)
                | (~Q(kind="external") & Q(address__isnull=True)),
                name="link_to_another_site_has_its_address",
            ),
        )

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.text or self.where

    @property
    def since(self) -> object:
        """The day since which another site does not answer."""
        return self.address.failing_since if self.address else None
