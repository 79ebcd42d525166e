"""What the plugin keeps in the database."""

from maillage_cartography.models.duplicates import Duplicate, Merge
from maillage_cartography.models.freshness import PlaceCheck
from maillage_cartography.models.hours import Hours
from maillage_cartography.models.imports import PlaceImport
from maillage_cartography.models.organisations import Organisation
from maillage_cartography.models.places import Place
from maillage_cartography.models.positions import DoubtfulPosition
from maillage_cartography.models.provenance import (
    FieldChange,
    FieldOrigin,
    Origin,
    SourceProposal,
)
from maillage_cartography.models.reader_reports import PlaceReport, ProposedPlace
from maillage_cartography.models.sources import PlaceSource
from maillage_cartography.models.stops import Stop

__all__ = [
    "DoubtfulPosition",
    "Duplicate",
    "FieldChange",
    "FieldOrigin",
    "Hours",
    "Merge",
    "Organisation",
    "Origin",
    "Place",
    "PlaceCheck",
    "PlaceImport",
    "PlaceReport",
    "PlaceSource",
    "ProposedPlace",
    "SourceProposal",
    "Stop",
]
