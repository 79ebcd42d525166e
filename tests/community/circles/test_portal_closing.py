"""Circles of a portal that closes: read only, or with another portal's; and back."""

from datetime import UTC, datetime

import pytest

from maillage_community.circles import memberships
from maillage_community.models import Circle, Membership, Reply, Topic
from maillage_community.moderation.waiting import waiting
from maillage_community.topics import conversations
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.shutting import close_portal
from tests.community.factories import CircleFactory, MembershipFactory, TopicFactory
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def home():
    return territory_portal()


@pytest.fixture
def circle(home):
    return CircleFactory(slug="cercle-71", territory=home.territory)


@pytest.fixture
def topic(circle):
    return TopicFactory(circle=circle, title="Une question ?")


def test_what_was_said_is_read_and_nothing_is_added(client, home, circle, topic):
    member = MembershipFactory(circle=circle).user
    close_portal(home.portal, at=NOW, by=None)
    circle.refresh_from_db()
    with pytest.raises(memberships.ReadOnlyError):
        conversations.ask(member, circle, title="Et ?", body="Et ?", at=NOW)
    with pytest.raises(memberships.ReadOnlyError):
        conversations.answer(member, topic, body="Oui.", at=NOW)
    with pytest.raises(memberships.ReadOnlyError):
        memberships.join(UserFactory(), circle, charter_version=1)
    client.force_login(member)
    door = "/communautes/cercle-71/"
    seen = client.get(door)
    assert "Une question" in seen.text
    assert "en lecture seule" in seen.text
    assert "Poser une question" not in seen.text.partition("<main")[2].partition("</main")[0]
    there = f"/communautes/cercle-71/sujets/{topic.uuid}/"
    assert "en lecture seule" in client.get(there).text
    forms = {"nouveau-sujet/": door, "rejoindre/": door}
    sent = {"title": "Et ?", "body": "Et ?", "kind": "question", "charter_version": 1, "accept": 1}
    assert {one: client.post(door + one, sent).url for one in forms} == forms
    assert client.post(f"{there}participer/", {"body": "Oui."}).url == there
    assert (Topic.objects.count(), Reply.objects.count()) == (1, 0)


def test_nothing_is_asked_of_those_who_keep_it_and_nothing_is_chosen(client, home, circle, topic):
    keeper = MembershipFactory(circle=circle, role=Membership.Role.FACILITATOR).user
    reply = conversations.answer(keeper, topic, body="Oui.", at=NOW)
    left = TopicFactory(circle=circle, title="Sans réponse ?")
    assert [one.number for one in waiting(keeper, NOW)] == [1]
    close_portal(home.portal, at=NOW, by=None)
    assert list(waiting(keeper, NOW)) == []
    with pytest.raises(memberships.ReadOnlyError):
        conversations.choose_answer(keeper, topic, reply)
    with pytest.raises(memberships.ReadOnlyError):
        conversations.pin(keeper, topic, pinned=True)
    client.force_login(keeper)
    there = f"/communautes/cercle-71/sujets/{topic.uuid}/"
    sent = {"reponse/": {"reply": reply.uuid}, "epingler/": {}}
    assert [client.post(there + one, data).url for one, data in sent.items()] == [there] * 2
    topic.refresh_from_db()
    assert (topic.validated_reply, topic.is_pinned) == (None, False)
    seen = client.get(f"/communautes/cercle-71/sujets/{left.uuid}/").text
    assert "Personne n’a répondu." in seen
    assert "Vous avez peut-être la réponse" not in seen


def test_what_is_reported_is_still_moderated_and_members_still_leave(client, home, circle, topic):
    moderator = MembershipFactory(circle=circle, role=Membership.Role.MODERATOR).user
    member = MembershipFactory(circle=circle).user
    close_portal(home.portal, at=NOW, by=None)
    client.force_login(member)
    there = f"/communautes/cercle-71/sujets/{topic.uuid}/"
    assert client.post(f"{there}signaler/", {"reason": "advert"}).status_code == 200
    assert client.post("/communautes/cercle-71/quitter/").status_code == 302
    assert not circle.memberships.filter(user=member).exists()
    [line] = waiting(moderator, NOW)
    client.force_login(moderator)
    assert client.get(line.url).status_code == 200
    client.post(line.url, {"report": circle.reports.get().pk, "action": "hide"})
    topic.refresh_from_db()
    assert topic.hidden_at


def test_its_address_in_the_closed_portal_leads_on(client, home, circle, topic):
    close_portal(home.portal, at=NOW, by=None)
    asked = ("", "flux.rss", f"sujets/{topic.uuid}/")
    found = [client.get(f"/saone-et-loire/communautes/cercle-71/{path}") for path in asked]
    assert [answer.url for answer in found] == [f"/communautes/cercle-71/{path}" for path in asked]
    assert client.get("/saone-et-loire/communautes/").status_code == 410


def test_opened_again_people_write(home, circle):
    left = CircleFactory(territory=home.territory, read_only_since=NOW)
    close_portal(home.portal, at=NOW, by=None)
    reopen_portal(home.portal, at=NOW, by=None)
    found = dict(Circle.objects.values_list("pk", "read_only_since"))
    assert found == {circle.pk: None, left.pk: NOW}


def test_with_an_heir_it_goes_on_there_and_comes_back(home, circle):
    member = MembershipFactory(circle=circle).user
    heir = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    other = CircleFactory(territory=heir.territory)
    close_portal(home.portal, {"circles": heir.portal}, at=NOW, by=None)
    circle.refresh_from_db()
    assert (circle.territory, circle.is_read_only) == (heir.territory, False)
    assert conversations.ask(member, circle, title="Et ?", body="Et ?", at=NOW)
    reopen_portal(home.portal, at=NOW, by=None)
    found = dict(Circle.objects.values_list("pk", "territory"))
    assert found == {circle.pk: home.territory.pk, other.pk: heir.territory.pk}
