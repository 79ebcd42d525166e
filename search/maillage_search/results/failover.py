"""Which engine answers: Elasticsearch when there is one and it does, else the embedded one."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.conf import settings

from maillage_search.elastic.circuit_breaker import breaker
from maillage_search.elastic.client import ElasticsearchUnavailable
from maillage_search.elastic.engine import ElasticEngine
from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.privacy.showing import all_may_be_shown
from maillage_search.query.request import SearchRequest, Viewer
from maillage_search.query.response import SearchResponse

logger = logging.getLogger(__name__)


def search(request: SearchRequest, viewer: Viewer) -> SearchResponse:
    """Always an answer; ``degraded`` when it is not the engine's that should have given it.

    An answer that shows what is withdrawn is refused as a whole: its counts tell of it too.
    """
    if not settings.MAILLAGE_ELASTICSEARCH_URL:
        return EmbeddedEngine().search(request, viewer)
    if breaker.allows():
        try:
            response = ElasticEngine().search(request, viewer)
        except ElasticsearchUnavailable as error:
            breaker.failed()
            logger.warning("The embedded engine answers instead of Elasticsearch: %s", error)
        else:
            breaker.succeeded()
            if all_may_be_shown((*response.hits, *response.beyond), viewer):
                return response
            logger.warning("Elasticsearch shows what is withdrawn: the embedded engine answers")
    return replace(EmbeddedEngine().search(request, viewer), degraded=True)
