"""The groups of a portal: who writes drafts, who publishes, who keeps its network, and where."""

from __future__ import annotations

from itertools import count
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
    from collections.abc import Iterator

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
    """Found by territory and role: a group that merely has the name is somebody else's."""
    teams = PortalTeam.objects.filter(territory=portal.territory, role=role)
    team = teams.select_related("group").first()
    if team is None:
        group = Group.objects.create(name=_free_name(portal, role))
        team = PortalTeam.objects.create(group=group, territory=portal.territory, role=role)
    name = _free_name(portal, role, team.group)
    if team.group.name != name:
        team.group.name = name
        team.group.save(update_fields=["name"])
    return team.group


def _free_name(portal: PortalPage, role: PortalTeam.Role, own: Group | None = None) -> str:
    """Groups have names of their own: the second Guadeloupe's says which territory it is."""
    others = Group.objects.exclude(pk=own.pk) if own else Group.objects.all()
    return next(name for name in _names(portal, role) if not others.filter(name=name).exists())


def _names(portal: PortalPage, role: PortalTeam.Role) -> Iterator[str]:
    end = f" – {role.label}"
    yield _short(portal.title, end)
    if (territory := portal.territory) is not None:
        end = f" ({territory.get_kind_display()} {territory.code}){end}"
        yield _short(portal.title, end)
    for number in count(2):
        yield _short(portal.title, f" {number}{end}")


def _short(title: str, end: str) -> str:
    longest = Group._meta.get_field("name").max_length
    return f"{title[: longest - len(end)]}{end}"


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
    workflow = _workflow(portal)
    task = _approval(workflow)
    teams = task.groups.filter(portal_team__territory__isnull=False)
    task.groups.remove(*teams.exclude(portal_team__territory=portal.territory))
    task.groups.add(publishers)
    for page in portal.get_translations(inclusive=True):
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


def _workflow(portal: PortalPage) -> Workflow:
    facts, name = portal.portal, _("Approval: %(portal)s") % {"portal": portal.title}
    if facts.workflow is None:
        facts.workflow = Workflow.objects.create(name=name)
        facts.save(update_fields=["workflow"])
    elif facts.workflow.name != name:
        facts.workflow.name = name
        facts.workflow.save(update_fields=["name"])
    return facts.workflow


def _approval(workflow: Workflow) -> GroupApprovalTask:
    """The workflow's first approval by groups, made when it has none; named after it."""
    tasks = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow)
    task = tasks.order_by("workflow_tasks__sort_order", "pk").first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=workflow.name)
        WorkflowTask.objects.create(workflow=workflow, task=task)
    return task
