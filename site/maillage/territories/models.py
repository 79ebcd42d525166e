"""Communes of the official geographic code and the territories that gather them."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.territories.names import name_key
from maillage.values import BoundingBox, Point


class CommuneQuerySet(models.QuerySet):
    """Communes by what people type."""

    def named(self, text: str) -> Self:
        """Communes bearing exactly that name; case, accents, hyphens and œ are ignored."""
        return self.filter(name_key=name_key(text))

    def with_postal_code(self, code: str) -> Self:
        return self.filter(postal_codes__code=code)

    def in_territory(self, territory: Territory | None) -> Self:
        return self if territory is None else self.filter(territory.communes_q())


class Commune(models.Model):
    """A commune (or an arrondissement of Paris, Lyon or Marseille) of INSEE's official code.

    The centre is None where nobody publishes one (35 atolls, islands and re-created communes):
    the product says so and never guesses.
    """

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("commune")
        ARRONDISSEMENT = "arrondissement", _("arrondissement")

    code = models.CharField(_("INSEE code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    name_key = models.CharField(max_length=80, db_index=True, editable=False)
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.COMMUNE)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="arrondissements"
    )
    departement_code = models.CharField(max_length=3, db_index=True)
    region_code = models.CharField(max_length=3, blank=True, db_index=True)
    epci_code = models.CharField(max_length=9, blank=True, db_index=True)
    population = models.PositiveIntegerField(_("population"), null=True)
    density = models.PositiveSmallIntegerField(
        _("density"), null=True, help_text=_("INSEE grid, 1 (dense) to 7; 5 to 7 are rural")
    )
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    seat = models.BooleanField(
        _("seat of the State"),
        default=False,
        help_text=_("Of an arrondissement of the département: its name is known further."),
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ("name_key", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # NOT NULL said aloud: a comparison with NULL would let a CHECK pass.
                | Q(
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                ),
                name="commune_centre_on_globe",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


class PostalCode(models.Model):
    """A postal code of a commune; never cut it to guess a territory (97150 is Saint-Martin)."""

    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postal_codes")
    code = models.CharField(_("postal code"), max_length=5, db_index=True)

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("commune", "code"), name="postal_code_once_a_commune"),
        )

    def __str__(self) -> str:
        return self.code


class OtherName(models.Model):
    """A name that a commune is known by and does not bear: of one that joined it, or the post's."""

    class Nature(models.TextChoices):
        DELEGATED = "deleguee", _("delegated commune")
        ASSOCIATED = "associee", _("associated commune")
        POSTAL = "acheminement", _("name in the post")

    commune = models.ForeignKey(Commune, models.CASCADE, related_name="other_names")
    name = models.CharField(_("name"), max_length=80)
    key = models.CharField(max_length=80, db_index=True, editable=False)
    nature = models.CharField(max_length=12, choices=Nature)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ("key", "commune")
        constraints = (
            models.UniqueConstraint(fields=("commune", "key"), name="other_name_once_a_commune"),
        )

    def __str__(self) -> str:
        return self.name


class TerritoryQuerySet(models.QuerySet):
    """Territories by what they hold."""

    def inside(self, territory: Territory) -> Self:
        """That territory and those that lie wholly in it."""
        return self.filter(Q(pk=territory.pk) | Q(ancestors=territory)).distinct()

    def covering(self, commune: Commune) -> Self:
        """Every territory that holds the commune: its EPCI, département, région, networks."""
        kinds = self.model.Kind
        codes = [commune.code, commune.parent_id or commune.code]
        return self.filter(
            Q(kind=kinds.COMMUNE, code__in=codes)
            | Q(kind=kinds.EPCI, code=commune.epci_code)
            | Q(kind__in=[kinds.DEPARTEMENT, kinds.COLLECTIVITY], code=commune.departement_code)
            | Q(kind=kinds.REGION, code=commune.region_code)
            | Q(kind=kinds.NETWORK, communes__in=codes)
        ).distinct()


class Territory(models.Model):
    """A commune, EPCI, département, région, overseas collectivity or custom network."""

    class Kind(models.TextChoices):
        COMMUNE = "com", _("commune")
        EPCI = "epci", _("EPCI")
        DEPARTEMENT = "dep", _("département")
        REGION = "reg", _("région")
        COLLECTIVITY = "coll", _("overseas collectivity")
        NETWORK = "net", _("network")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    code = models.CharField(_("official code"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    phone_prefix = models.CharField(_("phone prefix"), max_length=5, default="+33")
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    ancestors = models.ManyToManyField(
        "self", symmetrical=False, related_name="descendants", blank=True
    )
    communes = models.ManyToManyField(
        Commune,
        related_name="networks",
        blank=True,
        help_text=_("Only for a network: the communes it gathers."),
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ("kind", "name")
        constraints = (
            models.UniqueConstraint(fields=("kind", "code"), name="territory_code_once_a_kind"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def code_path(self) -> str:
        """Kind and official code, as search documents carry it: ``dep:71``."""
        return f"{self.kind}:{self.code}"

    @property
    def extent(self) -> BoundingBox | None:
        """The box that holds the territory; west > east when it crosses the antimeridian."""
        if None in (self.west, self.south, self.east, self.north):
            return None
        return BoundingBox(self.west, self.south, self.east, self.north)

    def communes_q(self, path: str = "") -> Q:
        """Condition on a commune reached by ``path`` (``"commune__"``): it lies in here."""
        if field := CODES.get(self.kind):
            return Q(**{f"{path}{field}": self.code})
        if self.kind == self.Kind.COMMUNE:
            return Q(**{f"{path}code": self.code}) | Q(**{f"{path}parent_id": self.code})
        gathered = self.communes.values("code")
        return Q(**{f"{path}code__in": gathered}) | Q(**{f"{path}parent_id__in": gathered})

    def covers(self, commune: Commune) -> bool:
        """Asked of the database for a network alone."""
        if field := CODES.get(self.kind):
            return getattr(commune, field) == self.code
        if self.kind == self.Kind.COMMUNE:
            return self.code in {commune.code, commune.parent_id}
        return Commune.objects.filter(self.communes_q(), pk=commune.pk).exists()

    def contains(self, other: Self) -> bool:
        """Itself or a territory inside it."""
        return other.pk == self.pk or self.descendants.filter(pk=other.pk).exists()


# Of a commune, the code of the official territory of each kind that holds it.
CODES = {
    Territory.Kind.EPCI: "epci_code",
    Territory.Kind.DEPARTEMENT: "departement_code",
    Territory.Kind.COLLECTIVITY: "departement_code",
    Territory.Kind.REGION: "region_code",
}
