"""Who does what with pages, images, documents, redirects: Wagtail's own rows of the table.

Each portal's groups get them on its pages and its collection (``rights.portal_groups``).
"""

from __future__ import annotations

from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from maillage.permissions import (
    PUBLISHER,
    TEAM,
    Verb,
    register_territory_policy,
    register_verbs,
)
from maillage_site.redirects.rules import rules_of

register_verbs(
    Page,
    # Drafts. Announcing a workshop is part of keeping a network: coordinators write them too.
    Verb("add", TEAM),
    Verb("change", TEAM),
    # Unpublish, delete what is published, order, restrict: whatever readers see.
    Verb("publish", PUBLISHER),
    Verb("lock", PUBLISHER),
    Verb("unlock", PUBLISHER),
)
for kind in (get_image_model(), get_document_model()):
    register_verbs(
        kind,
        Verb("choose", TEAM),
        Verb("add", TEAM),
        Verb("change", TEAM),
        # Change what a page that is online shows of it (``files.readers``).
        Verb("publish", PUBLISHER),
        # Pages that readers see lose it.
        Verb("delete", PUBLISHER),
    )
# Where an old address of one's own portal leads: it is on posters, readers follow it.
register_territory_policy(
    Redirect,
    *(Verb(name, PUBLISHER) for name in ("view", "add", "change", "delete")),
    rows=rules_of,
)
