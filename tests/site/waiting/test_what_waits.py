"""What waits for each person on the home of the administration, and nothing of others'."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage import workload
from maillage.accounts.models import PortalTeam, User
from maillage_community.models import Membership, Report, Topic
from maillage_events.models import Registration
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.waiting import gathering
from maillage_site.waiting.panels import WaitingPanel
from tests.community.factories import CircleFactory, TopicFactory, member
from tests.events.factories import occurrence
from tests.events.signups import NOW, pending
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, territory_portal
from tests.site.rights.world import belongings

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
LATER = NOW + timedelta(days=3, hours=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def begun(territory, word, commune):
    """A portal where one of everything waits since ``NOW``; its groups."""
    portal = territory_portal(territory)
    groups = grant_portal_groups(portal)
    belongings(portal, word, commune)
    page = ContentPage(title=f"{word} soumis", slug="soumis", live=False)
    page = portal.add_child(instance=page)
    page.save_revision()
    page.get_workflow().start(page, UserFactory())
    seats = occurrence(portal, title=word, attendance_mode="sur-place", onsite_capacity=9)
    asking = pending(seats, "examen", mode="onsite")
    facts = {"seats_held": 0, "hold_expires_at": None}
    Registration.objects.filter(pk=asking.pk).update(state=Registration.State.REVIEW, **facts)
    circle = CircleFactory(name=word, slug=f"cercle-{territory.code}", territory=territory)
    topic = TopicFactory(circle=circle, kind="question", title=f"{word} question")
    facts = {"created_at": NOW, "last_activity_at": NOW}
    Topic.objects.filter(pk=topic.pk).update(**facts)
    Report.objects.create(circle=circle, topic=topic, reason="other", created_at=NOW)
    return groups, circle


@pytest.fixture
def ours(db):
    return begun(TerritoryFactory(), "Colibri", CommuneFactory())


@pytest.fixture
def theirs(db):
    vannes = CommuneFactory(code="56260", name="Vannes", epci_code="200067932", region_code="53")
    return begun(
        TerritoryFactory(code="56", name="Morbihan", slug="morbihan"), "Outremonde", vannes
    )


def person(groups, *roles) -> User:
    found = UserFactory()
    found.groups.add(*(groups[role] for role in roles))
    return found


def moderates(user, circle) -> User:
    facts = {"role": Membership.Role.MODERATOR, "charter_version": 1}
    Membership.objects.create(circle=circle, user=user, **facts)
    return user


def told(client, user) -> list[str]:
    client.force_login(user)
    soup = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    panel = soup.select_one("#panel-waiting-content, #waiting-content, #panel-waiting-section")
    return [" ".join(line.get_text(" ", strip=True).split()) for line in panel.select("li, p")]


def links(client) -> list[str]:
    soup = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    panel = soup.select_one("#panel-waiting-content, #waiting-content, #panel-waiting-section")
    return [line["href"] for line in panel.select("a.our-link")]


def test_each_kind_says_how_many_and_since_when(client, ours, theirs):
    groups, circle = ours
    everything = moderates(person(groups, *Role), circle)
    with time_machine.travel(LATER, tick=False):
        assert told(client, everything) == [
            "Pages à valider 1 , depuis 3 jours",
            "Inscriptions à accepter ou à refuser 1 , depuis 3 jours",
            "Erreurs signalées par des lecteurs 1 , depuis 3 jours",
            "Lieux proposés par des lecteurs 1 , depuis 3 jours",
            "Ce que proposent les sources 1 , depuis 3 jours",
            "Doublons possibles 1 , depuis 3 jours",
            "Messages signalés dans « Colibri » 1 , depuis 3 jours",
            "Questions sans réponse dans « Colibri » 1 , depuis 3 jours",
        ]


def test_each_line_leads_to_the_list_of_these_and_no_others(client, ours, theirs):
    groups, circle = ours
    client.force_login(moderates(person(groups, *Role), circle))
    answered = TopicFactory(circle=circle, kind="question", title="Déjà répondue")
    Topic.objects.filter(pk=answered.pk).update(reply_count=1)
    quiet = occurrence(
        PortalPage.objects.get(portal__territory=circle.territory), title="Sans demande",
        attendance_mode="sur-place", onsite_capacity=9,
    )  # fmt: skip
    found = links(client)
    answers = {link: client.get(link) for link in found}
    assert (len(found), {answer.status_code for answer in answers.values()}) == (8, {200})
    for answer in answers.values():
        assert "Colibri" in answer.text
        assert "Outremonde" not in answer.text
    whole = "".join(answer.text for answer in answers.values())
    assert ("Déjà répondue" in whole, str(quiet.uuid) in whole) == (False, False)


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.EDITOR, ["Rien ne vous attend."]),
        (
            Role.PUBLISHER,
            [
                "Pages à valider 1 , depuis aujourd’hui",
                "Inscriptions à accepter ou à refuser 1 , depuis aujourd’hui",
            ],
        ),
    ],
)
def test_a_role_is_told_what_it_may_act_on(client, ours, role, said):
    groups, _circle = ours
    assert told(client, person(groups, role)) == said


def test_who_merely_belongs_to_a_circle_is_asked_nothing(client, ours):
    groups, circle = ours
    writer = person(groups, Role.EDITOR)
    facts = {"role": Membership.Role.MEMBER, "charter_version": 1}
    Membership.objects.create(circle=circle, user=writer, **facts)
    assert member(circle)
    assert told(client, writer) == ["Rien ne vous attend."]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2026, 11, 23), "depuis aujourd’hui"),
        (date(2026, 11, 22), "depuis 1 jour"),
        (date(2026, 9, 23), "depuis 61 jours"),
        (date(2026, 9, 22), "depuis 2 mois"),
        (date(2024, 11, 24), "depuis 23 mois"),
        (date(2020, 5, 18), "depuis 6 ans"),
    ],
)
def test_an_age_is_told_as_people_tell_it(since, said, monkeypatch):
    work = workload.WaitingWork(
        name="essai", waiting=lambda _person, _at: [workload.Waiting("Essai", 1, since, "/")]
    )
    monkeypatch.setattr(gathering, "contributions", lambda _kind: [work])
    assert [line.age for line in gathering.lines_for(User(), at=NOW)] == [said]


def asked(rf, user) -> int:
    request = rf.get("/gestion/")
    request.user = User.objects.get(pk=user.pk)
    with CaptureQueriesContext(connection) as found:
        WaitingPanel().render_html({"request": request})
    return len(found)


def test_twelve_queries_whatever_waits_and_however_many_portals(rf, ours, theirs):
    groups, circle = ours
    busy = moderates(person(groups, *Role), circle)
    one = asked(rf, busy)
    busy.groups.add(*theirs[0].values())
    moderates(busy, theirs[1])
    for number in range(3):
        territory = TerritoryFactory(code=f"8{number}", name=f"T{number}", slug=f"t{number}")
        busy.groups.add(*grant_portal_groups(territory_portal(territory)).values())
    asked(rf, busy)  # which pages are private is read again once a portal is new, then kept
    assert (asked(rf, busy), one <= 12) == (one, True)


def test_a_plugin_that_fails_hides_only_itself(client, ours, monkeypatch, caplog):
    groups, _circle = ours

    def broken(_person, _at):
        raise ValueError

    works = [workload.WaitingWork(name="cassé", waiting=broken)]
    real = gathering.contributions
    monkeypatch.setattr(gathering, "contributions", lambda kind: works + real(kind))
    assert len(told(client, person(groups, Role.PUBLISHER))) == 2
    assert "What waits in cassé cannot be told" in caplog.text
    assert timezone.now() == NOW
