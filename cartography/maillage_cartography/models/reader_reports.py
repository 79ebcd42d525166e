"""What readers write about places, without an account: errors, and places we do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Commune
from maillage.territories.querysets import TerritorialQuerySet
from maillage_cartography.models.places import Place

if TYPE_CHECKING:
    pass


class State(models.TextChoices):
    """What became of a reader's word."""

    WAITING = "waiting", _("waiting")
    TREATED = "treated", _("treated")
    REJECTED = "rejected", _("rejected")


class ReaderWordQuerySet(TerritorialQuerySet):
    """Words of readers, by where they are about."""

    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)


class ReportQuerySet(ReaderWordQuerySet):
    """Errors lie where their place lies."""

    commune_path = "place__commune__"


class ProposedPlaceQuerySet(ReaderWordQuerySet):
    """Proposed places lie in the commune that the reader gave."""

    commune_path = "commune__"


class ReaderWord(models.Model):
    """One thing a reader sent; ``email`` goes as soon as somebody decided."""

    message = models.TextField(_("message"), max_length=2000, blank=True)
    email = models.EmailField(_("reader's mail address"), blank=True)
    sent_at = models.DateTimeField(_("sent"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    note = models.CharField(_("note of the team"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ("sent_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False, email="")),
                name="%(class)s_decided_without_address",
            ),
        )


class PlaceReport(ReaderWord):
    """A reader says that the record of a place is wrong."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("This place no longer exists")
        HOURS = "hours", _("The opening hours are wrong")
        ADDRESS = "address", _("The address or the position on the map is wrong")
        CONTACT = "contact", _("The phone, the mail address or the web site is wrong")
        SERVICES = "services", _("The help given is not the one described")
        ACCESS = "access", _("The cost or the way to be received has changed")
        DUPLICATE = "duplicate", _("This place is listed twice")
        OTHER = "other", _("Something else")

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="reports", verbose_name=_("place")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    objects = ReportQuerySet.as_manager()

    class Meta(ReaderWord.Meta):
        verbose_name = _("error reported by a reader")
        verbose_name_plural = _("errors reported by readers")

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind}"


class ProposedPlace(ReaderWord):
    """A place that a reader knows and we do not.

    ``values``: field → text, as ``provenance.fields.written`` gives them. ``place``: the one it
    became.
    """

    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name=_("commune")
    )
    values = models.JSONField(_("what the reader wrote"))
    place = models.ForeignKey(
        Place,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )

    objects = ProposedPlaceQuerySet.as_manager()

    class Meta(ReaderWord.Meta):
        verbose_name = _("place proposed by a reader")
        verbose_name_plural = _("places proposed by readers")

    def __str__(self) -> str:
        return self.values.get("name", "")
