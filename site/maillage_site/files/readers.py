"""Whether readers see a file, and who may change it then.

Whoever changes the file of a published page publishes: an editor who writes drafts may not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, ReferenceIndex, Revision

from maillage.accounts.teams import acts_nationally, territories_in_roles
from maillage.permissions import roles_of
from maillage_site.portals.models import Portal

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model

    from maillage.accounts.models import User

SEEN = _(
    "Readers see this file on a page that is online: only somebody who publishes may change it. "
    "Send it as a new file, choose that one in the page, and submit the page."
)


def may_change(user: User | AnonymousUser, file: Model) -> bool:
    """Whether what readers see of it is the person's to change, or nobody sees it yet."""
    return may_publish(user, file) or not is_read(file)


def may_publish(user: User | AnonymousUser, file: Model) -> bool:
    """Whether the person publishes where the file is kept."""
    roles = roles_of(type(file), "publish")
    if acts_nationally(user, roles):
        return True
    own = Portal.objects.filter(territory__in=territories_in_roles(user, roles))
    kept = own.filter(collection__isnull=False).values_list("collection__path", flat=True)
    return any(file.collection.path.startswith(path) for path in kept)


def is_read(file: Model) -> bool:
    """Whether a live page shows it, or will at an hour that is set, or anything but a page does."""
    return _is_shown(file) or _is_scheduled(file) or _is_pointed_at(file)


def _is_shown(file: Model) -> bool:
    pages = ContentType.objects.get_for_model(Page)
    shown = ReferenceIndex.get_references_to(file)
    if shown.exclude(base_content_type=pages).exists():
        return True
    keys = shown.filter(base_content_type=pages).values_list("object_id", flat=True)
    return Page.objects.filter(pk__in=set(keys), live=True).exists()


def _is_scheduled(file: Model) -> bool:
    """What somebody approved for later is not in the index before its hour."""
    target = (ContentType.objects.get_for_model(type(file)).pk, str(file.pk))
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False).select_related(
        "content_type"
    )
    return any(
        (found[0], str(found[1])) == target
        for revision in waiting
        if revision.content_type.model_class() is not None and revision.content_object is not None
        for found in ReferenceIndex._extract_references_from_object(  # noqa: SLF001 -- no other way
            revision.as_object()
        )
    )


def _is_pointed_at(file: Model) -> bool:
    """By a row of no page, which the index does not keep: a portal's logo."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: file}).exists()
        for relation in type(file)._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and _is_kept_apart(relation.related_model, file)
    )


def _is_kept_apart(model: type[Model], file: Model) -> bool:
    """Sizes of a picture are the picture's own."""
    its_own = model._meta.app_label == file._meta.app_label
    return not its_own and not ReferenceIndex.is_indexed(model)
