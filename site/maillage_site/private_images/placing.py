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
from django.db.models import Q
from wagtail.images.models import Rendition
from wagtail.models import Collection, CollectionViewRestriction

from maillage.generations.counters import PAGES, bump
from maillage.pages import under

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

logger = logging.getLogger(__name__)
PUBLIC, PRIVATE = "images", "private_images"
_APART = Q(file__startswith=f"{PRIVATE}/")


def upload_to(rendition: Rendition, filename: str) -> str:
    """Where the file of a size is written, however its row is: one by one or in bulk.

    What the database says now counts, not the picture that was read before its size was drawn.
    """
    same = type(rendition.image)._default_manager.filter(pk=rendition.image_id)
    folder = PRIVATE if same.filter(collection__in=private_collections()).exists() else PUBLIC
    return f"{folder}/{rendition.file.field.storage.get_valid_name(filename)}"


def private_collections() -> QuerySet[Collection]:
    """Those that have a restriction, and those below."""
    restricted = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return Collection.objects.filter(under(restricted))


def place(renditions: QuerySet[Rendition]) -> None:
    """Put each where it belongs.

    What becomes private is moved in the transaction that makes it so: where it was, nothing is
    read once this is over. What opens is moved afterwards: were the transaction undone, a copy
    that everybody reads would be left.
    """
    held_by_private = Q(image__collection__in=private_collections())
    _move_all(renditions.filter(held_by_private).exclude(_APART), PRIVATE)
    transaction.on_commit(partial(_open, renditions))


def place_all(_at: datetime) -> None:
    """Put each where it belongs, again; idempotent.

    A size that was being drawn when its collection became private is stored after the others
    were moved, where everybody reads; and code may change rows without telling anybody.
    """
    place(Rendition.objects.all())


def _open(renditions: QuerySet[Rendition]) -> None:
    held_by_private = Q(image__collection__in=private_collections())
    _move_all(renditions.filter(_APART).exclude(held_by_private), PUBLIC)


def _move_all(renditions: Iterable[Rendition], folder: str) -> None:
    moved = [_move(rendition, folder) for rendition in renditions]
    if moved:
        bump(PAGES)  # addresses of logos and of events' pictures are kept


def _move(rendition: Rendition, folder: str) -> None:
    storage, old = rendition.file.storage, rendition.file.name
    try:
        with storage.open(old) as held:
            new = storage.save(f"{folder}/{PurePath(old).name}", held)
    except FileNotFoundError:
        logger.warning("a size of picture %s is lost: it is made again", rendition.image_id)
        rendition.delete()
        return
    if Rendition.objects.filter(pk=rendition.pk, file=old).update(file=new):
        transaction.on_commit(partial(storage.delete, old))
        transaction.on_commit(rendition.purge_from_cache)
    else:  # Somebody else moved it meanwhile.
        storage.delete(new)
