"""Wagtail's own APIs and search are not mounted: they know nothing of territories."""

import pytest

from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/pages/",
        "/api/v2/images/",
        "/api/v2/documents/",
        "/api/v3/pages/",
        "/api/v3/documents/",
        "/api/v3/snippets/",
        "/search/?query=a",
    ],
)
def test_nothing_answers_there(client, path):
    territory_portal()
    assert client.get(path).status_code == 404
