"""A national event that nobody has translated is still read from an English portal."""

import pytest

from tests.events.factories import event_page, taken_up
from tests.site.factories import national_portal, territory_portal

pytestmark = pytest.mark.django_db


def test_it_opens_in_its_own_language(client):
    territory_portal()
    page = event_page(national_portal(), slug="webinaire", title="Webinaire impôts")
    taken_up(page.event)
    page = client.get("/en/saone-et-loire/agenda/national/webinaire/")
    assert (page.status_code, "Webinaire impôts" in page.content.decode()) == (200, True)
