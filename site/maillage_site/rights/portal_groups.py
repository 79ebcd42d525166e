"""The groups of a portal: who writes drafts, who publishes, who keeps its network, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from maillage.accounts.models import PortalTeam
from maillage.permissions import verbs_in_role
from maillage_site.rights.shared_files import open_shared_files

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from maillage_site.portals.models import PortalPage

Role = PortalTeam.Role


@transaction.atomic
def grant_portal_groups(portal: PortalPage) -> dict[PortalTeam.Role, Group]:
    """Create or mend the portal's groups, collection and approval workflow.

    Editors add and change drafts in the portal's tree, in each of its languages; publishers
    publish too; coordinators write as editors do, and plugins open them the territory's places
    (``maillage.permissions``). All have the images and documents of a collection named after the
    portal, and choose among those that the nation shares. Doing it twice changes nothing.
    """
    with translation.override(settings.LANGUAGE_CODE):
        groups = {role: _group(portal, role) for role in Role}
        collection = portal_collection(portal)
        open_shared_files()
        for role, group in groups.items():
            _open_admin(group)
            _open_pages(group, portal, role)
            _open_files(group, collection, role)
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


def _permissions(model: type[Model], role: PortalTeam.Role) -> QuerySet[Permission]:
    """Wagtail's permissions for what the role does to rows of the model."""
    options = model._meta
    codenames = [f"{verb}_{options.model_name}" for verb in verbs_in_role(model, role)]
    return Permission.objects.filter(
        content_type__app_label=options.app_label, codename__in=codenames
    )


def _open_pages(group: Group, portal: PortalPage, role: PortalTeam.Role) -> None:
    permissions = _permissions(Page, role)
    GroupPagePermission.objects.filter(group=group).exclude(permission__in=permissions).delete()
    for page in portal.get_translations(inclusive=True):
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _open_files(group: Group, collection: Collection, role: PortalTeam.Role) -> None:
    for model in (get_image_model(), get_document_model()):
        permissions = _permissions(model, role)
        held = GroupCollectionPermission.objects.filter(group=group, collection=collection)
        named = held.filter(permission__content_type__app_label=model._meta.app_label)
        named.exclude(permission__in=permissions).delete()
        for permission in permissions:
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
