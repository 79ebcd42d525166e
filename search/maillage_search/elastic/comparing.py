"""What an index holds, to compare it with the database."""

from __future__ import annotations

from collections.abc import Mapping

from elasticsearch.helpers import scan

from maillage.values import Audience
from maillage_search.elastic.client import WRITING_SECONDS, client


def held(names: Mapping[str, str]) -> dict[str, str]:
    """Uid → digest of everything in the indices (audience → name).

    A document that stands in the index of another audience than its own has no digest there, so
    that it is found wrong.
    """
    server = client(WRITING_SECONDS)
    found: dict[str, str] = {}
    for audience, name in names.items():
        server.indices.refresh(index=name)
        fields = ["digest", "audience"]
        for hit in scan(server, index=name, query={"_source": fields}, size=2_000):
            right = hit["_source"]["audience"] == Audience(audience).value
            twice = hit["_id"] in found
            found[hit["_id"]] = hit["_source"]["digest"] if right and not twice else ""
    return found
