"""The groups of a portal: who writes drafts, who publishes, who keeps its network, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from maillage.accounts.models import PortalTeam

if TYPE_CHECKING:
    from maillage_site.portals.models import PortalPage

Role = PortalTeam.Role

PAGE_PERMISSIONS = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.PUBLISHER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    # Announcing a workshop is part of keeping a network: as editors, in drafts.
    Role.COORDINATOR: ("add_page", "change_page"),
}
FILE_PERMISSIONS = (
    *(("wagtailimages", f"{action}_image") for action in ("add", "change", "choose")),
    *(("wagtaildocs", f"{action}_document") for action in ("add", "change", "choose")),
)


@transaction.atomic
def grant_portal_groups(portal: PortalPage) -> dict[PortalTeam.Role, Group]:
    """Create or mend the portal's groups, collection and approval workflow.

    Editors add and change drafts in the portal's tree, in each of its languages; publishers
    publish too; coordinators write as editors do, and plugins open them the territory's places
    (``maillage.permissions``). All have the images and documents of a collection named after the
    portal. Doing it twice changes nothing.
    """
    with translation.override(settings.LANGUAGE_CODE):
        groups = {role: _group(portal, role) for role in Role}
        collection = portal_collection(portal)
        for role, group in groups.items():
            _open_admin(group)
            _open_pages(group, portal, PAGE_PERMISSIONS[role])
            _open_files(group, collection)
        _ask_publishers(portal, groups[Role.PUBLISHER])
    return groups


def portal_collection(portal: PortalPage) -> Collection:
    """Where the portal's images and documents live."""
    facts = portal.portal
    if facts.collection is None:
        root = Collection.get_first_root_node()
        facts.collection = root.add_child(instance=Collection(name=portal.title))
        facts.save(update_fields=["collection"])
    return facts.collection


def _group(portal: PortalPage, role: PortalTeam.Role) -> Group:
    name = f"{portal.title} – {role.label}"
    team = PortalTeam.objects.filter(territory=portal.territory, role=role).first()
    if team is None:
        group, _created = Group.objects.get_or_create(name=name)
        team = PortalTeam.objects.create(group=group, territory=portal.territory, role=role)
    if team.group.name != name:
        team.group.name = name
        team.group.save(update_fields=["name"])
    return team.group


def _open_admin(group: Group) -> None:
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )


def _open_pages(group: Group, portal: PortalPage, codenames: tuple[str, ...]) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    )
    for page in portal.get_translations(inclusive=True):
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _open_files(group: Group, collection: Collection) -> None:
    for app_label, codename in FILE_PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _ask_publishers(portal: PortalPage, publishers: Group) -> None:
    """What an editor submits waits for one of the portal's publishers."""
    name = _("Approval: %(portal)s") % {"portal": portal.title}
    task, _created = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.add(publishers)
    workflow, _created = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    for page in portal.get_translations(inclusive=True):
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
