"""A portal from its first draft to being online, and back when nobody has read it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupApprovalTask, Page, Workflow

from maillage.accounts.models import PortalTeam, User
from maillage.outbox.models import Message
from maillage_community.models import Circle
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import (
    Wanted,
    WasOnline,
    give_up,
    make_portal,
    put_online,
    waiting_pages,
)
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import Portal, PortalPage, PortalSlug
from tests.site.factories import TerritoryFactory, UserFactory, national_portal

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Role = PortalTeam.Role
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
COUNTED = (
    *(Page, Portal, PortalSlug, Group, PortalTeam, Collection, Workflow, GroupApprovalTask),
    *(User, Circle, Message),
)


def wanted(*team: tuple[Role, str], **identity: str) -> Wanted:
    return Wanted(TerritoryFactory(), Identity(**identity), team)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def mails() -> list[dict]:
    return [row.payload for row in Message.objects.filter(topic="mail").order_by("pk")]


def test_a_new_portal_is_read_by_nobody_before_it_is_put_online(client):
    national_portal()
    portal = make_portal(wanted(), at=NOW).portal
    paths = ["", "ressources/", "mentions-legales/"]
    before = [client.get(f"/saone-et-loire/{path}").status_code for path in paths]
    choosing = "Saône-et-Loire" in client.get("/territoires/").text
    put_online(portal)
    after = [client.get(f"/saone-et-loire/{path}").status_code for path in paths]
    assert (before, choosing, after) == ([404, 404, 404], False, [200, 200, 200])


def test_it_is_made_whole_and_once():
    national_portal()
    one = wanted((Role.EDITOR, "a@exemple.fr"), (Role.PUBLISHER, "b@exemple.fr"))
    first = make_portal(one, at=NOW)
    put_online(first.portal)
    before = counts()
    again = make_portal(one, at=NOW)
    put_online(again.portal)
    assert (first.created, again.created) == (True, False)
    assert (len(first.new_members), len(again.new_members)) == (2, 0)
    assert counts() == before
    assert before["PortalTeam"] == 3
    portal = Portal.objects.get(slug="saone-et-loire")
    assert None not in (portal.collection, portal.workflow)
    assert [page.slug for page in first.portal.get_children()] == [
        *("ressources", "actualites", "contact", "mentions-legales"),
        *("donnees-personnelles", "accessibilite"),
    ]


def test_its_circle_opens_with_it_and_once():
    national_portal()
    portal = make_portal(wanted(name="Aide 71"), at=NOW).portal
    assert not Circle.objects.exists()
    put_online(portal)
    put_online(portal)
    circle = Circle.objects.get()
    assert (circle.name, circle.slug, circle.visibility, circle.territory) == (
        "Réseau\u202f: Aide 71",
        "reseau-saone-et-loire",
        "members",
        portal.territory,
    )


def test_the_circle_that_the_territory_has_is_enough():
    national_portal()
    own = Circle.objects.create(name="Le nôtre", slug="le-notre", territory=TerritoryFactory())
    put_online(make_portal(wanted(), at=NOW).portal)
    assert list(Circle.objects.all()) == [own]


def test_what_the_team_has_written_meanwhile_is_theirs_to_publish():
    national_portal()
    portal = make_portal(wanted(), at=NOW).portal
    draft = portal.add_child(instance=ContentPage(title="Nous", slug="nous", live=False))
    draft.save_revision()
    legal = ContentPage.objects.child_of(portal).get(slug="mentions-legales")
    legal.title = "Qui publie"
    legal.save_revision()
    put_online(portal)
    draft.refresh_from_db()
    legal.refresh_from_db()
    assert (draft.live, legal.live, legal.title) == (False, True, "Qui publie")


def test_who_has_no_account_is_invited_and_who_has_one_is_told(client):
    national_portal()
    known = UserFactory(email="connue@exemple.fr", name="Amina")
    one = wanted((Role.PUBLISHER, "Connue@exemple.fr"), (Role.EDITOR, "nouveau@exemple.fr"))
    made = make_portal(one, at=NOW)
    assert [(each.user.email, each.invited) for each in made.members] == [
        ("connue@exemple.fr", False),
        ("nouveau@exemple.fr", True),
    ]
    assert [group.name for group in known.groups.all()] == ["Saône-et-Loire – publication"]
    newcomer = User.objects.get(email="nouveau@exemple.fr")
    assert not newcomer.has_usable_password()
    told, invited = (mail["text"] for mail in mails())
    assert "/gestion/" in told
    assert "/compte/connexion/code/" not in told
    assert "/compte/connexion/code/" in invited
    assert "rédaction" in invited
    assert "n’est pas encore en ligne" in invited
    client.post("/compte/connexion/code/", {"email": "nouveau@exemple.fr"})
    assert mails()[-1]["recipient"] == "nouveau@exemple.fr"


def test_a_role_held_already_is_told_to_nobody():
    national_portal()
    one = wanted((Role.PUBLISHER, "connue@exemple.fr"))
    make_portal(one, at=NOW)
    make_portal(one, at=NOW.replace(hour=14))
    assert len(mails()) == 1


def test_given_up_it_leaves_nothing_but_its_people():
    national_portal()
    make_portal(Wanted(TerritoryFactory(code="56", slug="morbihan"), Identity()), at=NOW)
    before = counts()
    portal = make_portal(wanted((Role.EDITOR, "a@exemple.fr")), at=NOW).portal
    give_up(portal)
    after = counts()
    people = {name: after.pop(name) - before.pop(name) for name in ("User", "Message")}
    assert after == before
    assert people["User"] == 1
    assert make_portal(wanted(), at=NOW).portal.slug == "saone-et-loire"


def test_a_portal_that_was_online_is_not_given_up():
    national_portal()
    portal = make_portal(wanted(), at=NOW).portal
    put_online(portal)
    home = PortalPage.objects.get(pk=portal.pk)
    home.unpublish()
    with pytest.raises(WasOnline):
        give_up(portal)
    assert waiting_pages(home).count() == 0


def test_texts_of_the_team_are_shown_as_text():
    national_portal()
    hostile = "<script>alert(1)</script>"
    fields = dict.fromkeys(("name", "publisher", "director", "hosting"), hostile)
    portal = make_portal(wanted(**fields), at=NOW).portal
    page = ContentPage.objects.child_of(portal).get(slug="mentions-legales")
    assert "<script" not in page.body.render_as_block()
    assert page.body.render_as_block().count("&lt;script") == 4
