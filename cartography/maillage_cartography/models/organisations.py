"""Organisations: the bodies that run places."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Commune
from maillage.territories.querysets import TerritorialQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.territories.models import Territory


class OrganisationQuerySet(TerritorialQuerySet):
    """Organisations lie where their seat lies."""

    commune_path = "commune__"

    def concerning(self, territories: Iterable[Territory]) -> Self:
        """Those that have their seat, or run a place, in one of these territories."""
        here = self.model.places.rel.related_model.objects.in_any(territories)
        seated = self.in_any(territories).values("pk")
        return self.filter(Q(pk__in=seated) | Q(pk__in=here.order_by().values("organisation")))


class Organisation(models.Model):
    """The body that runs places: a town hall, an association, a company (schema.org Organization).

    ``commune`` is that of its seat, whose territory keeps the record. ``email`` is a functional
    address: it is asked whether a place is exact when the place has no address of its own.
    """

    uuid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=250)
    pivot = models.CharField(_("SIRET, RNA or RIDET"), max_length=14, blank=True)
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name=_("commune of the seat")
    )
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    website = models.URLField(_("web site"), max_length=500, blank=True)
    summary = models.CharField(_("summary"), max_length=280, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
            models.UniqueConstraint(
                fields=("pivot",), condition=~Q(pivot=""), name="organisation_pivot_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Path on the national portal; ``scope.url`` keeps the reader's."""
        return reverse("maillage_cartography:organisation", args=[self.uuid])
