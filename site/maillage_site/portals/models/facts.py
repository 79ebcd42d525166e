"""What is true of a portal in every language: one row, that no revision of a page restores."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from maillage.generations.counters import PAGES, bump
from maillage.scope import NATIONAL_ZONE
from maillage.ui.theme import HEX, NATIONAL, Brand, weaknesses
from maillage_site.portals.models.colours import colour_field, told_contrast
from maillage_site.portals.models.phone_numbers import can_be_called

# What editors propose in the form of the portal's home, beside its words (attribute names).
FACTS = ("logo_id", "brand_strong", "brand_soft", "brand_on_strong", "phone", "phone_hours")


class Portal(models.Model):
    """A territory's portal; the national one has no territory.

    Its pages (``pages``: one home a language) hold its words and point to it. Nobody edits it
    but through its French home, whose publication gives it the facts that were proposed there.
    """

    territory = models.OneToOneField(
        "maillage_territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
    )
    national = models.BooleanField(_("national"), default=False)
    slug = models.SlugField(_("slug"), max_length=255, allow_unicode=True, unique=True)
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
    phone = models.CharField(
        _("phone number"),
        max_length=25,
        blank=True,
        validators=[can_be_called],
        help_text=_("Of somebody who answers: shown wherever the site has nothing to offer."),
    )
    phone_hours = models.CharField(
        _("when somebody answers"),
        max_length=80,
        blank=True,
        help_text=_("For instance: from Monday to Friday, 9 a.m. to noon."),
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("collection"),
    )
    shared_collection = models.OneToOneField(
        "wagtailcore.Collection",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("collection for everybody"),
    )
    """Of the national portal alone: every team chooses in it, the nation's alone changes it."""
    workflow = models.OneToOneField(
        "wagtailcore.Workflow",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("workflow"),
    )
    """How what an editor submits in the portal is approved; two portals never share one."""
    closed_at = models.DateTimeField(_("closed since"), null=True, blank=True, editable=False)
    """Its addresses have answered 410 since then; written by ``maillage_site.closing`` alone."""

    class Meta:
        verbose_name = _("facts of a portal")
        verbose_name_plural = _("facts of portals")
        constraints = (
            models.CheckConstraint(
                condition=Q(national=True, territory__isnull=True)
                | Q(national=False, territory__isnull=False),
                name="portal_national_or_of_a_territory",
            ),
            models.UniqueConstraint(
                fields=("national",), condition=Q(national=True), name="one_national_portal"
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="portal_has_a_slug"),
            models.CheckConstraint(
                condition=Q(national=True) | Q(shared_collection__isnull=True),
                name="the_nation_alone_shares_files",
            ),
            models.CheckConstraint(
                condition=Q(national=False) | Q(closed_at__isnull=True),
                name="the_nations_portal_stays_open",
            ),
        )

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: object, **kwargs: object) -> None:
        """Its slug becomes its own for ever. Raises IntegrityError when another portal has it."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if not self.slugs.filter(slug=self.slug).exists():
                PortalSlug.objects.create(slug=self.slug, portal=self)
            bump(PAGES)

    @property
    def zone(self) -> str:
        """IANA name."""
        return self.territory.time_zone if self.territory else NATIONAL_ZONE

    @property
    def brand(self) -> Brand:
        return Brand(self.brand_strong, self.brand_soft, self.brand_on_strong)

    def clean(self) -> None:
        super().clean()
        mistakes = {}
        colours = (self.brand_strong, self.brand_soft, self.brand_on_strong)
        if all(map(HEX.fullmatch, colours)) and (weak := weaknesses(self.brand)):
            mistakes["brand_strong"] = [_unreadable(*pair) for pair in weak]
        if PortalSlug.objects.filter(slug=self.slug).exclude(portal=self.pk).exists():
            message = gettext("“%(slug)s” is or was the address of another portal.")
            mistakes["slug"] = [message % {"slug": self.slug}]
        if mistakes:
            raise ValidationError(mistakes)


class PortalSlugQuerySet(models.QuerySet):
    """Questions asked of slugs."""

    def former(self) -> Self:
        """Those that their portal has left: their addresses lead to the new ones."""
        return self.exclude(slug=F("portal__slug"))


class PortalSlug(models.Model):
    """A slug that a portal has or had: the key keeps every other portal from taking it."""

    slug = models.SlugField(_("slug"), max_length=255, allow_unicode=True, primary_key=True)
    portal = models.ForeignKey(
        Portal, models.PROTECT, related_name="slugs", verbose_name=_("portal")
    )

    objects = PortalSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("slug of a portal")
        verbose_name_plural = _("slugs of portals")

    def __str__(self) -> str:
        return self.slug


class PortalMesh(models.Model):
    """The picture of a portal's header, as drawn from its places at one generation."""

    portal = models.OneToOneField(
        Portal, models.CASCADE, related_name="mesh", verbose_name=_("portal")
    )
    places_number = models.PositiveBigIntegerField()
    mesh = models.TextField(blank=True)
    mark = models.TextField(blank=True)

    class Meta:
        verbose_name = _("mesh")
        verbose_name_plural = _("meshes")

    def __str__(self) -> str:
        return str(self.portal)


def _unreadable(text: str, background: str, ratio: float, needed: float) -> str:
    return gettext(
        "%(text)s on %(background)s is hard to read: their contrast is %(ratio)s, and it takes "
        "%(needed)s at least. Make the darker of the two darker, or the lighter one lighter."
    ) % {
        "text": text,
        "background": background,
        "ratio": told_contrast(ratio),
        "needed": told_contrast(needed),
    }
