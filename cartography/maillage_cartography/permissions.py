"""Who may do what: each territory's team reads its places, its coordinators keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.accounts.models import PortalTeam
from maillage.accounts.teams import coordinated_territories, edited_territories
from maillage.permissions import register_territory_policy
from maillage_cartography.models import (
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
    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage_cartography.models.duplicates import DuplicateQuerySet
    from maillage_cartography.models.imports import PlaceImportQuerySet
    from maillage_cartography.models.organisations import OrganisationQuerySet
    from maillage_cartography.models.provenance import SourceProposalQuerySet
    from maillage_cartography.models.reader_reports import ReaderWordQuerySet
    from maillage_cartography.models.stops import StopQuerySet


def organisations_of(user: User) -> OrganisationQuerySet:
    return Organisation.objects.concerning(edited_territories(user))


def proposals_of(user: User) -> SourceProposalQuerySet:
    return SourceProposal.objects.in_any(coordinated_territories(user))


def imports_of(user: User) -> PlaceImportQuerySet:
    return PlaceImport.objects.in_any(coordinated_territories(user))


def reports_of(user: User) -> ReaderWordQuerySet:
    return PlaceReport.objects.in_any(coordinated_territories(user))


def checks_of(user: User) -> QuerySet[PlaceCheck]:
    own = Place.objects.in_any(coordinated_territories(user))
    return PlaceCheck.objects.filter(place__in=own)


def stops_of(user: User) -> StopQuerySet:
    """Those of one's own places, wherever they stop."""
    own = Place.objects.in_any(coordinated_territories(user))
    return Stop.objects.filter(place__in=own)


def proposed_to(user: User) -> ReaderWordQuerySet:
    return ProposedPlace.objects.in_any(coordinated_territories(user))


def duplicates_of(user: User) -> DuplicateQuerySet:
    return Duplicate.objects.within(coordinated_territories(user))


def register() -> None:
    """Tell the admin; called once, by its hooks."""
    register_territory_policy(
        Place, actions={"view", "add", "change"}, writers=PortalTeam.Role.COORDINATOR
    )
    register_territory_policy(
        Organisation,
        rows=organisations_of,
        actions={"view", "add", "change"},
        writers=PortalTeam.Role.COORDINATOR,
    )
    register_territory_policy(SourceProposal, rows=proposals_of, actions={"view", "change"})
    register_territory_policy(PlaceImport, rows=imports_of, actions={"view", "add", "change"})
    register_territory_policy(PlaceReport, rows=reports_of, actions={"view", "change"})
    register_territory_policy(PlaceCheck, rows=checks_of, actions={"view"})
    register_territory_policy(Stop, rows=stops_of, actions={"view"})
    register_territory_policy(ProposedPlace, rows=proposed_to, actions={"view", "change"})
    register_territory_policy(Duplicate, rows=duplicates_of, actions={"view", "change"})
