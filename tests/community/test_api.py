"""The API of circles, asked for slices that no database could count."""

import pytest

from tests.community.factories import CircleFactory
from tests.site.factories import national_portal


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status"),
    [("offset=1000000", 200), ("offset=9" + "9" * 22, 422), ("limit=9" + "9" * 22, 422)],
)
def test_an_absurd_slice_is_refused(client, asked, status):
    national_portal()
    slug = CircleFactory().slug
    answers = [client.get(f"{p}?{asked}") for p in ("/api/circles/", f"/api/circles/{slug}/topics")]
    assert [answer.status_code for answer in answers] == [status, status]
