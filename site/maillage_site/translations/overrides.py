"""What may stand in a translation instead of the source's picture, document, page or address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.whitelist import check_url
from wagtail_localize.views.edit_translation import (
    FieldHasNoEditPanelError,
    TabHelper,
    get_segment_location_info,
)

from maillage.submitted_ids.usable import Reference, unusable

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail_localize.models import OverridableSegment

    from maillage.accounts.models import User

LONGEST = 2000


def is_usable(user: User, segment: OverridableSegment, value: str) -> bool:
    """Whether the person may put that there: a row of theirs, or an address that leads nowhere bad.

    What stands in the source is usable where it stands.
    """
    stored = json.loads(segment.data_json)
    if str(stored) == value:
        return True
    if not isinstance(stored, int):
        return 0 < len(value) <= LONGEST and bool(check_url(value))
    model = _model(segment)
    # Its existence first: a key that is no key would stop the database.
    return (
        model is not None
        and _is_row(model, value)
        and not unusable(user, {Reference.to(model, value)})
    )


def _is_row(model: type[Model], value: str) -> bool:
    """The nation may use every row, not what is none."""
    return value.isdecimal() and model._default_manager.filter(pk=int(value)).exists()


def _model(segment: OverridableSegment) -> type[Model] | None:
    """What the screen would let choose there."""
    page = segment.source.get_source_instance()
    path = segment.context.path
    try:
        shown = get_segment_location_info(
            page, TabHelper(page), path, segment.context.get_field_path(page), widget=True
        )
    except FieldHasNoEditPanelError:
        return None
    models = {
        "page_chooser": Page,
        "image_chooser": get_image_model(),
        "document_chooser": get_document_model(),
    }
    return models.get((shown["widget"] or {}).get("type", ""))
