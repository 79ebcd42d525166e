"""What the history of a page and the journal of sensitive actions keep of pages shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.log_actions import log

from maillage.audit import record

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage_site.home.models import ContentPage
    from maillage_site.portals.models import Portal

TAKEN_UP, PINNED = "maillage.page_taken_up", "maillage.page_put_forward"
WITHDRAWN = "maillage.page_withdrawn"
PROPOSED = "maillage.page_proposed"
ACCEPTED, REFUSED = "maillage.page_accepted", "maillage.page_refused"


def note(action: str, page: ContentPage, portal: Portal, *, by: User | None, at: datetime) -> None:
    """Write it for the portal that shows or proposes the page, once in each.

    What nobody asked for in the admin (the demo) is in the page's history alone.
    """
    named = portal.territory.name
    log(page, action, user=by, data={"portal": named})
    if by is not None:
        readers = [portal.territory]
        record(action, page, by=by, at=at, territories=readers, named=page.title, portal=named)
