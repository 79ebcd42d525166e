"""Other plugins' layers on the same map; one that fails does not break the others."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maillage.contributions import MapLayer, MapQuery
from maillage.plugin import contributions

if TYPE_CHECKING:
    from maillage.scope import Scope
    from maillage.values import Feature

logger = logging.getLogger(__name__)
LIMIT = 1000


class LayerFailed(Exception):
    """The plugin that offers the layer could not give its features."""


def layer_list(scope: Scope) -> list[dict[str, str]]:
    """What the map offers to show besides the places."""
    return [
        {
            "slug": layer.slug,
            "label": str(layer.label),
            "symbol": layer.symbol,
            "url": scope.url("maillage_cartography:layer", layer.slug),
        }
        for layer in contributions(MapLayer)
    ]


def layer_features(slug: str, scope: Scope) -> list[dict[str, object]] | None:
    """GeoJSON features of a layer; None for an unknown one; raises LayerFailed."""
    layer = next((layer for layer in contributions(MapLayer) if layer.slug == slug), None)
    if layer is None:
        return None
    return [_geojson(feature) for feature in asked(layer, MapQuery(scope=scope, limit=LIMIT))]


def asked(layer: MapLayer, query: MapQuery) -> list[Feature]:
    """What the layer answers, as many as asked for; raises LayerFailed."""
    try:
        return list(layer.features(query))[: query.limit]
    except Exception as error:
        logger.exception("map layer failed: %s", layer.slug)
        raise LayerFailed(layer.slug) from error


def _geojson(feature: Feature) -> dict[str, object]:
    point = feature.point
    return {
        "type": "Feature",
        "id": feature.uuid,
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
        "properties": {"title": feature.title, "url": feature.url, "summary": feature.summary},
    }
