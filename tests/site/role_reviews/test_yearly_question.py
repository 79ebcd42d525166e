"""Once a year, "do you still work here?": asked, answered, shown to colleagues, never decided."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from maillage.accounts.models import PortalTeam, RoleReview
from maillage.contributions import Periodic
from maillage.outbox.delivery import drain_mail
from maillage.plugin import contributions
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.role_reviews.asking import ask
from maillage_site.waiting.gathering import lines_for
from tests.site.factories import (
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role
START = datetime(2027, 2, 28, 9, tzinfo=UTC)
A_YEAR_ON = START + relativedelta(years=1)
MONTH = timedelta(days=30)
MINE, LIST = "/mon-espace/roles/", "/gestion/roles-a-confirmer/"


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def groups(portal):
    return grant_portal_groups(portal)


@pytest.fixture
def editor(groups):
    person = UserFactory(name="Karim")
    person.groups.add(groups[Role.EDITOR], groups[Role.COORDINATOR])
    return person


@pytest.fixture
def publisher(groups):
    person = UserFactory(name="Odile")
    person.groups.add(groups[Role.PUBLISHER])
    return person


def letters() -> list[tuple[str, str]]:
    drain_mail(50)
    sent, mail.outbox = [(one.to[0], one.body) for one in mail.outbox], []
    return sent


def asked_a_year_on(*people):
    """The clock moves: seen at the start, asked a year later; at that moment nobody has answered."""
    ask(START)
    RoleReview.objects.exclude(user__in=people).update(confirmed_at=A_YEAR_ON)
    ask(A_YEAR_ON)
    letters()


def signed_in(client, person, moment):
    traveller = time_machine.travel(moment, tick=False)
    traveller.start()
    client.force_login(person)
    return traveller


def acts() -> list[tuple]:
    found = ModelLogEntry.objects.filter(action__startswith="maillage.role_").order_by("pk")
    return [(one.action, one.user.name, one.label, one.data["roles"]) for one in found]


def test_the_periodic_is_contributed():
    [found] = [one for one in contributions(Periodic) if one.name == "site.roles"]
    assert (found.run, found.every) == (ask, timedelta(days=1))


def test_each_person_is_asked_once_a_year_whatever_their_roles(editor, publisher):
    ask(START)
    ask(START + timedelta(days=364))
    assert letters() == []
    for late in range(3):  # a worker runs it twice, and again the day after
        ask(A_YEAR_ON + timedelta(hours=late))
    sent = letters()
    assert sorted(to for to, _body in sent) == sorted([editor.email, publisher.email])
    [body] = [body for to, body in sent if to == editor.email]
    assert "Saône-et-Loire" in body
    assert "rédaction, coordination" in body.lower()
    assert f"{MINE}\n" in body or f"{MINE} " in body
    assert "?" not in body.split(MINE)[0].rsplit("http", 1)[1]  # no secret in the link
    ask(A_YEAR_ON + timedelta(days=364))
    assert letters() == []
    ask(A_YEAR_ON + relativedelta(years=1))
    assert len(letters()) == 2


def test_a_role_given_meanwhile_has_a_year_of_its_own(editor, groups):
    ask(START)
    newcomer = UserFactory()
    newcomer.groups.add(groups[Role.EDITOR])
    ask(START + MONTH)
    ask(A_YEAR_ON)
    assert [to for to, _body in letters()] == [editor.email]


def test_nobody_without_a_role_is_asked(editor, publisher):
    ask(START)
    editor.groups.clear()
    publisher.is_active = False
    publisher.save()
    ask(A_YEAR_ON)
    assert (letters(), RoleReview.objects.count()) == ([], 0)


def test_one_letter_names_every_territory_and_the_nation(editor):
    morbihan = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    editor.groups.add(grant_portal_groups(morbihan)[Role.EDITOR])
    editor.groups.add(grant_portal_groups(national_portal())[Role.EDITOR])
    ask(START)
    ask(A_YEAR_ON)
    [(_to, body)] = letters()
    assert all(name in body for name in ("Saône-et-Loire", "Morbihan", "Équipe nationale"))


def test_the_question_is_answered_once_signed_in(client, editor):
    asked_a_year_on(editor)
    review = RoleReview.objects.get(user=editor)
    assert client.get(MINE)["Location"].startswith("/compte/connexion/")
    moment = A_YEAR_ON + timedelta(days=2)
    clock = signed_in(client, editor, moment)
    assert "Saône-et-Loire" in client.get(MINE).text
    response = client.post(MINE, {"review": review.pk, "answer": "yes"})
    assert response["Location"] == "/mon-espace/"
    assert "Aucune question" in client.get(MINE).text
    again = client.post(MINE, {"review": review.pk, "answer": "yes"})
    assert "a déjà sa réponse" in again.text
    clock.stop()
    review.refresh_from_db()
    assert (review.confirmed_at, review.asked_at) == (moment, None)
    assert acts() == [("maillage.role_confirmed", "Karim", "Karim", "rédaction, coordination")]
    ask(A_YEAR_ON + relativedelta(years=1))
    assert letters() == []
    ask(moment + relativedelta(years=1))
    assert len(letters()) == 1


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_nobody_answers_for_another(client, editor, publisher, answer):
    asked_a_year_on(editor, publisher)
    review = RoleReview.objects.get(user=editor)
    clock = signed_in(client, publisher, A_YEAR_ON)
    client.post(MINE, {"review": review.pk, "answer": answer})
    clock.stop()
    review.refresh_from_db()
    assert (review.asked_at, review.denied_at) == (A_YEAR_ON, None)


def told(person, moment) -> int:
    found = lines_for(person, at=moment)
    return sum(one.waiting.number for one in found if one.waiting.url == LIST)


def test_colleagues_are_told_after_thirty_days_and_keep_in_a_click(client, editor, publisher):
    asked_a_year_on(editor)
    just_before, then = A_YEAR_ON + MONTH - timedelta(minutes=1), A_YEAR_ON + MONTH
    assert (told(publisher, just_before), told(publisher, then), told(editor, then)) == (0, 1, 0)
    review = RoleReview.objects.get(user=editor)
    keep = f"{LIST}{review.pk}/garder/"
    clock = signed_in(client, publisher, just_before)
    assert client.post(keep).status_code == 404
    clock.stop()
    clock = signed_in(client, publisher, then)
    assert "Karim" in client.get(LIST).text
    assert "Karim" in client.post(keep, follow=True).text
    clock.stop()
    assert told(publisher, then) == 0
    assert acts() == [("maillage.role_confirmed", "Odile", "Karim", "rédaction, coordination")]
    assert editor.groups.count() == 2


def test_the_end_of_a_role_is_the_departure_of_the_team_s_screen(client, editor, publisher, portal):
    asked_a_year_on(editor)
    clock = signed_in(client, publisher, A_YEAR_ON + MONTH)
    leave = f"/gestion/equipe/{portal.territory.pk}/personne/{editor.uuid}/retirer/"
    assert leave in client.get(LIST).text
    assert client.post(leave).status_code == 302
    assert "Tout le monde a répondu" in client.get(LIST).text
    clock.stop()
    assert editor.groups.count() == 0


def test_who_says_they_left_is_shown_at_once_and_keeps_their_role(client, editor, publisher):
    asked_a_year_on(editor)
    review = RoleReview.objects.get(user=editor)
    clock = signed_in(client, editor, A_YEAR_ON)
    client.post(MINE, {"review": review.pk, "answer": "no"})
    clock.stop()
    assert (told(publisher, A_YEAR_ON), editor.groups.count()) == (1, 2)
    ask(A_YEAR_ON + relativedelta(years=2))
    assert editor.email not in [to for to, _body in letters()]
    assert acts() == [("maillage.role_denied", "Karim", "Karim", "rédaction, coordination")]


def test_who_stays_silent_two_years_stays_shown(editor, publisher):
    asked_a_year_on(editor)
    twice = A_YEAR_ON + relativedelta(years=1)
    ask(twice)
    assert told(publisher, twice) == 1


def test_each_team_is_kept_by_its_own(client, editor, portal):
    neighbour = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    stranger = UserFactory()
    stranger.groups.add(grant_portal_groups(neighbour)[Role.PUBLISHER])
    nation = UserFactory()
    nation.groups.add(grant_portal_groups(national_portal())[Role.PUBLISHER])
    asked_a_year_on(editor, nation)
    review, moment = RoleReview.objects.get(user=editor), A_YEAR_ON + MONTH
    superuser = UserFactory(is_superuser=True)
    assert [told(one, moment) for one in (stranger, nation, superuser)] == [0, 1, 2]
    for person, status in ((stranger, 404), (editor, 302), (nation, 302)):
        clock = signed_in(client, person, moment)
        assert "Karim" not in client.get(LIST).text or person == nation
        answer = client.post(f"{LIST}{review.pk}/garder/")
        assert answer.status_code == status
        clock.stop()
        review.refresh_from_db()
        assert (review.asked_at is None) == (person == nation)
    clock = signed_in(client, superuser, moment)
    assert f"/gestion/users/edit/{nation.pk}/" in client.get(LIST).text
    clock.stop()


def test_the_list_asks_as_many_queries_for_fifty_as_for_one(client, groups, publisher):
    def more(number):
        for _ in range(number):
            person = UserFactory()
            person.groups.add(groups[Role.EDITOR])
            RoleReview.objects.create(
                user=person,
                territory=groups[Role.EDITOR].portal_team.territory,
                confirmed_at=START,
                asked_at=A_YEAR_ON,
            )

    def queries():
        client.get(LIST)
        with CaptureQueriesContext(connection) as found:
            assert client.get(LIST).status_code == 200
        return len(found)

    more(1)
    clock = signed_in(client, publisher, A_YEAR_ON + MONTH)
    one = queries()
    more(49)
    many = queries()
    clock.stop()
    assert (many, many <= 40) == (one, True)
