"""Elasticsearch, on top of the embedded engine when ``MAILLAGE_ELASTICSEARCH_URL`` is set."""
