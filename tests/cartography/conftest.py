"""What the tests of places share."""

import json
from functools import cache
from pathlib import Path

import pytest

from maillage.territories.borders import boundaries
from maillage.territories.models import PostalCode
from tests.site.factories import CommuneFactory

RAW = Path(__file__).parent / "data/brut"


@pytest.fixture(autouse=True, scope="session")
def one_map():
    """The land of the communes is read once a run: each import reads it, in half a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "Topology", cache(boundaries.Topology))
        yield


@pytest.fixture
def communes(db):
    """Those of the seven raw files, with their postal codes."""
    for code, name, latitude, longitude, zone, postal in json.loads(
        (RAW / "communes.json").read_text(encoding="utf-8")
    ):
        commune = CommuneFactory(
            code=code, name=name, latitude=latitude, longitude=longitude, time_zone=zone
        )
        PostalCode.objects.bulk_create(PostalCode(commune=commune, code=one) for one in postal)
