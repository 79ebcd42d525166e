"""A portal from its first draft to being online: the wizard and the commands all come here."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page

from maillage.plugin import contributions
from maillage.portal_contributions import OpenedPortal, PortalOpening
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.closing.reopening import start_anew
from maillage_site.creation.identity import Identity
from maillage_site.creation.starter import STARTER_INDEXES, starter_pages
from maillage_site.creation.tree import create_portal
from maillage_site.placeholders.reading import placeholders
from maillage_site.placeholders.refusing import as_they_are
from maillage_site.portals.models import Closing, Portal, PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups, portal_collection
from maillage_site.teams.members import Member, give_role

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from maillage.accounts.models import PortalTeam, User
    from maillage.territories.models import Territory

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """A portal somebody wants, once it is known that it can be made."""

    territory: Territory
    identity: Identity
    team: tuple[tuple[PortalTeam.Role, str], ...] = ()
    logo: UploadedFile | None = None


@dataclass(frozen=True)
class Made:
    """The portal's French home; ``created`` now, and who was given which role."""

    portal: PortalPage
    created: bool
    members: tuple[Member, ...]

    @property
    def new_members(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.new)


@transaction.atomic
def make_portal(wanted: Wanted, *, at: datetime, by: User | None = None) -> Made:
    """The territory's portal with its pages as drafts, groups, files, workflow and team.

    A portal that is there keeps its words, colours and address, and gets what it lacks: its team,
    first of all. Doing it again changes nothing. Raises ValidationError, and nothing is made.
    """
    _refuse_closed(wanted.territory)
    created = not Portal.objects.filter(territory=wanted.territory).exists()
    portal = create_portal(wanted.territory, wanted.identity, live=not created and _is_live(wanted))
    grant_portal_groups(portal)
    if created and wanted.logo is not None:
        _give_logo(portal, wanted.logo, by)
    members = tuple(give_role(email, portal, role, at=at, by=by) for role, email in wanted.team)
    return Made(portal, created, members)


@transaction.atomic
def put_online(portal: PortalPage, *, by: User | None = None) -> None:
    """Publish the home and the pages it was made with, and have plugins open their part.

    Pages that its team has added since are theirs to publish. What the others leave to write
    (``unfinished_pages``) keeps nothing back. Doing it again changes nothing.
    Raises StillClosed for one whose closing can be undone.
    """
    home = PortalPage.objects.get(pk=portal.pk)
    if start_anew(home.portal):
        home = PortalPage.objects.get(pk=portal.pk)
        grant_portal_groups(home)
    with translation.override(DEFAULT_LANGUAGE), as_they_are():
        for page in [home, *(page.specific for page in waiting_pages(home))]:
            if not page.live:
                page.get_latest_revision().publish(user=by)
        opened = OpenedPortal(home.territory, home.title, home.portal.slug)
        for contribution in contributions(PortalOpening):
            contribution.open(opened)


@transaction.atomic
def give_up(portal: PortalPage) -> None:
    """Take away a portal that was never online, as if it had not been made.

    Its address is free again. Raises WasOnline for one that readers may have seen.
    """
    home = PortalPage.objects.get(pk=portal.pk)
    facts = home.portal
    if home.live or home.first_published_at is not None:
        raise WasOnline
    collection, workflow = facts.collection, facts.workflow
    groups = [team.group for team in facts.territory.teams.select_related("group")]
    for page in facts.pages.all():
        page.delete()
    facts.slugs.all().delete()
    facts.delete()
    for group in groups:
        group.delete()
    for task in workflow.tasks:
        task.delete()
    workflow.delete()
    get_image_model().objects.filter(collection=collection).delete()
    collection.delete()


class WasOnline(Exception):
    """Readers may have seen the portal: it is closed, not given up."""


def waiting_pages(portal: PortalPage) -> QuerySet[Page]:
    """Pages that the portal was made with and that nobody has read yet, in their order."""
    slugs = [values["slug"] for values in (*STARTER_INDEXES, *starter_pages("", Identity()))]
    never = {"live": False, "first_published_at__isnull": True}
    return portal.get_children().filter(slug__in=slugs, **never)


def unfinished_pages(portal: PortalPage) -> list[Page]:
    """Those below its home whose latest version leaves something “to be completed”."""
    latest = (page.specific.get_latest_revision_as_object() for page in portal.get_children())
    return [page for page in latest if placeholders(page)]


def _refuse_closed(territory: Territory) -> None:
    """Its team would be given roles in a portal that nobody reads."""
    closing = Closing.objects.filter(portal__territory=territory, settled_at=None).first()
    if closing is not None:
        message = _("The portal %(slug)s is closed: open it again under “Portals” first.")
        raise ValidationError({"territory": message % {"slug": closing.portal.slug}})


def _is_live(wanted: Wanted) -> bool:
    """A page that an open portal lacks is made as its others: read by all."""
    return PortalPage.objects.filter(portal__territory=wanted.territory, live=True).exists()


def _give_logo(portal: PortalPage, file: UploadedFile, by: User | None) -> None:
    """Proposed and given at once: nobody reads the portal yet."""
    title = _("Logo: %(portal)s") % {"portal": portal.title}
    image = get_image_model()(
        title=title,
        description=portal.title,
        file=ContentFile(file.read(), name=file.name),
        collection=portal_collection(portal),
        uploaded_by_user=by,
    )
    image.save()
    portal.propose(logo_id=image.pk)
    portal.save_revision(user=by)
