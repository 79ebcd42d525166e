"""No list tells of a closed portal, and each does again once it is open."""

import pytest

from maillage_search.indexing.outbox_consumer import drain
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.shutting import close_portal
from tests.site.closing.world import NOW, SLUG

pytestmark = pytest.mark.django_db


LISTS = (
    "/choisir-mon-territoire/",
    "/sitemap-pages-1.xml",
    "/sitemap-events-1.xml",
    "/recherche/?q=zibeline",
    "/en/recherche/?q=zibeline",
    "/agenda/",
    "/agenda.ics",
    "/api/events/",
)


def told(client) -> set[str]:
    """The lists that tell of the portal or of what is in it."""
    words = (f"/{SLUG}/", "zibeline</", "Atelier zibeline")
    return {path for path in LISTS if any(word in client.get(path).text for word in words)}


def test_lists_and_the_search_tell_of_it_no_more_and_again_once_it_is_open(client, home):
    drain(1000)
    before = told(client)
    close_portal(home.portal, at=NOW, by=None)
    closed = told(client)
    drain(1000)
    later = told(client)
    reopen_portal(home.portal, at=NOW, by=None)
    drain(1000)
    assert (closed, later) == (set(), set())
    # What was cancelled stays so: the agenda shows it, its dates to come do not.
    assert told(client) == before
    assert before >= {"/choisir-mon-territoire/", "/sitemap-pages-1.xml", "/recherche/?q=zibeline"}
