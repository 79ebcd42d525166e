"""Leaving a team: a colleague takes over what was held there, and nothing of elsewhere."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from maillage.accounts.models import PortalTeam
from maillage.outbox.delivery import drain_mail
from maillage.workload import HeldWork
from maillage_community.models import Membership
from maillage_events.models import EventPage
from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.teams import departures
from maillage_site.teams.departures import holdings
from tests.community.factories import CircleFactory
from tests.events.factories import occurrence
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
Circle = Membership.Role


@pytest.fixture(autouse=True)
def _count_from_zero():
    cache.clear()


def draft(portal, owner, title="Brouillon") -> Page:
    slug = slugify(f"{title} {owner.pk}")
    page = ContentPage(title=title, slug=slug, live=False, owner=owner)
    page = portal.add_child(instance=page)
    page.save_revision(user=owner)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=owner)
    return page


def departure(portal, person) -> str:
    return f"/gestion/equipe/{portal.territory.pk}/personne/{person.uuid}/retirer/"


def announced(portal, owner, **dates) -> EventPage:
    page = occurrence(portal, **dates).event.pages.get()
    EventPage.objects.filter(pk=page.pk).update(owner=owner)
    return page


def moderates(person, territory, role=Circle.MODERATOR) -> Membership:
    circle = CircleFactory(territory=territory)
    return Membership.objects.create(circle=circle, user=person, role=role, charter_version=1)


@pytest.fixture
def team(client):
    """Karim leaves, Odile keeps the team and stays with Noor; all three hold the same elsewhere."""
    portal = territory_portal()
    elsewhere = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    people = {name: UserFactory(name=name) for name in ("Karim", "Noor", "Odile")}
    for home in (portal, elsewhere):
        groups = grant_portal_groups(home)
        people["Karim"].groups.add(groups[Role.COORDINATOR])
        people["Noor"].groups.add(groups[Role.EDITOR])
    people["Odile"].groups.add(grant_portal_groups(portal)[Role.PUBLISHER])
    client.force_login(people["Odile"])
    return portal, elsewhere, people


def test_a_colleague_takes_over_what_is_held_in_that_portal(client, team):
    portal, elsewhere, people = team
    karim, noor = people["Karim"], people["Noor"]
    drafts = [draft(home, karim) for home in (portal, elsewhere)]
    events = [announced(home, karim) for home in (portal, elsewhere)]
    circles = [moderates(karim, home.territory) for home in (portal, elsewhere)]
    already = Membership.objects.create(
        circle=moderates(karim, portal.territory, Circle.FACILITATOR).circle,
        user=noor, role=Circle.MODERATOR, charter_version=1,
    )  # fmt: skip
    address = f"/gestion/equipe/{portal.territory.pk}/personne/{karim.uuid}/retirer/"
    seen = client.get(address).text
    for words in ("Brouillons (1)", "Événements à venir (1)", "animer ou à modérer (2)"):
        assert words in seen
    assert "Choisissez qui prend la suite" in client.post(address, {}).text
    assert karim.groups.count() == 2
    client.post(address, {"to": str(noor.uuid)})
    assert [Page.objects.get(pk=page.pk).owner for page in drafts] == [noor, karim]
    assert [Page.objects.get(pk=page.pk).locked for page in drafts] == [False, True]
    assert [Page.objects.get(pk=page.pk).owner for page in events] == [noor, karim]
    roles = {
        (one.circle.pk, one.user.name): one.role
        for one in Membership.objects.select_related("circle", "user")
    }
    assert roles == {
        (circles[0].circle.pk, "Karim"): "member",
        (circles[0].circle.pk, "Noor"): "moderator",
        (circles[1].circle.pk, "Karim"): "moderator",
        (already.circle.pk, "Karim"): "member",
        (already.circle.pk, "Noor"): "moderator",
    }
    held = PortalTeam.objects.filter(group__user=karim).values_list("territory", flat=True)
    assert list(held) == [elsewhere.territory.pk]
    drain_mail(10)
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {karim.email, noor.email}
    assert "Vous prenez la suite de Karim" in letters[noor.email].subject


def test_what_is_held_is_named_to_those_who_may_open_it(client, team):
    """Ten titles at most; the drafts of a page that the reader may not change are counted alone."""
    portal, elsewhere, people = team
    karim = people["Karim"]
    pages = [draft(portal, karim, title=f"Brouillon {number}") for number in range(12)]
    draft(elsewhere, karim, title="Outremonde")
    event, circle = announced(portal, karim), moderates(karim, portal.territory).circle
    soup = BeautifulSoup(client.get(departure(portal, karim)).content, "html.parser")
    links = {link["href"]: link.text for link in soup.select("main li a.our-link")}
    edit = "/gestion/pages/{}/edit/".format
    assert {edit(page.pk) for page in pages} & set(links) == {edit(page.pk) for page in pages[2:]}
    assert (links[edit(event.pk)], circle.name in links.values()) == (event.title, True)
    assert ("et 2 autres" in soup.text, "Outremonde" in soup.text) == (True, False)
    [drafts] = [one for one in holdings(karim, portal.territory, at=timezone.now(),
                reader=UserFactory()) if str(one.label) == "Brouillons"]  # fmt: skip
    assert (drafts.number, drafts.named) == (12, ())


@pytest.mark.parametrize("broken", ["held", "named"])
def test_nobody_leaves_on_a_count_that_is_not_known(client, team, monkeypatch, broken, caplog):
    portal, _elsewhere, people = team
    karim = people["Karim"]

    def fails(*_asked):
        raise ValueError

    facts = {"held": lambda *_asked: 1, "hand_over": lambda *_asked: None} | {broken: fails}
    work = HeldWork(name="cassé", label="Essais", **facts)
    real = departures.contributions
    monkeypatch.setattr(departures, "contributions", lambda kind: [*real(kind), work])
    page = draft(portal, karim)
    taker = {"to": str(people["Noor"].uuid)}
    for answer in (
        client.get(departure(portal, karim)),
        client.post(departure(portal, karim), taker),
    ):
        said = answer.text
        assert (answer.status_code, "Rien n’a changé" in said, "Essais" in said) == (
            503,
            True,
            True,
        )
    assert (karim.groups.count(), Page.objects.get(pk=page.pk).owner) == (2, karim)
    assert "What cassé counts of a colleague failed" in caplog.text


@pytest.mark.parametrize("who", ["Karim", "somebody else", "closed"])
def test_only_a_colleague_who_stays_takes_over(client, team, who):
    portal, _elsewhere, people = team
    page = draft(portal, people["Karim"])
    closed = UserFactory(is_active=False)
    closed.groups.add(grant_portal_groups(portal)[Role.EDITOR])
    taker = {"Karim": people["Karim"], "closed": closed}.get(who) or UserFactory()
    address = f"/gestion/equipe/{portal.territory.pk}/personne/{people['Karim'].uuid}/retirer/"
    client.post(address, {"to": str(taker.uuid)})
    assert Page.objects.get(pk=page.pk).owner == people["Karim"]
    assert people["Karim"].groups.count() == 2


def test_what_is_over_is_nobodys_to_take(client, team):
    portal, _elsewhere, people = team
    page = announced(portal, people["Karim"])
    page.event.occurrences.update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    address = f"/gestion/equipe/{portal.territory.pk}/personne/{people['Karim'].uuid}/retirer/"
    assert "Événements à venir" not in client.get(address).text
    client.post(address)
    assert Page.objects.get(pk=page.pk).owner == people["Karim"]
    assert people["Karim"].groups.count() == 1


def test_nothing_changes_hands_when_the_roles_cannot_end(client, team):
    """The last publisher: what was given in the same click is taken back."""
    portal, _elsewhere, people = team
    page = draft(portal, people["Odile"])
    address = f"/gestion/equipe/{portal.territory.pk}/personne/{people['Odile'].uuid}/retirer/"
    answer = client.post(address, {"to": str(people["Noor"].uuid)})
    assert "Personne d’autre ne publie" in answer.text
    assert Page.objects.get(pk=page.pk).owner == people["Odile"]
