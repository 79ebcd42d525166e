"""Images and documents for everybody: the nation keeps the collection, every team chooses in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission

from maillage.accounts.models import PortalTeam
from maillage_site.portals.models import Portal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import Group

CHOOSE = (("wagtailimages", "choose_image"), ("wagtaildocs", "choose_document"))
KEEP = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    *CHOOSE,
)
DELETE = (("wagtailimages", "delete_image"), ("wagtaildocs", "delete_document"))


def open_shared_files() -> None:
    """Make the collection and mend who may do what in it; nothing as long as there is no nation.

    Doing it twice changes nothing.
    """
    nation = Portal.objects.filter(national=True).first()
    if nation is None:
        return
    collection = _collection_of(nation)
    for team in PortalTeam.objects.select_related("group"):
        allowed = CHOOSE
        if team.territory_id is None:
            allowed = KEEP + DELETE * (team.role == PortalTeam.Role.PUBLISHER)
        open_collection(team.group, collection, allowed)


def open_collection(
    group: Group, collection: Collection, codenames: Iterable[tuple[str, str]]
) -> None:
    """Give a group permissions, by app and codename, on a collection."""
    for app_label, codename in codenames:
        permission = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _collection_of(nation: Portal) -> Collection:
    if nation.shared_collection is None:
        with translation.override(settings.LANGUAGE_CODE):
            made = Collection(name=_("Images and documents for everybody"))
        nation.shared_collection = Collection.get_first_root_node().add_child(instance=made)
        nation.save(update_fields=["shared_collection"])
    return nation.shared_collection
