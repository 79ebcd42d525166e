"""A national event that nobody has translated is still read from an English portal."""

import pytest

from tests.events.factories import event_page
from tests.site.factories import national_portal, territory_portal

pytestmark = pytest.mark.django_db


def test_it_opens_in_its_own_language(client):
    territory_portal()
    event_page(national_portal(), slug="webinaire", title="Webinaire impôts")
    page = client.get("/en/saone-et-loire/agenda/national/webinaire/")
    assert (page.status_code, "Webinaire impôts" in page.content.decode()) == (200, True)
