"""What the tables of the contract and of the composition refuse, whoever writes in them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Collection

from maillage.accounts.models import Invitation, PortalTeam, RoleReview
from maillage.outbox.models import Message, PeriodicRun
from maillage.territories.models import OtherName, PostalCode
from maillage_site.contact.models import ContactMessage
from maillage_site.files.models import PublicFile
from maillage_site.home.models import ContentPage
from maillage_site.links.models import PageLink
from maillage_site.portals.models import (
    ClosedFeed,
    Closing,
    EndedRole,
    EndedTeam,
    Portal,
    PortalPage,
)
from maillage_site.syndication.models import PageProposal, TakenUpPage
from maillage_site.syndication.taking_up import Presentation, take_up
from tests.constraints import again, assert_refused, change, constraints_of
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def twin_account() -> None:
    """The same address in capitals: one person, and one mailbox."""
    again(UserFactory(email="amina@exemple.fr"), email="Amina@Exemple.fr")


def second_team(**fields: object) -> None:
    """Two groups in one role: who leaves one would keep its rights by the other."""
    for name in ("premier", "second"):
        PortalTeam.objects.create(
            group=Group.objects.create(name=name), role=PortalTeam.Role.PUBLISHER, **fields
        )


def invitation(**fields: object) -> Invitation:
    group = Group.objects.create(name="équipe")
    team = PortalTeam.objects.create(group=group, role=PortalTeam.Role.EDITOR)
    facts = {"invited_at": NOON, "expires_at": NOON + timedelta(days=7), **fields}
    return Invitation.objects.create(email="amina@exemple.fr", team=team, **facts)


def question(**fields: object) -> RoleReview:
    return RoleReview.objects.create(user=UserFactory(), confirmed_at=NOON, **fields)


def again_home() -> None:
    home = territory_portal()
    copy = PortalPage(portal=home.portal, title="Copie", slug="copie", live=False)
    national_portal().add_child(instance=copy)


def closed_feed() -> ClosedFeed:
    portal = territory_portal().portal
    kind = "text/calendar"
    return ClosedFeed.objects.create(portal=portal, path="a.ics", content_type=kind, until=NOON)


def ended_team() -> EndedTeam:
    closing = Closing.objects.create(portal=territory_portal().portal, at=NOON)
    group = Group.objects.create(name="équipe")
    return EndedTeam.objects.create(closing=closing, group=group, role="editor")


def taken_up() -> TakenUpPage:
    page = national_portal().add_child(
        instance=ContentPage(title="Impôts", slug="impots", offered=True)
    )
    portal = territory_portal().portal
    return take_up(page, portal, Presentation({"fr": "<p>Ici.</p>"}), by=None, at=NOON)


def proposed() -> PageProposal:
    home = territory_portal()
    page = home.add_child(instance=ContentPage(title="Ici", slug="ici"))
    return PageProposal.objects.create(
        page=page, portal=home.portal, word="Utile.", proposed_at=NOON
    )


def other_page() -> ContentPage:
    return national_portal().add_child(instance=ContentPage(title="Autre", slug="autre"))


def message() -> Message:
    return Message.objects.create(topic="mail", key="a", available_at=NOON)


LOST = [
    {"latitude": 90.1},
    {"latitude": -90.1},
    {"longitude": 180.1},
    {"longitude": -180.1},
    {"latitude": None},
    {"longitude": None},
]
OURS = sorted(
    config.label
    for config in apps.get_app_configs()
    if config.name.partition(".")[0] in {"maillage", "maillage_site"}
)
REFUSED = [
    ("maillage_accounts", "one_account_a_mail_address", twin_account),
    (
        "maillage_accounts",
        "one_team_a_portal_role",
        lambda: second_team(territory=TerritoryFactory()),
    ),
    ("maillage_accounts", "one_national_team_a_role", second_team),
    (
        "maillage_accounts",
        "one_open_invitation_a_role",
        lambda: again(invitation(), email="Amina@exemple.fr"),
    ),
    ("maillage_accounts", "invitation_lasts", lambda: change(invitation(), expires_at=NOON)),
    (
        "maillage_accounts",
        "one_role_review_a_territory",
        lambda: again(question(territory=TerritoryFactory())),
    ),
    ("maillage_accounts", "one_national_role_review", lambda: again(question())),
    ("maillage_accounts", "role_denied_once_asked", lambda: question(denied_at=NOON)),
    (
        "maillage_accounts",
        "invitation_has_one_end",
        lambda: change(invitation(), accepted_at=NOON, revoked_at=NOON),
    ),
    ("maillage_outbox", "outbox_once_a_version", lambda: again(message())),
    (
        "maillage_outbox",
        "periodic_once_a_slot",
        lambda: again(PeriodicRun.objects.create(name="menage", slot=1)),
    ),
    *(
        (
            "maillage_territories",
            "commune_centre_on_globe",
            lambda wrong=wrong: change(CommuneFactory(), **wrong),
        )
        for wrong in LOST
    ),
    (
        "maillage_territories",
        "postal_code_once_a_commune",
        lambda: again(PostalCode.objects.create(commune=CommuneFactory(), code="71000")),
    ),
    (
        "maillage_territories",
        "other_name_once_a_commune",
        lambda: again(
            OtherName.objects.create(commune=CommuneFactory(), key="flace", nature="associee")
        ),
    ),
    (
        "maillage_territories",
        "territory_code_once_a_kind",
        lambda: again(TerritoryFactory(), slug="autre"),
    ),
    (
        "maillage_portals",
        "portal_national_or_of_a_territory",
        lambda: Portal.objects.bulk_create([Portal(slug="a", national=False)]),
    ),
    (
        "maillage_portals",
        "portal_national_or_of_a_territory",
        lambda: change(national_portal().portal, territory=TerritoryFactory()),
    ),
    (
        "maillage_portals",
        "one_national_portal",
        lambda: again(national_portal().portal, slug="autre"),
    ),
    ("maillage_portals", "portal_has_a_slug", lambda: change(territory_portal().portal, slug="")),
    ("maillage_portals", "one_home_a_language", again_home),
    (
        "maillage_contact",
        "message_can_be_answered",
        lambda: ContactMessage.objects.create(
            portal=national_portal().portal, message="Bonjour", sent_at=NOON
        ),
    ),
    ("maillage_files", "public_file_is_one_file", PublicFile.objects.create),
    (
        "maillage_links",
        "link_to_another_site_has_its_address",
        lambda: PageLink.objects.create(page=national_portal(), kind="external", where="body"),
    ),
    (
        "maillage_portals",
        "the_nations_portal_stays_open",
        lambda: change(national_portal().portal, closed_at=NOON),
    ),
    ("maillage_portals", "a_closed_feed_answers_once", lambda: again(closed_feed())),
    *(
        (
            "maillage_portals",
            "a_closed_feed_answers_or_leads_on",
            lambda wrong=wrong: change(closed_feed(), **wrong),
        )
        for wrong in ({"content_type": ""}, {"leads_to": "/agenda.ics"})
    ),
    (
        "maillage_portals",
        "a_team_ends_once_a_closing",
        lambda: again(ended_team(), group=Group.objects.create(name="autre")),
    ),
    (
        "maillage_portals",
        "a_role_ends_once_a_team",
        lambda: again(EndedRole.objects.create(team=ended_team(), user=UserFactory())),
    ),
    (
        "maillage_portals",
        "the_nation_alone_shares_files",
        lambda: change(
            territory_portal().portal, shared_collection=Collection.get_first_root_node()
        ),
    ),
    (
        "maillage_syndication",
        "page_taken_up_once_a_portal",
        lambda: again(taken_up(), slug="autre"),
    ),
    (
        "maillage_syndication",
        "one_page_taken_up_an_address",
        lambda: again(taken_up(), page_id=other_page().pk),
    ),
    (
        "maillage_syndication",
        "nobody_takes_up_what_is_theirs",
        lambda: change(one := taken_up(), owner=one.portal),
    ),
    (
        "maillage_syndication",
        "no_hidden_page_is_put_forward",
        lambda: change(taken_up(), pinned=True, hidden=True),
    ),
    ("maillage_syndication", "page_taken_up_has_an_address", lambda: change(taken_up(), slug="")),
    (
        "maillage_syndication",
        "page_taken_up_is_in_a_section",
        lambda: change(taken_up(), section="ailleurs"),
    ),
    ("maillage_syndication", "page_proposed_once", lambda: again(proposed())),
    (
        "maillage_syndication",
        "proposal_is_answered_with_a_reason",
        lambda: change(proposed(), state=PageProposal.State.REFUSED, answered_at=NOON),
    ),
    (
        "maillage_syndication",
        "proposal_is_answered_with_a_reason",
        lambda: change(proposed(), state=PageProposal.State.ACCEPTED),
    ),
    ("maillage_syndication", "proposal_says_why", lambda: change(proposed(), word="")),
    (
        "maillage_syndication",
        "one_introduction_a_language",
        lambda: again(taken_up().words.get()),
    ),
]


@pytest.mark.parametrize(("label", "name", "act"), REFUSED)
def test_the_database_refuses(label, name, act):
    assert_refused(label, name, act)


@pytest.mark.parametrize("label", OURS)
def test_every_constraint_is_broken_here(label):
    broken = {name for found, name, _act in REFUSED if found == label}
    assert broken == set(constraints_of(label))
