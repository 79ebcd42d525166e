"""What a place says of its own record, and when it is asked again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage_cartography.models.places import Place

UNSET = ""


class PlaceCheck(models.Model):
    """Whether a place was asked if its record is exact, and what it answered.

    ``rhythm``: months between two questions, 0 for never, as the place chooses. ``due_on``: the day
    from which it may be asked again. The token of the last mail is kept hashed, while it is good.
    """

    class Answer(models.TextChoices):
        EXACT = "exact", _("Everything is exact")
        MORE = "plus", _("Everything is exact, and we can receive more people")
        WRONG = "corriger", _("Something must be corrected")
        CLOSED = "ferme", _("The place no longer exists")

    class Rhythm(models.IntegerChoices):
        QUARTERLY = 3, _("every three months")
        HALF_YEARLY = 6, _("every six months")
        YEARLY = 12, _("once a year")
        NEVER = 0, _("never")

    place = models.OneToOneField(
        Place, models.CASCADE, related_name="freshness", verbose_name=_("place")
    )
    rhythm = models.PositiveSmallIntegerField(
        _("asked again"), choices=Rhythm, default=Rhythm.HALF_YEARLY
    )
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    verified_on = models.DateField(_("said to be exact"), null=True, blank=True)
    takes_more = models.BooleanField(_("can receive more people"), default=False)
    due_on = models.DateField(_("to be asked from"), null=True, blank=True, db_index=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    token_expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("check of a place")
        verbose_name_plural = _("checks of places")
        constraints = (
            models.CheckConstraint(
                condition=Q(token_hash=UNSET, token_expires_at__isnull=True)
                | (~Q(token_hash=UNSET) & Q(token_expires_at__isnull=False)),
                name="check_token_expires",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="check_answered_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.answer}"
