"""Who does what with pages, images and documents: Wagtail's own rows of the table of rights.

Each portal's groups get them on its pages and its collection (``rights.portal_groups``).
"""

from __future__ import annotations

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from maillage.permissions import PUBLISHER, TEAM, Verb, register_verbs

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
    register_verbs(kind, Verb("choose", TEAM), Verb("add", TEAM), Verb("change", TEAM))
