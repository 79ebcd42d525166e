"""What a portal's two groups may do."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
)

from maillage.accounts.models import PortalTeam
from maillage.territories.models import Territory
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
COUNTED = (
    Group,
    PortalTeam,
    Collection,
    GroupPagePermission,
    GroupCollectionPermission,
    Workflow,
    WorkflowPage,
)


def test_the_groups_bear_the_portals_name():
    groups = grant_portal_groups(territory_portal())
    assert {role: group.name for role, group in groups.items()} == {
        "editor": "Saône-et-Loire – rédaction",
        "publisher": "Saône-et-Loire – publication",
        "coordinator": "Saône-et-Loire – coordination",
    }


def test_granting_twice_changes_nothing():
    portal = territory_portal()
    first = grant_portal_groups(portal)
    counts = [model.objects.count() for model in COUNTED]
    assert grant_portal_groups(portal) == first
    assert [model.objects.count() for model in COUNTED] == counts


def test_a_portal_that_changes_its_name_keeps_its_groups():
    portal = territory_portal()
    first = grant_portal_groups(portal)
    portal.title = "Bourgogne du Sud"
    portal.save()
    renamed = grant_portal_groups(portal)
    assert renamed == first
    assert renamed["editor"].name == "Bourgogne du Sud – rédaction"


def test_two_portals_of_one_name_share_nothing(ours):
    """Guadeloupe is a région and a département: each has its groups, files and workflow."""
    kinds = Territory.Kind
    both = [
        territory_portal(TerritoryFactory(kind=kind, code=code, name="Guadeloupe", slug=slug))
        for kind, code, slug in (
            (kinds.REGION, "01", "region-guadeloupe"),
            (kinds.DEPARTEMENT, "971", "guadeloupe"),
        )
    ]
    groups = [grant_portal_groups(portal) for portal in (*both, *both)]
    assert groups[:2] == groups[2:]
    assert [found["editor"].name for found in groups[:2]] == [
        "Guadeloupe – rédaction",
        "Guadeloupe (département 971) – rédaction",
    ]
    for portal in both:
        portal.portal.refresh_from_db()
    region, departement = (portal.portal for portal in both)
    assert region.collection != departement.collection
    assert region.workflow != departement.workflow
    asked = [list(one.workflow.tasks[0].specific.groups.all()) for one in (region, departement)]
    assert asked == [[found["publisher"]] for found in groups[:2]]


def test_a_group_that_merely_has_the_name_is_not_taken():
    """Whoever is in it was given no role in the portal."""
    stranger = UserFactory()
    stranger.groups.add(Group.objects.create(name="Saône-et-Loire – publication"))
    group = grant_portal_groups(territory_portal())["publisher"]
    assert (group.name, list(group.user_set.all())) == (
        "Saône-et-Loire (département 71) – publication",
        [],
    )


def test_a_longer_name_than_a_group_may_have_is_cut():
    groups = grant_portal_groups(territory_portal(title="Portail " * 30))
    assert {len(group.name) for group in groups.values()} == {150}


def test_a_workflow_that_two_portals_shared_is_one_s_again():
    """As titles made them: the other portal's publishers leave it."""
    portal = territory_portal()
    task = grant_portal_groups(portal)["publisher"] and portal.portal.workflow.tasks[0].specific
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    other = grant_portal_groups(territory_portal(morbihan))["publisher"]
    nation = grant_portal_groups(national_portal())["publisher"]
    task.groups.add(other, nation)
    own = grant_portal_groups(portal)["publisher"]
    assert set(task.groups.all()) == {own, nation}


def test_the_national_portal_has_its_team_too():
    portal = national_portal()
    grant_portal_groups(portal)
    assert PortalTeam.objects.filter(territory=None).count() == 3


def test_the_command_gives_older_portals_the_role_they_lack(capsys):
    portal = territory_portal()
    grant_portal_groups(portal)["coordinator"].delete()
    call_command("portal_teams")
    assert PortalTeam.objects.filter(territory=portal.territory, role="coordinator").count() == 1
    assert "Saône-et-Loire – coordination" in capsys.readouterr().out


def test_an_editor_writes_and_a_publisher_publishes(ours):
    def allowed(person):
        tester = ours.draft.permissions_for_user(person)
        return tester.can_edit(), tester.can_publish()

    assert (allowed(ours.editor), allowed(ours.publisher)) == ((True, False), (True, True))


def test_nothing_is_allowed_in_another_portal(ours, theirs):
    tester = theirs.page.permissions_for_user(ours.publisher)
    answers = tester.can_edit(), tester.can_publish(), tester.can_add_subpage()
    assert answers == (False, False, False)


def test_what_an_editor_submits_waits_for_the_portals_publishers(ours):
    workflow = ours.draft.get_workflow()
    [task] = workflow.tasks
    assert list(task.specific.groups.all()) == [ours.publisher.groups.get()]


def test_a_portal_is_made_with_its_teams_by_one_command(client):
    TerritoryFactory(slug="saone-et-loire", name="Saône-et-Loire")
    for slug in ([], ["saone-et-loire"], ["saone-et-loire"]):
        call_command("portal_create", *slug, publisher="Conseil départemental", stdout=StringIO())
    assert client.get("/saone-et-loire/").status_code == 200
    assert Group.objects.filter(name__startswith="Saône-et-Loire").count() == 3
    with pytest.raises(CommandError, match="Aucun territoire ne s’appelle"):
        call_command("portal_create", "ailleurs")


def test_wagtail_s_own_groups_are_gone_after_a_migration(ours):
    """They publish everywhere: put back as Wagtail makes them, with somebody in each."""
    stock = [Group.objects.get_or_create(name=name)[0] for name in ("Editors", "Moderators")]
    root = Page.get_first_root_node()
    GroupPagePermission.objects.get_or_create(
        group=stock[1], page=root, permission=Permission.objects.get(codename="publish_page")
    )
    person = UserFactory()
    person.groups.set([*stock, *ours.editor.groups.all()])
    for _again in range(2):
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert list(person.groups.all()) == list(ours.editor.groups.all())
    assert not GroupPagePermission.objects.filter(page=root).exists()
