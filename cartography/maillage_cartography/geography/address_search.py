"""Where an address is, asked of the service that the operator names; of none by default.

The service answers as the Base adresse nationale does: ``?q=…&limit=1``, a GeoJSON collection whose
features have ``label``, ``score`` and ``citycode`` (INSEE). It is asked from here, never by the
reader's browser; no journal holds the address, and the cache holds only a digest of it.
"""

from __future__ import annotations

import json
import logging
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches

from maillage.fetching import FetchError, Limits, fetch, operators_own
from maillage.territories.models import Commune
from maillage.values import Point
from maillage_cartography.geography.location import Position

logger = logging.getLogger(__name__)
SECONDS = 2
SIZE = 100_000
# Below, the service guesses.
SURE = 0.5
REMEMBERED = 24 * 3600
# A service that failed is left alone so long: readers do not wait for it one after the other.
LEFT_ALONE = 30
FAILED = "address-search-failed"
Found = tuple[float, float, str, str]


def locate(text: str) -> Position | None:
    """The position of that address; None when nobody knows it, or the service does not answer."""
    if not settings.MAILLAGE_ADDRESS_SEARCH_URL or caches["pages"].get(FAILED):
        return None
    digest = sha256(" ".join(text.casefold().split()).encode()).hexdigest()
    found = caches["pages"].get(f"address-{digest}")
    if found is None:
        try:
            found = _asked(text)
        except (FetchError, ValueError, LookupError, TypeError) as error:
            logger.warning("the address search failed: %s", type(error).__name__)
            caches["pages"].set(FAILED, True, LEFT_ALONE)
            return None
        caches["pages"].set(f"address-{digest}", found, REMEMBERED)
    return _position(*found) if found else None


def _asked(text: str) -> Found | tuple[()]:
    """Latitude, longitude, label and INSEE code; empty when the service knows no such address."""
    service = settings.MAILLAGE_ADDRESS_SEARCH_URL
    query = urlencode({"q": text, "limit": 1})
    answer = fetch(
        f"{service}&{query}" if "?" in service else f"{service}?{query}",
        reach=operators_own(service),
        limits=Limits(seconds=SECONDS, size=SIZE, redirects=1),
    )
    if not answer.is_success:
        raise ValueError(answer.status)
    features: list[dict[str, Any]] = json.loads(answer.body)["features"]
    if not features or features[0]["properties"]["score"] < SURE:
        return ()
    longitude, latitude = features[0]["geometry"]["coordinates"]
    facts = features[0]["properties"]
    point = Point(latitude, longitude)
    return point.latitude, point.longitude, str(facts["label"]), str(facts["citycode"])


def _position(latitude: float, longitude: float, label: str, code: str) -> Position:
    commune = Commune.objects.filter(pk=code).first()
    return Position(Point(latitude, longitude), label, commune)
