"""Who does what with places: the map's rows of the table of rights (``maillage.permissions``).

Each territory's team reads the places that lie in it, its coordinators keep them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from maillage.audit import declare
from maillage.permissions import COORDINATOR, TEAM, Verb, register_territory_policy
from maillage_cartography.models import (
    DoubtfulPosition,
    Duplicate,
    Organisation,
    Place,
    PlaceCheck,
    PlaceImport,
    PlaceReport,
    ProposedPlace,
    SourceProposal,
    Stop,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from maillage.territories.models import Territory
    from maillage_cartography.models.stops import StopQuerySet

    Territories = Collection[Territory]


def checks_of(own: Territories) -> QuerySet[PlaceCheck]:
    return PlaceCheck.objects.filter(place__in=Place.objects.in_any(own))


def stops_of(own: Territories) -> StopQuerySet:
    """Those of one's own places, wherever they stop."""
    return Stop.objects.filter(place__in=Place.objects.in_any(own))


register_territory_policy(
    Place,
    Verb("view", TEAM),
    Verb("add", COORDINATOR),
    # Its fields, its origins, what it is merged with, whether it is exact or withdrawn.
    Verb("change", COORDINATOR),
    # Asking by email whether the record is exact.
    Verb("message", COORDINATOR),
    located=True,
)
register_territory_policy(
    Organisation,
    Verb("view", TEAM, rows=Organisation.objects.concerning),
    Verb("add", COORDINATOR),
    # The territory of its seat keeps the record.
    Verb("change", COORDINATOR),
    # Saying which of one's own places it runs.
    Verb("link", COORDINATOR, rows=Organisation.objects.concerning),
    located=True,
)
register_territory_policy(
    SourceProposal, Verb("view", COORDINATOR), Verb("change", COORDINATOR), located=True
)
register_territory_policy(
    PlaceImport, Verb("view", COORDINATOR), Verb("add", COORDINATOR), Verb("change", COORDINATOR)
)
register_territory_policy(
    PlaceReport, Verb("view", COORDINATOR), Verb("change", COORDINATOR), located=True
)
register_territory_policy(
    ProposedPlace, Verb("view", COORDINATOR), Verb("change", COORDINATOR), located=True
)
register_territory_policy(
    DoubtfulPosition, Verb("view", COORDINATOR), Verb("change", COORDINATOR), located=True
)
register_territory_policy(PlaceCheck, Verb("view", COORDINATOR), rows=checks_of, located=True)
register_territory_policy(Stop, Verb("view", COORDINATOR), rows=stops_of, located=True)
register_territory_policy(
    Duplicate,
    Verb("view", COORDINATOR),
    Verb("change", COORDINATOR),
    rows=Duplicate.objects.within,
    located=True,
)

declare("maillage.places_merged", _("Places merged"), _("merged “%(other)s” into it"))
declare("maillage.places_taken_apart", _("Merge undone"), _("took “%(other)s” out of it"))
