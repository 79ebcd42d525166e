"""All that puts a picture in another collection, or changes who may see one.

Wagtail's admin calls no method of ours, and sends no signal when it changes rows in bulk or moves
a collection in the tree.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail import hooks
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.models import Collection, CollectionViewRestriction

from maillage_site.private_images.placing import place, upload_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model
    from django.http import HttpRequest
    from wagtail.admin.views.bulk_action import BulkAction
    from wagtail.images.models import AbstractImage


def watch() -> None:
    """Connect once, when the apps are ready."""
    Rendition.get_upload_to = upload_to
    post_save.connect(changed, sender=get_image_model(), dispatch_uid="maillage_image_changed")
    hooks.register("after_bulk_action", changed_in_bulk)
    place_what_moves()
    for signal in (post_save, post_delete):
        signal.connect(
            restricted_or_opened,
            sender=CollectionViewRestriction,
            dispatch_uid="maillage_collection_restricted",
        )


def changed(instance: AbstractImage, *, created: bool, **_rest: object) -> None:
    """It may be in another collection."""
    if not created:
        place(Rendition.objects.filter(image=instance))


def changed_in_bulk(
    _request: HttpRequest, _action_type: str, objects: Sequence[Model], action: BulkAction
) -> None:
    """They may be in another collection: the admin's action updates rows, and saves none."""
    if action.model is get_image_model():
        place(Rendition.objects.filter(image__in=[image.pk for image in objects]))


def place_what_moves() -> None:
    """Whoever moves a collection, what it holds is placed before anybody sees it moved."""
    stock = Collection.move

    @wraps(stock)
    def move(collection: Collection, target: Collection, pos: str | None = None) -> None:
        with transaction.atomic():
            stock(collection, target, pos)
            place_below(collection.pk)

    Collection.move = move


def restricted_or_opened(instance: CollectionViewRestriction, **_rest: object) -> None:
    place_below(instance.collection_id)


def place_below(collection: int) -> None:
    for found in Collection.objects.filter(pk=collection):
        within = found.get_descendants(inclusive=True)
        place(Rendition.objects.filter(image__collection__in=within))
