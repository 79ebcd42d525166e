"""Files that readers see: known from the moment of publication, kept from actions in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published

from maillage.pages import Refused
from maillage_site.files.readers import SEEN, may_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model
    from django.http import HttpRequest
    from wagtail.admin.views.bulk_action import BulkAction
    from wagtail.models import Page


def watch() -> None:
    """Connect once, when the apps are ready."""
    page_published.connect(note_files, dispatch_uid="maillage_files_of_a_page")
    hooks.register("before_bulk_action", keep_what_is_read)


def note_files(instance: Page, **_rest: object) -> None:
    """Wagtail's index follows a save by a task: between both, an editor would change the file."""
    ReferenceIndex.create_or_update_for_object(instance)


def keep_what_is_read(
    request: HttpRequest, action_type: str, objects: Sequence[Model], action: BulkAction
) -> None:
    """Another collection may be private, or open. Tags are for the team; publishers delete."""
    if action_type != "add_to_collection":
        return
    if action.model not in {get_image_model(), get_document_model()}:
        return
    if not all(may_change(request.user, one) for one in objects):
        raise Refused(SEEN)
