"""The video conference of an event: where it is, and who may enter when."""

from __future__ import annotations

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Conference(models.Model):
    """Columns read at the door alone (``joining``): link, phone and code are in no other output."""

    class Provider(models.TextChoices):
        BBB = "bbb", _("BigBlueButton, such as the State's webinars")
        VISIO = "visio", _("Visio, of La Suite numérique")
        OTHER = "autre", _("Another service")

    class Access(models.TextChoices):
        REGISTERED = "registered", _("People who signed up")
        PUBLIC = "public", _("Everybody, without signing up")

    conference_provider = models.CharField(
        _("video conference service"), max_length=5, choices=Provider, default=Provider.OTHER
    )
    conference_url = models.URLField(
        _("link of the video conference"),
        max_length=500,
        blank=True,
        help_text=_("Never shown in public: only on the page that lets people in, when it starts."),
    )
    conference_phone = models.CharField(
        _("phone number to join by phone"),
        max_length=30,
        blank=True,
        default="",
        validators=[RegexValidator(r"^\+?[0-9][0-9 .()-]*\Z", _("Write digits only."))],
        help_text=_("For people without internet, or whose sound fails."),
    )
    conference_pin = models.CharField(
        _("code of the phone call"),
        max_length=20,
        blank=True,
        default="",
        validators=[RegexValidator(r"^[0-9 #*]+\Z", _("Digits, # and * only."))],
    )
    conference_opens_before = models.PositiveSmallIntegerField(
        _("the door opens how many minutes before"),
        default=15,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
    )
    conference_access = models.CharField(
        _("who may join"), max_length=10, choices=Access, default=Access.REGISTERED
    )

    class Meta:
        abstract = True

    @property
    def opens_before(self) -> timedelta:
        return timedelta(minutes=self.conference_opens_before)

    @property
    def runs_in_the_browser(self) -> bool:
        """Nothing has to be installed: worth saying to who fears it."""
        return self.conference_provider in {self.Provider.BBB, self.Provider.VISIO}
