"""Who does what with pages, images, documents, redirects: Wagtail's own rows of the table.

Each portal's groups get them on its pages and its collection (``rights.portal_groups``).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Page

from maillage.accounts.models import PortalTeam
from maillage.audit import declare, recorded
from maillage.permissions import (
    PUBLISHER,
    TEAM,
    Verb,
    register_territory_policy,
    register_verbs,
)
from maillage_site.closing.shutting import CLOSED, REOPENED
from maillage_site.contact.models import ContactMessage
from maillage_site.files.journal import PUBLIC_NO_MORE, SAID_PUBLIC
from maillage_site.portals.models import Portal
from maillage_site.redirects.rules import rules_of
from maillage_site.role_reviews import answers
from maillage_site.syndication import journal as sharing
from maillage_site.syndication.models import PageProposal, TakenUpPage
from maillage_site.teams import journal

register_verbs(
    Page,
    # Drafts. Announcing a workshop is part of keeping a network: coordinators write them too.
    Verb("add", TEAM),
    Verb("change", TEAM),
    # Unpublish, delete what is published, order, restrict: whatever readers see.
    Verb("publish", PUBLISHER),
    Verb("lock", PUBLISHER),
    Verb("unlock", PUBLISHER),
)
for kind in (get_image_model(), get_document_model()):
    register_verbs(
        kind,
        Verb("choose", TEAM),
        Verb("add", TEAM),
        Verb("change", TEAM),
        # Change what a page that is online shows of it (``files.readers``), and say that
        # everybody reads it at its address.
        Verb("publish", PUBLISHER),
        # Pages that readers see lose it.
        Verb("delete", PUBLISHER),
    )
declare(
    SAID_PUBLIC,
    _("File open to everybody"),
    _("opened it to everybody at its address, whether a page shows it or not"),
)
declare(
    PUBLIC_NO_MORE,
    _("File no longer open to everybody"),
    _("no longer opens it to everybody at its address"),
)
declare(journal.INVITED, _("Invitation in a team"), _("invited somebody in the team: %(roles)s"))
declare(journal.GIVEN, _("Role given"), _("gave a role: %(roles)s"))
declare(
    journal.CHANGED,
    _("Roles changed"),
    _("changed the roles: %(before)s, now %(roles)s"),
)
declare(journal.REMOVED, _("Removal from a team"), _("removed from the team: %(before)s"))
declare(
    answers.KEPT,
    _("Role confirmed for a year"),
    _("confirmed for a year the roles: %(roles)s"),
)
declare(answers.DENIED, _("Departure announced"), _("said that they left these roles: %(roles)s"))
# Who is in the team and in which role. Nation's roles are given by administrators.
register_territory_policy(
    PortalTeam,
    Verb("view", PUBLISHER),
    Verb("change", PUBLISHER),
    rows=lambda territories: PortalTeam.objects.filter(territory__in=territories),
)
# What readers wrote: whoever is in the team reads it and answers.
register_territory_policy(ContactMessage, Verb("view", TEAM), Verb("change", TEAM))
# Where an old address of one's own portal leads: it is on posters, readers follow it.
register_territory_policy(
    Redirect,
    *(Verb(name, PUBLISHER) for name in ("view", "add", "change", "delete")),
    rows=rules_of,
)
# Who did a sensitive thing: read by those who answer for the portal.
register_territory_policy(ModelLogEntry, Verb("view", PUBLISHER), rows=recorded)
declare(CLOSED, _("Portal closed"), _("closed the portal"))
declare(REOPENED, _("Portal opened again"), _("opened the portal again"))
# Closing ends roles, and cancels or hands on what people signed up for.
register_territory_policy(
    Portal,
    *(Verb(name, PUBLISHER, national=True) for name in ("close", "reopen", "export")),
    rows=lambda own: Portal.objects.filter(territory__in=own),
)
# A page of others in one's own portal: readers see it as soon as it is taken up.
register_territory_policy(
    TakenUpPage,
    Verb("view", TEAM),
    Verb("publish", PUBLISHER),
    rows=lambda own: TakenUpPage.objects.filter(portal__territory__in=own),
)
declare(
    sharing.TAKEN_UP,
    _("Page taken up by a portal"),
    _("took it up in the portal of %(portal)s"),
)
declare(
    sharing.PINNED,
    _("Page put forward by a portal"),
    _("put it forward in the portal of %(portal)s"),
)
declare(
    sharing.WITHDRAWN,
    _("Page withdrawn from a portal"),
    _("withdrew it from the portal of %(portal)s"),
)
# A page of one's own for every territory: the nation's publishers answer.
register_territory_policy(
    PageProposal,
    Verb("view", TEAM),
    Verb("add", PUBLISHER),
    Verb("answer", PUBLISHER, national=True),
    rows=lambda own: PageProposal.objects.filter(portal__territory__in=own),
)
declare(
    sharing.PROPOSED,
    _("Page proposed to the nation"),
    _("proposed it to the nation, for the portal of %(portal)s"),
)
declare(
    sharing.ACCEPTED,
    _("Page accepted by the nation"),
    _("accepted it for every territory (portal of %(portal)s)"),
)
declare(
    sharing.REFUSED,
    _("Page refused by the nation"),
    _("refused it for the other territories (portal of %(portal)s)"),
)
