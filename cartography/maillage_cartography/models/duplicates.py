"""Pairs of places that may be one, what was decided of them, and merges that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage_cartography.models.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.territories.models import Territory


class DuplicateQuerySet(models.QuerySet):
    """Pairs by what is left to decide, and by where their places lie."""

    def waiting(self) -> Self:
        """To be decided: both places are still shown."""
        return self.filter(
            state=Duplicate.State.WAITING,
            first__withdrawn_at=None,
            second__withdrawn_at=None,
        )

    def to_ask(self) -> Self:
        """What people are asked: two services behind one door are found, not asked."""
        return self.waiting().exclude(verdict=Duplicate.Verdict.SITE)

    def sure(self) -> Self:
        return self.waiting().filter(verdict=Duplicate.Verdict.SAME)

    def within(self, territories: Iterable[Territory]) -> Self:
        """Pairs whose two places lie in these territories."""
        first = second = Q(pk__in=())
        for territory in territories:
            first |= territory.communes_q("first__commune__")
            second |= territory.communes_q("second__commune__")
        return self.filter(first, second)


class Duplicate(models.Model):
    """Two places that may be one; whatever was decided is remembered and never asked again.

    ``reasons`` are pairs of a fact and its measure: ``["phone", ""]``, ``["metres", 12]``.
    """

    class Verdict(models.TextChoices):
        SAME = "same", _("the same place")
        SITE = "site", _("two services at one address")
        UNSURE = "unsure", _("perhaps the same place")

    class State(models.TextChoices):
        WAITING = "waiting", _("to be decided")
        MERGED = "merged", _("merged")
        SITE = "site", _("two services at one address")
        DISTINCT = "distinct", _("two different places")

    first = models.ForeignKey(Place, models.CASCADE, related_name="+", verbose_name=_("place"))
    second = models.ForeignKey(
        Place, models.CASCADE, related_name="+", verbose_name=_("other place")
    )
    verdict = models.CharField(_("found"), max_length=10, choices=Verdict)
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    found_at = models.DateTimeField(_("found at"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="pair_of_places_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="pair_of_places_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="pair_decided_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    @property
    def both(self) -> tuple[Place, Place]:
        return self.first, self.second


class Merge(models.Model):
    """A place taken into another, and all that is needed to take it out again.

    ``sources``: keys of the rows that moved; ``reports``: of the readers' words that waited, and
    moved too. ``taken``: for each field that the kept place took, its text before and after, and
    the origin it had.
    """

    kept = models.ForeignKey(
        Place, models.CASCADE, related_name="merges", verbose_name=_("place kept")
    )
    absorbed = models.ForeignKey(
        Place, models.CASCADE, related_name="+", verbose_name=_("place merged")
    )
    sources = models.JSONField(default=list)
    reports = models.JSONField(default=list)
    taken = models.JSONField(default=list)
    at = models.DateTimeField(_("merged at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of places")
        verbose_name_plural = _("merges of places")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("absorbed",), condition=Q(undone_at=None), name="absorbed_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="merge_of_two_places"),
        )

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"
