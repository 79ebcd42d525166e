"""The page tree of a territory."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from maillage.pages import MaillagePage
from maillage.scope import NATIONAL_ZONE


class PortalPage(MaillagePage):
    """Home of one territory's portal; the national portal has no territory."""

    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
    )

    is_portal = True
    template = "maillage_site/portal_page.html"
    content_panels: ClassVar = [*MaillagePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")

    @property
    def zone(self) -> str:
        return self.territory.time_zone if self.territory else NATIONAL_ZONE
