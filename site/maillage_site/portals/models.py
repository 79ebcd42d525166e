"""The page tree of a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail_localize.fields import SynchronizedField

from maillage.blocks import page_blocks
from maillage.fields import PluginStreamField
from maillage.pages import MaillagePage
from maillage.scope import NATIONAL_ZONE
from maillage.ui.theme import NATIONAL, Brand, weaknesses
from maillage_site.home.blocks import home_blocks
from maillage_site.portals.colours import colour_field
from maillage_site.portals.forms import PortalForm
from maillage_site.portals.page_context import page_context

if TYPE_CHECKING:
    from django.http import HttpRequest


class PortalPage(MaillagePage):
    """Home of one territory's portal; the national portal has no territory.

    Its identity is its name, a logo, and three brand values that must be readable together.
    """

    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    brand_strong = colour_field(_("strong colour"), NATIONAL.strong)
    brand_soft = colour_field(_("soft colour"), NATIONAL.soft)
    brand_on_strong = colour_field(_("colour of text on the strong one"), NATIONAL.on_strong)
    body = PluginStreamField(
        [*home_blocks(), *page_blocks()], blank=True, verbose_name=_("content")
    )

    is_portal = True
    override_translatable_fields = [
        SynchronizedField("brand_strong"),
        SynchronizedField("brand_soft"),
        SynchronizedField("brand_on_strong"),
        SynchronizedField("slug"),
    ]
    template = "maillage_site/portal_page.html"
    base_form_class = PortalForm
    content_panels = [*MaillagePage.content_panels, FieldPanel("summary"), FieldPanel("body")]
    promote_panels = [
        *MaillagePage.promote_panels,
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldRowPanel(
                    [
                        FieldPanel("brand_strong"),
                        FieldPanel("brand_soft"),
                        FieldPanel("brand_on_strong"),
                    ]
                ),
            ],
            heading=_("Identity"),
        ),
    ]

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")

    @property
    def zone(self) -> str:
        return self.territory.time_zone if self.territory else NATIONAL_ZONE

    @property
    def brand(self) -> Brand:
        return Brand(self.brand_strong, self.brand_soft, self.brand_on_strong)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **page_context(self, request)}

    def clean(self) -> None:
        super().clean()
        if weak := weaknesses(self.brand):
            raise ValidationError({"brand_strong": [_unreadable(*pair) for pair in weak]})


def _unreadable(text: str, background: str, ratio: float, needed: float) -> str:
    return gettext(
        "%(text)s on %(background)s cannot be read well: contrast %(ratio)s, %(needed)s needed."
    ) % {
        "text": text,
        "background": background,
        "ratio": f"{ratio:.1f}".replace(".", ","),
        "needed": f"{needed:.1f}".replace(".", ","),
    }


class PortalMesh(models.Model):
    """The picture of a portal's header, as drawn from its places at one generation."""

    portal = models.OneToOneField(
        PortalPage, models.CASCADE, related_name="mesh", verbose_name=_("portal")
    )
    places_number = models.PositiveBigIntegerField()
    mesh = models.TextField(blank=True)
    mark = models.TextField(blank=True)

    class Meta:
        verbose_name = _("mesh")
        verbose_name_plural = _("meshes")

    def __str__(self) -> str:
        return str(self.portal)
