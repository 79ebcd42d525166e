"""What ``/sante/pret`` says of the search."""

import pytest

from maillage_search.indexing import health

pytestmark = pytest.mark.django_db


def test_health_tells_who_does_not_answer(settings, free_port):
    settings.MAILLAGE_ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port}"
    answer = health.probe()
    assert (answer.broken, answer.detail) == (False, {"documents": 0, "engine": "elasticsearch"})
