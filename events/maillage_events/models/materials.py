"""What is left of a date once it is over."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage_events.models.document_formats import Format
from maillage_events.models.occurrences import Occurrence


class Material(models.Model):
    """Slides, a replay or minutes of one date: an address or a file.

    For everybody or for who signed up. Readers open it through our own address, which knows who
    may (``document_views``); ``opened`` counts how often, and nothing of who.
    """

    class Kind(models.TextChoices):
        REPLAY = "replay", _("Replay")
        SLIDES = "slides", _("Slides")
        MINUTES = "minutes", _("Minutes")
        QUESTIONS = "questions", _("Questions and answers")

    class Access(models.TextChoices):
        PUBLIC = "public", _("everybody, on the event's page")
        REGISTERED = "registered", _("people who signed up, by the link of their mails")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, related_name="materials", verbose_name=_("date")
    )
    kind = models.CharField(_("what it is"), max_length=9, choices=Kind, default=Kind.REPLAY)
    title = models.CharField(
        _("title"),
        max_length=150,
        blank=True,
        help_text=_("Empty: the word above. Useful when there are several of a kind."),
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Of the video, or of a document that stands elsewhere."),
    )
    format = models.CharField(_("format"), max_length=4, choices=Format, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size"), default=0, editable=False)
    opened = models.PositiveIntegerField(_("opened"), default=0, editable=False)
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
        constraints = (
            models.CheckConstraint(
                condition=(Q(url="") & ~Q(format="")) | (~Q(url="") & Q(format="")),
                name="material_is_an_address_or_a_file",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.title or str(self.Kind(self.kind).label)

    @property
    def is_public(self) -> bool:
        return self.access == self.Access.PUBLIC

    @property
    def is_file(self) -> bool:
        return bool(self.format)


class MaterialFile(models.Model):
    """The bytes, apart: lists never read them.

    In the database rather than on a disk: saved with it, the same for every machine, and behind
    no address but the one that checks who asks.
    """

    material = models.OneToOneField(
        Material, models.CASCADE, related_name="file", verbose_name=_("material of a date")
    )
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of a material")
        verbose_name_plural = _("files of materials")

    def __str__(self) -> str:
        return str(self.material_id)
