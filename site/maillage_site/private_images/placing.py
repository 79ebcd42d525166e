"""Where the sizes of a picture are kept: with those that everybody reads, or apart.

The reverse proxy serves ``media/images/`` to whoever knows an address. What a private collection
holds is kept beside it, and read through ``views``.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.models import Collection, CollectionViewRestriction

from maillage.generations.counters import PAGES, bump

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.images.models import AbstractImage

logger = logging.getLogger(__name__)
PUBLIC, PRIVATE = "images", "private_images"


def watch() -> None:
    """Connect once, when the apps are ready: Wagtail's admin calls no method of ours."""
    pre_save.connect(born, sender=Rendition, dispatch_uid="maillage_rendition_born")
    post_save.connect(changed, sender=get_image_model(), dispatch_uid="maillage_image_changed")
    post_save.connect(moved, sender=Collection, dispatch_uid="maillage_collection_moved")
    for signal in (post_save, post_delete):
        signal.connect(
            restricted_or_opened,
            sender=CollectionViewRestriction,
            dispatch_uid="maillage_collection_restricted",
        )


def born(instance: Rendition, **_rest: object) -> None:
    if instance.pk is None and is_private(instance.image):
        instance.get_upload_to = partial("{}/{}".format, PRIVATE)


def changed(instance: AbstractImage, *, created: bool, **_rest: object) -> None:
    """It may be in another collection."""
    if not created:
        place(Rendition.objects.filter(image=instance))


def moved(instance: Collection, *, created: bool, **_rest: object) -> None:
    """Wagtail's form saves a collection, then moves it: what it is below is known at the end."""
    if not created:
        transaction.on_commit(partial(_place_below, instance.pk))


def restricted_or_opened(instance: CollectionViewRestriction, **_rest: object) -> None:
    _place_below(instance.collection_id)


def is_private(image: AbstractImage) -> bool:
    return image.collection.get_view_restrictions().exists()


def place(renditions: QuerySet[Rendition]) -> None:
    """Put each where it belongs; where it was, nothing is read once this transaction is over."""
    wrong = [
        (rendition, folder)
        for rendition in renditions.select_related("image__collection")
        for folder in [PRIVATE if is_private(rendition.image) else PUBLIC]
        if not rendition.file.name.startswith(f"{folder}/")
    ]
    for rendition, folder in wrong:
        _move(rendition, folder)
    if wrong:
        bump(PAGES)  # addresses of logos and of events' pictures are kept


def _place_below(collection: int) -> None:
    for found in Collection.objects.filter(pk=collection):
        within = found.get_descendants(inclusive=True)
        place(Rendition.objects.filter(image__collection__in=within))


def _move(rendition: Rendition, folder: str) -> None:
    storage, old = rendition.file.storage, rendition.file.name
    try:
        with storage.open(old) as held:
            new = storage.save(f"{folder}/{PurePath(old).name}", held)
    except FileNotFoundError:
        logger.warning("a size of picture %s is lost: it is made again", rendition.image_id)
        rendition.delete()
        return
    Rendition.objects.filter(pk=rendition.pk).update(file=new)
    transaction.on_commit(partial(storage.delete, old))
    transaction.on_commit(rendition.purge_from_cache)
