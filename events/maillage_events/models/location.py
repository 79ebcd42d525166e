"""Where an event takes place: a soft link to the map, and words that lead people there."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Location(models.Model):
    """Columns of a place. Its link is copied into its name, address and position on publishing."""

    place_urn = models.CharField(
        _("place on the map"),
        max_length=120,
        blank=True,
        help_text=_("Paste the address of the place's page: its name and address are copied."),
    )
    place_name = models.CharField(_("name of the place"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    commune = models.ForeignKey(
        "maillage_territories.Commune",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    location_note = models.CharField(
        _("how to get there"),
        max_length=200,
        blank=True,
        help_text=_("Floor, room, entrance code to ask for…"),
    )

    class Meta:
        abstract = True

    @property
    def names_place(self) -> bool:
        """By a name or an address: the commune alone leads nobody to a door."""
        commune = self.commune.name if self.commune else ""
        return bool({self.place_name, self.address} - {"", commune})


def names_no_place() -> Q:
    """``names_place`` in SQL, the other way round."""
    return _says_nothing("place_name") & _says_nothing("address")


def _says_nothing(column: str) -> Q:
    return Q(**{column: ""}) | Q(**{column: F("commune__name")})
