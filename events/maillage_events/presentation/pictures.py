"""The picture of an event as calendars and search engines show it: one size, made at publishing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import CharField, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.images.models import Rendition, SourceImageIOError

if TYPE_CHECKING:
    from django.db.models import OuterRef

    from maillage_events.models import EventPage

logger = logging.getLogger(__name__)
SPEC = "fill-1200x630|format-jpeg"


def prepare(page: EventPage) -> None:
    """Make it now: no reader waits for it. A lost file leaves the page without, and is logged."""
    if page.image is None:
        return
    try:
        page.image.get_rendition(SPEC)
    except SourceImageIOError:
        logger.exception("the picture of page %s cannot be read", page.pk)


def of(page: EventPage) -> str:
    """Where the picture of that page is read; "" for none."""
    if page.image_id is None:
        return ""
    made = Rendition.objects.filter(image=page.image_id, filter_spec=SPEC)
    return address(made.values_list("file", flat=True).first() or "")


def file_of(image: OuterRef) -> Coalesce:
    """Its file as ``Rendition`` keeps it, "" when there is none."""
    made = Rendition.objects.filter(image=image, filter_spec=SPEC)
    return Coalesce(Subquery(made.values("file")[:1]), Value(""), output_field=CharField())


def address(file: str) -> str:
    """Where it is read from anywhere; "" for none."""
    storage = Rendition._meta.get_field("file").storage
    return urljoin(settings.BASE_URL, storage.url(file)) if file else ""
