"""What the plugin keeps in the database."""

from maillage_cartography.models.places import Hours, Place, PlaceSource

__all__ = ["Hours", "Place", "PlaceSource"]
