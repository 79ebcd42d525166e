"""What is left of a date once it is over."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import URLValidator
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage_events.models.occurrences import Occurrence


class Material(models.Model):
    """Slides, a replay or minutes of one date: an address, for everybody or for who signed up."""

    class Kind(models.TextChoices):
        REPLAY = "replay", _("Replay")
        SLIDES = "slides", _("Slides")
        MINUTES = "minutes", _("Minutes")

    class Access(models.TextChoices):
        PUBLIC = "public", _("everybody, on the event's page")
        REGISTERED = "registered", _("people who signed up, by the link of their mails")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, related_name="materials", verbose_name=_("date")
    )
    kind = models.CharField(_("what it is"), max_length=8, choices=Kind, default=Kind.REPLAY)
    title = models.CharField(
        _("title"),
        max_length=150,
        blank=True,
        help_text=_("Empty: the word above. Useful when there are several of a kind."),
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Of the video, or of the document once it is put in the portal's documents."),
    )
    captions = models.BooleanField(
        _("the video has captions"),
        default=False,
        help_text=_("Said to readers: people who are deaf or in a noisy place choose with it."),
    )
    access = models.CharField(
        _("who may open it"), max_length=10, choices=Access, default=Access.PUBLIC
    )
    available_from = models.DateTimeField(_("available from"), default=now)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("material of a date")
        verbose_name_plural = _("materials of a date")
        ordering = ("kind", "available_from", "pk")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.title or str(self.Kind(self.kind).label)

    @property
    def is_public(self) -> bool:
        return self.access == self.Access.PUBLIC
