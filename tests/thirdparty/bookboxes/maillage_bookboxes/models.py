"""A box and the commune where it stands."""

from typing import ClassVar
from uuid import uuid4

from django.db import models

from maillage.territories.querysets import TerritorialQuerySet


class BookBoxQuerySet(TerritorialQuerySet):
    """``in_territory`` and ``shown_in`` come with the contract."""

    commune_path: ClassVar[str] = "commune__"


class BookBox(models.Model):
    """Public identity is the UUID, never the name."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    commune = models.ForeignKey("maillage_territories.Commune", models.PROTECT)
    latitude = models.FloatField()
    longitude = models.FloatField()

    objects = BookBoxQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
