"""What ``/sante/pret`` says of the search."""

from __future__ import annotations

from django.conf import settings

from maillage.values import Healthy, Unhealthy
from maillage_search.elastic.client import ElasticsearchUnavailable, client, within
from maillage_search.elastic.indices import read_alias
from maillage_search.models import IndexedDocument

PATIENCE_SECONDS = 1.0


def probe() -> Healthy | Unhealthy:
    """Degraded, never broken: the embedded engine answers while Elasticsearch does not."""
    detail: dict[str, object] = {"documents": IndexedDocument.objects.count()}
    if not settings.MAILLAGE_ELASTICSEARCH_URL:
        return Healthy({"engine": "embedded", **detail})
    detail["engine"] = "elasticsearch"
    server, aliases = client(PATIENCE_SECONDS), f"{read_alias('public')},{read_alias('restricted')}"
    try:
        counted = within(PATIENCE_SECONDS, lambda: server.count(index=aliases)["count"])
    except ElasticsearchUnavailable as error:
        return Unhealthy(reason=f"Elasticsearch does not answer: {error}", detail=detail)
    return Healthy({**detail, "indexed": counted})
